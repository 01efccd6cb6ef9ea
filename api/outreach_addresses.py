"""Addresses of the API about outreach, for ``urls.py`` to place below a client and below /api/v1/."""

from api.audits import OutreachAuditOutcome
from api.coverage import ClientDistrictCoverage
from api.credit import ClientCredit, ClientCreditWhatIf
from api.credit_letters import ClientCreditLetters, CreditLetterPdf, OneCreditLetter
from api.effect import ClientEffectOfOutreach
from api.evidence import (
    EvidenceFile,
    EvidenceOriginal,
    InitiativeEvidence,
    InitiativeReviews,
    InitiativeSteps,
    ReviewerSteps,
)
from api.initiatives import ClientCoverage, ClientInitiatives, ClientScorecard, OneInitiative
from api.material import (
    ClientCalendar,
    ClientCalendarFeed,
    ClientShortLinks,
    FlyerPdf,
    InitiativeFlyers,
    PlannedEventChanges,
)
from api.nothing_to_report import ClientNothingToReport
from api.partners import (
    ClientPartners,
    EndPartnership,
    InitiativeContributions,
    OnePartner,
    PartnerContact,
)
from api.services import (
    ClientPositiveContacts,
    ClientServiceMix,
    ClientServices,
    InitiativeServices,
)
from api.views import View

CLIENT: list[tuple[str, type[View], str]] = [
    ("initiatives/", ClientInitiatives, "api_client_initiatives"),
    ("services/", ClientServices, "api_client_services"),
    ("service-mix/", ClientServiceMix, "api_client_service_mix"),
    ("positive-contacts/", ClientPositiveContacts, "api_client_positive_contacts"),
    ("calendar/", ClientCalendar, "api_client_calendar"),
    ("calendar-feed/", ClientCalendarFeed, "api_client_calendar_feed"),
    ("short-links/", ClientShortLinks, "api_client_short_links"),
    ("district-coverage/", ClientDistrictCoverage, "api_client_district_coverage"),
    ("outreach-effect/", ClientEffectOfOutreach, "api_client_outreach_effect"),
    ("outreach-credit/", ClientCredit, "api_client_credit"),
    ("outreach-credit/what-if/", ClientCreditWhatIf, "api_client_credit_what_if"),
    ("outreach-credit/letters/", ClientCreditLetters, "api_client_credit_letters"),
    ("partners/", ClientPartners, "api_client_partners"),
    ("coverage/", ClientCoverage, "api_client_coverage"),
    ("nothing-to-report/", ClientNothingToReport, "api_client_nothing_to_report"),
    ("scorecard/", ClientScorecard, "api_client_scorecard"),
]

ITEMS: list[tuple[str, type[View], str]] = [
    ("initiatives/<int:initiative_id>/", OneInitiative, "api_initiative"),
    ("initiatives/<int:initiative_id>/evidence/", InitiativeEvidence, "api_initiative_evidence"),
    ("initiatives/<int:initiative_id>/reviews/", InitiativeReviews, "api_initiative_reviews"),
    (
        "initiatives/<int:initiative_id>/contributions/",
        InitiativeContributions,
        "api_initiative_contributions",
    ),
    (
        "initiatives/<int:initiative_id>/services/",
        InitiativeServices,
        "api_initiative_services",
    ),
    ("initiatives/<int:initiative_id>/flyers/", InitiativeFlyers, "api_initiative_flyers"),
    ("credit-letters/<slug:letter_id>/", OneCreditLetter, "api_credit_letter"),
    ("credit-letters/<slug:letter_id>/pdf/", CreditLetterPdf, "api_credit_letter_pdf"),
    ("flyers/<uuid:job_id>/", FlyerPdf, "api_flyer"),
    ("planned-events/<uuid:uid>/", PlannedEventChanges, "api_planned_event"),
    ("partners/<int:partner_id>/", OnePartner, "api_partner"),
    ("partners/<int:partner_id>/contact/", PartnerContact, "api_partner_contact"),
    ("partners/<int:partner_id>/end/", EndPartnership, "api_partner_end"),
    ("initiatives/<int:initiative_id>/steps/", InitiativeSteps, "api_initiative_steps"),
    ("initiatives/<int:initiative_id>/review-steps/", ReviewerSteps, "api_initiative_in_review"),
    ("outreach-audits/<int:audit_id>/outcome/", OutreachAuditOutcome, "api_audit_outcome"),
    ("evidence/<int:evidence_id>/file/", EvidenceFile, "api_evidence_file"),
    ("evidence/<int:evidence_id>/original/", EvidenceOriginal, "api_evidence_original"),
]
