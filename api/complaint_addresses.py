"""Addresses of the API about complaints and what is joined to them, for ``urls.py`` to place."""

from api.allegations import (
    AllegationCategory,
    AllegationDiscipline,
    AllegationFindings,
    AllegationMediation,
)
from api.case_files import CaseFiles, OneCaseFile
from api.cases import AssignCase, ClientCases, ComplaintCases, MoveCase, OneCase, SetCaseDue
from api.clock_reminders import AcknowledgeClockReminder, ClientClockReminders
from api.clocks import ClientClocks, ClientContractLimits
from api.complaint_feed import ClientExport, ComplaintFeed
from api.complaints import ClientComplaintFacets, ClientComplaints, ClientComplaintSummary
from api.compliments import ClientCompliments
from api.corrections import ComplaintAllegations, ComplaintCorrections
from api.force import ClientForceMonths, ClientNationalEvents
from api.links import (
    ClientComplaintToClaim,
    ClientLinks,
    ClientLinkSearches,
    LinkDecisions,
    OneLink,
)
from api.officers import ClientOfficerNames
from api.retention import (
    ApproveRetentionRun,
    ClientHolds,
    ClientRetention,
    ClientRetentionRules,
    ClientRetentionRuns,
    DeclineRetentionRun,
    ReleaseHold,
)
from api.tolling import ComplaintTolls, EndToll, WithdrawToll
from api.transparency import ClientTransparency
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

CLIENT: list[tuple[str, type[View], str]] = [
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
    ("clocks/", ClientClocks, "api_client_clocks"),
    ("clock-reminders/", ClientClockReminders, "api_client_clock_reminders"),
    ("contract-limits/", ClientContractLimits, "api_client_contract_limits"),
    ("alerts/", ClientAlerts, "api_client_alerts"),
    ("warning-rules/", ClientWarningRules, "api_client_warning_rules"),
]

ITEMS: list[tuple[str, type[View], str]] = [
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
