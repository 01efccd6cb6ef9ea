"""Addresses of the API, below /api/v1/."""

from django.urls import path

from api import outreach_addresses, review_addresses
from api.allegations import (
    AllegationCategory,
    AllegationDiscipline,
    AllegationFindings,
    AllegationMediation,
)
from api.assessments import (
    AssessmentScores,
    ClientAssessments,
    CompleteAssessment,
    OneAssessment,
    WithdrawAssessment,
)
from api.audits import OutreachAudits
from api.case_files import CaseFiles, OneCaseFile
from api.cases import AssignCase, ClientCases, ComplaintCases, MoveCase, OneCase, SetCaseDue
from api.clients import (
    ClientAudit,
    ClientDepartments,
    ClientLooks,
    ClientPermissions,
    Clients,
    OneClient,
)
from api.clock_reminders import AcknowledgeClockReminder, ClientClockReminders
from api.clocks import ClientClocks, ClientContractLimits
from api.complaint_feed import ClientExport, ComplaintFeed
from api.complaints import ClientComplaintFacets, ClientComplaints, ClientComplaintSummary
from api.compliments import ClientCompliments
from api.concentration import BookConcentration, ClientComparison
from api.corrections import ComplaintAllegations, ComplaintCorrections
from api.cover import ClientClaimAnswers, ClientCover, ClientRetroAcceptances
from api.effect import BookEffectOfOutreach
from api.evidence import ReviewQueue
from api.force import ClientForceMonths, ClientNationalEvents
from api.imports import (
    ClientImports,
    CommitImport,
    FileKinds,
    HoldImport,
    ImportFile,
    OneImport,
    PreviewImport,
    TakeBackImport,
)
from api.insured import ClientExposures, ClientPolicies
from api.jobs import CancelJob, ClientJobs, OneJob, RetryJob
from api.links import (
    BookComplaintToClaim,
    ClientComplaintToClaim,
    ClientLinks,
    ClientLinkSearches,
    LinkDecisions,
    OneLink,
)
from api.losses import (
    ClaimTransactions,
    ClientLargeLosses,
    ClientLossRun,
    ClientLossRunCsv,
    ClientLossRunPdfs,
    ClientValuations,
    LossRunPdf,
    NoLossStatements,
    OneClaim,
)
from api.mappings import ClientMappings, OneMapping
from api.me import Me
from api.narratives import ClaimNarratives
from api.officers import ClientOfficerNames
from api.portfolio import DeskOfClients
from api.profiles import ClientProfile, ClientSnapshots, OneSnapshot, PortfolioOfClients
from api.rating import (
    BookRating,
    ClientJudgements,
    ClientWhatIf,
    ClientWorksheet,
    ClientWorksheets,
    OneWorksheet,
    WorksheetPdf,
    WorksheetPdfs,
)
from api.rating_plans import (
    ActivateRatingPlan,
    OneRatingPlan,
    ProposeRatingPlan,
    RatingPlanChange,
    RatingPlans,
    SendBackRatingPlan,
)
from api.recommendations import (
    AcceptAlternative,
    AcceptRisk,
    AcknowledgeRecommendation,
    ClientRecommendations,
    ExtendRecommendation,
    IssueRecommendation,
    OneRecommendation,
    ReopenRecommendation,
    ReplyToRecommendation,
    ReportRecommendationComplete,
    SupersedeRecommendation,
    VerifyRecommendation,
    WithdrawRecommendation,
)
from api.report_check import ReportCheck
from api.report_release import AcknowledgeReport, IssueReport, ReturnReport, SendReport
from api.reports import ClientReports, OneReport, ReportData, ReportPdf, VerifyReport
from api.retention import (
    ApproveRetentionRun,
    ClientHolds,
    ClientRetention,
    ClientRetentionRules,
    ClientRetentionRuns,
    DeclineRetentionRun,
    ReleaseHold,
)
from api.schema import Schema
from api.simulation import BookSimulation, ClientSimulation
from api.submissions import (
    AcceptSubmission,
    ClientRenewalMarks,
    ClientRenewals,
    ClientSubmissions,
    OneSubmission,
    Renewals,
    ReturnSubmission,
    SubmissionAnswers,
    SubmissionAttestations,
    SubmitSubmission,
)
from api.tolling import ComplaintTolls, EndToll, WithdrawToll
from api.transparency import ClientTransparency
from api.trial import BookTrial
from api.triangles import BookTriangle, ClientTriangle
from api.underwriting import ClientReviews, UnderwritingDesk
from api.underwriting_issues import (
    CarrierGrants,
    ClientContingencies,
    ClientReferralReasons,
    ContingencyActs,
    DismissReferralReason,
    EndGrant,
    IssueActs,
    OneIssue,
)
from api.views import View
from api.warnings import (
    AlertFeedback,
    AnswerAlert,
    AssignAlert,
    ClientAlerts,
    ClientWarningRules,
    CloseAlert,
    OneAlert,
)
from api.ways_in import ClientInquiryMonths, ClientIntakeAnswers, ClientWaysIn
from api.words import ClientUnmappedWords, ClientWordMaps

HOUSE = [
    path("schema/", Schema.as_view(), name="api_schema"),
    path("me/", Me.as_view(), name="api_me"),
    path("clients/", Clients.as_view(), name="api_clients"),
    path("file-kinds/", FileKinds.as_view(), name="api_file_kinds"),
    path("portfolio/", PortfolioOfClients.as_view(), name="api_portfolio"),
    path("desk/", DeskOfClients.as_view(), name="api_desk"),
    path("complaint-to-claim/", BookComplaintToClaim.as_view(), name="api_book_complaint_to_claim"),
    path("underwriting-desk/", UnderwritingDesk.as_view(), name="api_underwriting_desk"),
    path("renewals/", Renewals.as_view(), name="api_renewals"),
    path("outreach-effect/", BookEffectOfOutreach.as_view(), name="api_book_outreach_effect"),
    path("concentration/", BookConcentration.as_view(), name="api_concentration"),
    path("rating/", BookRating.as_view(), name="api_book_rating"),
    path("book/triangle/", BookTriangle.as_view(), name="api_book_triangle"),
    path("book/simulation/", BookSimulation.as_view(), name="api_book_simulation"),
    path("book/back-test/", BookTrial.as_view(), name="api_book_trial"),
    path("rating-plans/", RatingPlans.as_view(), name="api_rating_plans"),
    path("outreach-audits/", OutreachAudits.as_view(), name="api_outreach_audits"),
    path("report-checks/<slug:sha256>/", ReportCheck.as_view(), name="api_report_check"),
    path("review-queue/", ReviewQueue.as_view(), name="api_review_queue"),
]

CLIENT: list[tuple[str, type[View], str]] = [
    *outreach_addresses.CLIENT,
    ("", OneClient, "api_client"),
    ("permissions/", ClientPermissions, "api_client_permissions"),
    ("departments/", ClientDepartments, "api_client_departments"),
    ("audit/", ClientAudit, "api_client_audit"),
    ("looks/", ClientLooks, "api_client_looks"),
    ("imports/", ClientImports, "api_client_imports"),
    ("mappings/", ClientMappings, "api_client_mappings"),
    ("mappings/<slug:name>/", OneMapping, "api_client_mapping"),
    ("loss-run/", ClientLossRun, "api_client_loss_run"),
    ("loss-run.csv", ClientLossRunCsv, "api_client_loss_run_csv"),
    ("loss-run-pdfs/", ClientLossRunPdfs, "api_client_loss_run_pdfs"),
    ("valuations/", ClientValuations, "api_client_valuations"),
    ("large-losses/", ClientLargeLosses, "api_client_large_losses"),
    ("no-loss-statements/", NoLossStatements, "api_client_no_loss_statements"),
    ("claims/<path:number>/transactions/", ClaimTransactions, "api_claim_transactions"),
    ("claims/<path:number>/narratives/", ClaimNarratives, "api_claim_narratives"),
    ("claims/<path:number>/", OneClaim, "api_claim"),
    ("policies/", ClientPolicies, "api_client_policies"),
    ("renewals/", ClientRenewals, "api_client_renewals"),
    ("renewal-marks/", ClientRenewalMarks, "api_client_renewal_marks"),
    ("submissions/", ClientSubmissions, "api_client_submissions"),
    ("assessments/", ClientAssessments, "api_client_assessments"),
    ("cover/", ClientCover, "api_client_cover"),
    ("claim-answers/", ClientClaimAnswers, "api_client_claim_answers"),
    ("retro-acceptances/", ClientRetroAcceptances, "api_client_retro_acceptances"),
    ("exposures/", ClientExposures, "api_client_exposures"),
    ("profile/", ClientProfile, "api_client_profile"),
    ("comparison/", ClientComparison, "api_client_comparison"),
    ("snapshots/", ClientSnapshots, "api_client_snapshots"),
    ("recommendations/", ClientRecommendations, "api_client_recommendations"),
    ("reports/", ClientReports, "api_client_reports"),
    ("reviews/", ClientReviews, "api_client_reviews"),
    ("referral-reasons/", ClientReferralReasons, "api_client_referral_reasons"),
    ("contingencies/", ClientContingencies, "api_client_contingencies"),
    ("jobs/", ClientJobs, "api_client_jobs"),
    ("complaints/", ClientComplaints, "api_client_complaints"),
    ("complaint-facets/", ClientComplaintFacets, "api_client_complaint_facets"),
    ("transparency/", ClientTransparency, "api_client_transparency"),
    ("intake-answers/", ClientIntakeAnswers, "api_client_intake_answers"),
    ("inquiry-months/", ClientInquiryMonths, "api_client_inquiry_months"),
    ("complaint-summary/", ClientComplaintSummary, "api_client_complaint_summary"),
    ("complaint-feed/", ComplaintFeed, "api_client_complaint_feed"),
    ("force-months/", ClientForceMonths, "api_client_force_months"),
    ("national-events/", ClientNationalEvents, "api_client_national_events"),
    ("exports/<slug:kind>.csv", ClientExport, "api_client_export"),
    ("unmapped-words/", ClientUnmappedWords, "api_client_unmapped_words"),
    ("word-maps/", ClientWordMaps, "api_client_word_maps"),
    ("cases/", ClientCases, "api_client_cases"),
    ("ways-to-complain/", ClientWaysIn, "api_client_ways_in"),
    ("compliments/", ClientCompliments, "api_client_compliments"),
    ("officer-names/", ClientOfficerNames, "api_client_officer_names"),
    ("retention/", ClientRetention, "api_client_retention"),
    ("retention-rules/", ClientRetentionRules, "api_client_retention_rules"),
    ("retention-runs/", ClientRetentionRuns, "api_client_retention_runs"),
    ("holds/", ClientHolds, "api_client_holds"),
    ("complaint-to-claim/", ClientComplaintToClaim, "api_client_complaint_to_claim"),
    ("links/", ClientLinks, "api_client_links"),
    ("link-searches/", ClientLinkSearches, "api_client_link_searches"),
    ("worksheet/", ClientWorksheet, "api_client_worksheet"),
    ("what-if/", ClientWhatIf, "api_client_what_if"),
    ("worksheets/", ClientWorksheets, "api_client_worksheets"),
    ("triangle/", ClientTriangle, "api_client_triangle"),
    ("simulation/", ClientSimulation, "api_client_simulation"),
    ("judgements/", ClientJudgements, "api_client_judgements"),
    ("clocks/", ClientClocks, "api_client_clocks"),
    ("clock-reminders/", ClientClockReminders, "api_client_clock_reminders"),
    ("contract-limits/", ClientContractLimits, "api_client_contract_limits"),
    ("alerts/", ClientAlerts, "api_client_alerts"),
    ("warning-rules/", ClientWarningRules, "api_client_warning_rules"),
]

ITEMS: list[tuple[str, type[View], str]] = [
    *outreach_addresses.ITEMS,
    ("imports/<uuid:batch_id>/", OneImport, "api_import"),
    ("imports/<uuid:batch_id>/preview/", PreviewImport, "api_import_preview"),
    ("imports/<uuid:batch_id>/commit/", CommitImport, "api_import_commit"),
    ("imports/<uuid:batch_id>/take-back/", TakeBackImport, "api_import_take_back"),
    ("imports/<uuid:batch_id>/hold/", HoldImport, "api_import_hold"),
    ("imports/<uuid:batch_id>/file/", ImportFile, "api_import_file"),
    ("loss-run-pdfs/<uuid:job_id>/", LossRunPdf, "api_loss_run_pdf"),
    ("worksheets/<slug:worksheet_id>/", OneWorksheet, "api_worksheet"),
    ("worksheets/<slug:worksheet_id>/pdfs/", WorksheetPdfs, "api_worksheet_pdfs"),
    ("worksheet-pdfs/<uuid:job_id>/", WorksheetPdf, "api_drawn_worksheet"),
    ("rating-plans/<slug:number>/", OneRatingPlan, "api_rating_plan"),
    ("rating-plans/<slug:number>/propose/", ProposeRatingPlan, "api_rating_plan_propose"),
    ("rating-plans/<slug:number>/send-back/", SendBackRatingPlan, "api_rating_plan_send_back"),
    ("rating-plans/<slug:number>/activate/", ActivateRatingPlan, "api_rating_plan_activate"),
    ("rating-plans/<slug:number>/change/", RatingPlanChange, "api_rating_plan_change"),
    ("snapshots/<slug:snapshot_id>/", OneSnapshot, "api_snapshot"),
    ("recommendations/<slug:number>/", OneRecommendation, "api_recommendation"),
    ("recommendations/<slug:number>/issue/", IssueRecommendation, "api_recommendation_issue"),
    (
        "recommendations/<slug:number>/report-complete/",
        ReportRecommendationComplete,
        "api_recommendation_report_complete",
    ),
    (
        "recommendations/<slug:number>/acknowledge/",
        AcknowledgeRecommendation,
        "api_recommendation_acknowledge",
    ),
    ("recommendations/<slug:number>/reply/", ReplyToRecommendation, "api_recommendation_reply"),
    ("recommendations/<slug:number>/extend/", ExtendRecommendation, "api_recommendation_extend"),
    (
        "recommendations/<slug:number>/accept-alternative/",
        AcceptAlternative,
        "api_recommendation_accept_alternative",
    ),
    ("recommendations/<slug:number>/accept-risk/", AcceptRisk, "api_recommendation_accept_risk"),
    (
        "recommendations/<slug:number>/supersede/",
        SupersedeRecommendation,
        "api_recommendation_supersede",
    ),
    ("recommendations/<slug:number>/verify/", VerifyRecommendation, "api_recommendation_verify"),
    ("recommendations/<slug:number>/reopen/", ReopenRecommendation, "api_recommendation_reopen"),
    (
        "recommendations/<slug:number>/withdraw/",
        WithdrawRecommendation,
        "api_recommendation_withdraw",
    ),
    *review_addresses.ITEMS,
    ("underwriting-issues/<int:issue_id>/", OneIssue, "api_issue"),
    ("underwriting-issues/<int:issue_id>/acts/", IssueActs, "api_issue_acts"),
    (
        "referral-reasons/<int:reason_id>/dismissals/",
        DismissReferralReason,
        "api_reason_dismissals",
    ),
    ("contingencies/<int:contingency_id>/acts/", ContingencyActs, "api_contingency_acts"),
    ("carriers/<slug:carrier>/authority-grants/", CarrierGrants, "api_carrier_grants"),
    ("authority-grants/<int:grant_id>/end/", EndGrant, "api_grant_end"),
    ("assessments/<slug:number>/", OneAssessment, "api_assessment"),
    ("assessments/<slug:number>/scores/", AssessmentScores, "api_assessment_scores"),
    ("assessments/<slug:number>/complete/", CompleteAssessment, "api_assessment_complete"),
    ("assessments/<slug:number>/withdraw/", WithdrawAssessment, "api_assessment_withdraw"),
    ("submissions/<int:number>/", OneSubmission, "api_submission"),
    ("submissions/<int:number>/answers/", SubmissionAnswers, "api_submission_answers"),
    (
        "submissions/<int:number>/attestations/",
        SubmissionAttestations,
        "api_submission_attestations",
    ),
    ("submissions/<int:number>/submit/", SubmitSubmission, "api_submission_submit"),
    ("submissions/<int:number>/accept/", AcceptSubmission, "api_submission_accept"),
    ("submissions/<int:number>/return/", ReturnSubmission, "api_submission_return"),
    ("reports/<uuid:report_id>/", OneReport, "api_report"),
    ("reports/<uuid:report_id>/pdf/", ReportPdf, "api_report_pdf"),
    ("reports/<uuid:report_id>/data/", ReportData, "api_report_data"),
    ("reports/<uuid:report_id>/send/", SendReport, "api_report_send"),
    ("reports/<uuid:report_id>/return/", ReturnReport, "api_report_return"),
    ("reports/<uuid:report_id>/issue/", IssueReport, "api_report_issue"),
    ("reports/<uuid:report_id>/acknowledge/", AcknowledgeReport, "api_report_acknowledge"),
    ("reports/<uuid:report_id>/verify/", VerifyReport, "api_report_verify"),
    ("jobs/<uuid:job_id>/", OneJob, "api_job"),
    ("jobs/<uuid:job_id>/cancel/", CancelJob, "api_job_cancel"),
    ("jobs/<uuid:job_id>/retry/", RetryJob, "api_job_retry"),
    ("complaints/<int:complaint_id>/cases/", ComplaintCases, "api_complaint_cases"),
    (
        "complaints/<int:complaint_id>/corrections/",
        ComplaintCorrections,
        "api_complaint_corrections",
    ),
    (
        "complaints/<int:complaint_id>/allegations/",
        ComplaintAllegations,
        "api_complaint_allegations",
    ),
    ("complaints/<int:complaint_id>/tolls/", ComplaintTolls, "api_complaint_tolls"),
    (
        "clock-reminders/<int:reminder_id>/acknowledgment/",
        AcknowledgeClockReminder,
        "api_clock_reminder_acknowledgment",
    ),
    ("tolls/<int:toll_id>/end/", EndToll, "api_toll_end"),
    ("tolls/<int:toll_id>/withdraw/", WithdrawToll, "api_toll_withdraw"),
    ("allegations/<int:allegation_id>/findings/", AllegationFindings, "api_allegation_findings"),
    (
        "allegations/<int:allegation_id>/discipline/",
        AllegationDiscipline,
        "api_allegation_discipline",
    ),
    ("allegations/<int:allegation_id>/mediation/", AllegationMediation, "api_allegation_mediation"),
    ("allegations/<int:allegation_id>/category/", AllegationCategory, "api_allegation_category"),
    ("cases/<int:case_id>/", OneCase, "api_case"),
    ("cases/<int:case_id>/moves/", MoveCase, "api_case_move"),
    ("cases/<int:case_id>/assignment/", AssignCase, "api_case_assignment"),
    ("cases/<int:case_id>/due-day/", SetCaseDue, "api_case_due"),
    ("cases/<int:case_id>/files/", CaseFiles, "api_case_files"),
    ("case-files/<int:attachment_id>/", OneCaseFile, "api_case_file"),
    ("holds/<int:hold_id>/release/", ReleaseHold, "api_hold_release"),
    ("retention-runs/<int:run_id>/approve/", ApproveRetentionRun, "api_retention_run_approve"),
    ("retention-runs/<int:run_id>/decline/", DeclineRetentionRun, "api_retention_run_decline"),
    ("links/<int:link_id>/", OneLink, "api_link"),
    ("links/<int:link_id>/decisions/", LinkDecisions, "api_link_decisions"),
    ("alerts/<int:alert_id>/", OneAlert, "api_alert"),
    ("alerts/<int:alert_id>/assign/", AssignAlert, "api_alert_assign"),
    ("alerts/<int:alert_id>/answer/", AnswerAlert, "api_alert_answer"),
    ("alerts/<int:alert_id>/close/", CloseAlert, "api_alert_close"),
    ("alerts/<int:alert_id>/feedback/", AlertFeedback, "api_alert_feedback"),
]

urlpatterns = [
    *HOUSE,
    *(
        path(f"clients/<slug:code>/{place}", view.as_view(), name=name)
        for place, view, name in CLIENT
    ),
    *(path(place, view.as_view(), name=name) for place, view, name in ITEMS),
]
