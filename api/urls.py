"""Addresses of the API, below /api/v1/."""

from django.urls import path

from api import (
    complaint_addresses,
    loss_control_addresses,
    outreach_addresses,
    review_addresses,
)
from api.audits import OutreachAudits
from api.clients import (
    ClientAudit,
    ClientDepartments,
    ClientLooks,
    ClientPermissions,
    Clients,
    OneClient,
)
from api.concentration import BookConcentration, ClientComparison
from api.cover import ClientClaimAnswers, ClientCover, ClientRetroAcceptances
from api.effect import BookEffectOfOutreach
from api.evidence import ReviewQueue
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
from api.report_check import ReportCheck
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
    *complaint_addresses.CLIENT,
    *loss_control_addresses.CLIENT,
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
    ("cover/", ClientCover, "api_client_cover"),
    ("claim-answers/", ClientClaimAnswers, "api_client_claim_answers"),
    ("retro-acceptances/", ClientRetroAcceptances, "api_client_retro_acceptances"),
    ("exposures/", ClientExposures, "api_client_exposures"),
    ("profile/", ClientProfile, "api_client_profile"),
    ("comparison/", ClientComparison, "api_client_comparison"),
    ("snapshots/", ClientSnapshots, "api_client_snapshots"),
    ("reviews/", ClientReviews, "api_client_reviews"),
    ("referral-reasons/", ClientReferralReasons, "api_client_referral_reasons"),
    ("contingencies/", ClientContingencies, "api_client_contingencies"),
    ("jobs/", ClientJobs, "api_client_jobs"),
    ("worksheet/", ClientWorksheet, "api_client_worksheet"),
    ("what-if/", ClientWhatIf, "api_client_what_if"),
    ("worksheets/", ClientWorksheets, "api_client_worksheets"),
    ("triangle/", ClientTriangle, "api_client_triangle"),
    ("simulation/", ClientSimulation, "api_client_simulation"),
    ("judgements/", ClientJudgements, "api_client_judgements"),
]

ITEMS: list[tuple[str, type[View], str]] = [
    *outreach_addresses.ITEMS,
    *complaint_addresses.ITEMS,
    *loss_control_addresses.ITEMS,
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
    ("jobs/<uuid:job_id>/", OneJob, "api_job"),
    ("jobs/<uuid:job_id>/cancel/", CancelJob, "api_job_cancel"),
    ("jobs/<uuid:job_id>/retry/", RetryJob, "api_job_retry"),
]

urlpatterns = [
    *HOUSE,
    *(
        path(f"clients/<slug:code>/{place}", view.as_view(), name=name)
        for place, view, name in CLIENT
    ),
    *(path(place, view.as_view(), name=name) for place, view, name in ITEMS),
]
