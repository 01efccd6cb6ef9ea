"""What every endpoint that writes takes, and from whom: the tables that the contract is held against."""

import json
from typing import Any

from accountability.measures.intake import CHECKLIST
from riskcore.rating.plan_form import canonical
from tests.api.furnished import AS_OF, LOSSES
from tests.factories.rating import a_plan

INITIATIVE = {
    "strategy": "S4",
    "activity": "Coffee",
    "title": "Coffee at the mill",
    "starts_on": "2026-06-10",
    "ends_on": "2026-06-10",
    "count_method": "clicker",
    "people_reached": 12,
}
WAYS = {item.key: item.points > 0 for item in CHECKLIST}
# What each address that creates something takes: (who, body). A file is made anew for each request.
CREATES: dict[str, tuple[str, dict[str, Any]]] = {
    "api_client_imports": ("ana", {"kind": "loss-run", "valued_on": str(AS_OF), "file": None}),
    "api_client_mappings": ("ana", {"kind": "loss-run", "name": "second", "text": LOSSES}),
    "api_client_loss_run_pdfs": ("ana", {"valued": str(AS_OF), "line": "LEL"}),
    "api_client_no_loss_statements": (
        "ana",
        {
            "line": "EPL",
            "starts_on": "2025-01-01",
            "ends_on": "2026-01-01",
            "valued_on": str(AS_OF),
        },
    ),
    "api_claim_transactions": (
        "ana",
        {"kind": "expense", "movement": "paid", "amount": "12.50", "posted_on": str(AS_OF)},
    ),
    "api_claim_narratives": ("uma", {"as_of": str(AS_OF), "facts": "A door was forced."}),
    "api_client_retro_acceptances": (
        "uma",
        {
            "line": "ELL",
            "number": "R-1",
            "starts_on": "2025-10-01",
            "retro_date": "2025-10-01",
            "reason": "A tail was bought.",
            "agreement": "School board, minutes of June.",
        },
    ),
    "api_client_renewal_marks": (
        "ana",
        {"expires_on": "2026-10-01", "step": "quote", "verb": "done"},
    ),
    "api_client_submissions": ("ana", {"starts_on": "2025-10-01"}),
    "api_submission_answers": ("rita", {"answers": {"ENT-4": "1"}}),
    "api_client_assessments": (
        "rita",
        {"side": "self", "checklist": "law-enforcement-2026-1", "visited_on": "2026-09-01"},
    ),
    "api_assessment_scores": (
        "ana",
        {"scores": [{"task": "force", "layer": "policy", "score": 2, "evidence": "A draft."}]},
    ),
    "api_client_snapshots": ("ana", {"as_of": "2025-12-31"}),
    "api_client_recommendations": (
        "ana",
        {
            "classification": "important",
            "title": "Review the pursuit policy",
            "condition": "It is of 2014.",
            "action": "Revise it.",
        },
    ),
    "api_client_reports": ("ana", {"as_of": str(AS_OF)}),
    "api_client_complaints": (
        "chief",
        {"number": "C-77", "allegations": [{"words": "Rude", "officer": "17"}]},
    ),
    "api_client_word_maps": (
        "chief",
        {"kind": "category", "words": "canary-alder words", "code": "DISCOURT"},
    ),
    "api_client_cases": (
        "chief",
        {"number": "C-78", "allegations": [{"words": "Rude", "officer": "17"}]},
    ),
    "api_client_ways_in": ("chief", {"answers": WAYS}),
    "api_client_compliments": ("chief", {"number": "P-9", "received_on": "2026-06-01"}),
    "api_client_officer_names": ("chief", {"officer": "18", "name": "A name"}),
    "api_client_retention_rules": (
        "chief",
        {
            "key": "cleared",
            "name": "Cleared complaints",
            "source": "Agreement, article 12",
            "disposition": "cleared",
            "keep_months": 24,
            "remedy": "purge",
            "effective_on": "2026-01-01",
        },
    ),
    "api_complaint_corrections": ("chief", {"language": "Spanish", "reason": "She said so."}),
    "api_complaint_allegations": ("chief", {"words": "Late", "officer": "18"}),
    "api_complaint_tolls": (
        "chief",
        {"reason": "officer_unavailable", "starts_on": "2026-05-03", "ends_on": "2026-05-04"},
    ),
    "api_clock_reminder_acknowledgment": ("chief", {"reason": "The report is due on Friday."}),
    "api_toll_end": ("chief", {"ends_on": "2026-06-01"}),
    "api_allegation_discipline": ("chief", {"code": "D30", "stage": "imposed"}),
    "api_allegation_mediation": ("chief", {"step": "offered", "happened_on": "2026-06-01"}),
    "api_allegation_category": ("chief", {"category": "DISCOURT", "reason": "Read again."}),
    "api_alert_feedback": ("chief", {"agrees": True}),
    "api_case_files": ("chief", {"privilege": "none", "file": None}),
    "api_client_intake_answers": (
        "chief",
        {
            "question": "email",
            "answer": True,
            "answered_on": "2026-01-01",
            "evidence": "The address stands on the page.",
        },
    ),
    "api_client_inquiry_months": ("chief", {"month": "2025-03-01", "inquiries": 4}),
    "api_client_transparency": ("chief", {"data_set": "force-by-level", "shown": True}),
    "api_allegation_findings": ("chief", {"closure": "WDN", "decided_on": "2026-06-01"}),
    "api_client_force_months": ("chief", {"month": "2025-03-01"}),
    "api_client_complaint_feed": (
        "chief",
        {
            "source": "iapro",
            "cursor": "7",
            "items": [
                {"kind": "complaint", "id": "1", "fields": {"number": "C-9", "allegation": "Rude"}}
            ],
        },
    ),
    "api_client_contract_limits": (
        "chief",
        {
            "name": "Article 14",
            "starts": "received",
            "ends": "noticed",
            "length": 180,
            "in_force_on": "2026-01-01",
            "article": "Article 14.",
        },
    ),
    "api_client_links": (
        "rita",
        {
            "complaint": "canary-alder-C1",
            "claim": "canary-alder-1",
            "reason": "The letter names both.",
        },
    ),
    "api_client_link_searches": ("rita", {}),
    "api_link_decisions": ("rita", {"verdict": "confirmed"}),
    "api_rating_plans": ("uma", {"content": json.loads(canonical(a_plan()))}),
    "api_client_worksheets": ("uma", {"as_of": str(AS_OF), "line": "LEL"}),
    "api_client_judgements": (
        "uma",
        {
            "line": "LEL",
            "kind": "schedule",
            "key": "training",
            "value": "-0.0300",
            "reason": "Two courses a year.",
            "evidence": ["Training record"],
        },
    ),
    "api_worksheet_pdfs": ("uma", {}),
    "api_review_file_notes": ("uma", {}),
    "api_review_documents": ("uma", {"kind": "letter", "file": None}),
    "api_client_initiatives": ("lee", INITIATIVE),
    "api_client_calendar": (
        "lee",
        {
            "strategy": "S4",
            "title": "Coffee at the mill",
            "place": "The mill",
            "starts_at": "2198-06-12T18:00:00Z",
            "ends_at": "2198-06-12T20:00:00Z",
            "zone": "America/Chicago",
        },
    ),
    "api_planned_event": ("lee", {"place": "Town hall"}),
    "api_client_credit_letters": ("ana", {}),
    "api_initiative_flyers": ("lee", {"layout": "letter"}),
    "api_client_services": (
        "lee",
        {"name": "Welfare check", "what": "We knock.", "reach": "555 0141"},
    ),
    "api_client_service_mix": ("lee", {"kinds": {"THEFT": "crime"}}),
    "api_initiative_services": ("lee", {"services": []}),
    "api_client_partners": (
        "lee",
        {
            "name": "Food bank",
            "kind": "non_profit",
            "started_on": "2026-01-01",
            "contact": "The desk",
        },
    ),
    "api_partner_contact": ("lee", {"contact": "The desk, 555 0100"}),
    "api_partner_end": ("lee", {"ended_on": "2026-08-01"}),
    "api_initiative_contributions": ("lee", {"goods": "40 coats", "goods_value": "800.00"}),
    "api_initiative_evidence": ("lee", {"kind": "sign_in", "file": None}),
    "api_audit_outcome": ("checker", {"outcome": "passed"}),
    "api_initiative_steps": ("lee", {"verb": "comment", "words": "The sheet follows."}),
    "api_initiative_in_review": ("ana", {"verb": "take_up"}),
    "api_client_nothing_to_report": ("lee", {"quarter": "2026 Q1"}),
    "api_initiative_reviews": ("ana", {"decision": "accepted", "level": 2}),
    "api_client_reviews": (
        "uma",
        {"kind": "new_business", "starts_on": "2028-01-01", "as_of": str(AS_OF)},
    ),
    "api_client_referral_reasons": ("ana", {"label": "Lock-up", "sentence": "It reopened."}),
    "api_client_contingencies": (
        "ana",
        {"title": "Policy", "wanted": "The signed policy.", "due_on": "2199-01-01"},
    ),
}
# Of single people: who sees no rows finds none.
OF_ROWS = (
    *("api_alert", "api_allegation", "api_complaint", "api_toll", "api_case"),
    "api_link_decisions",
)
# Verbs on one thing: what they take is tested with their subjects; here, that they refuse the rest.
VERBS = {
    "api_import_preview": "ana",
    "api_import_commit": "ana",
    "api_import_take_back": "ana",
    "api_import_hold": "ana",
    "api_recommendation_issue": "ana",
    "api_recommendation_report_complete": "rita",
    "api_recommendation_acknowledge": "rita",
    "api_recommendation_reply": "rita",
    "api_recommendation_extend": "ana",
    "api_recommendation_accept_alternative": "ana",
    "api_recommendation_accept_risk": "uma",
    "api_recommendation_supersede": "ana",
    "api_recommendation_verify": "ana",
    "api_recommendation_reopen": "ana",
    "api_recommendation_withdraw": "ana",
    "api_assessment_complete": "ana",
    "api_assessment_withdraw": "ana",
    "api_submission_attestations": "rita",
    "api_submission_submit": "rita",
    "api_submission_accept": "uma",
    "api_submission_return": "uma",
    "api_report_send": "ana",
    "api_report_return": "uma",
    "api_report_issue": "uma",
    "api_report_acknowledge": "rita",
    "api_report_verify": "ana",
    "api_alert_assign": "chief",
    "api_alert_answer": "chief",
    "api_alert_close": "chief",
    "api_complaint_cases": "chief",
    "api_client_national_events": "chief",
    "api_case_move": "chief",
    "api_case_assignment": "chief",
    "api_case_due": "chief",
    "api_toll_withdraw": "chief",
    "api_client_holds": "chief",
    "api_hold_release": "chief",
    "api_client_retention_runs": "chief",
    "api_retention_run_approve": "chief",
    "api_retention_run_decline": "chief",
    "api_job_cancel": "ana",
    "api_job_retry": "ana",
    "api_initiative": "lee",
    "api_client_calendar_feed": "lee",
    "api_review_terms": "uma",
    "api_review_decisions": "uma",
    "api_review_steps": "uma",
    "api_review_issues": "uma",
    "api_issue_acts": "uma",
    "api_reason_dismissals": "ana",
    "api_contingency_acts": "ana",
    "api_carrier_grants": "dee",
    "api_grant_end": "dee",
    "api_rating_plan_propose": "uma",
    "api_rating_plan_send_back": "uma",
    "api_rating_plan_activate": "uma",
}
