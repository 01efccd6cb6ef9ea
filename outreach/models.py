"""All tables of this package, for Django to find."""

from outreach.calls.models import CallMapping, CallMonth, ContactMonth
from outreach.credit.models import CreditLetter
from outreach.evidence.models import (
    Audit,
    AuditSeal,
    Evidence,
    Resemblance,
    Review,
    SignedIn,
)
from outreach.initiatives.models import Initiative, NothingToReport, Step
from outreach.material.models import CalendarFeed, PlannedEvent, ScanDay, TrackedLink
from outreach.partners.models import Contribution, Partner, PartnerContact
from outreach.services.models import Service, ServiceTie
from outreach.surveys import Survey

__all__ = [
    "Audit",
    "AuditSeal",
    "CalendarFeed",
    "CallMapping",
    "CallMonth",
    "ContactMonth",
    "Contribution",
    "CreditLetter",
    "Evidence",
    "Initiative",
    "NothingToReport",
    "Partner",
    "PartnerContact",
    "PlannedEvent",
    "Resemblance",
    "Review",
    "ScanDay",
    "Service",
    "ServiceTie",
    "SignedIn",
    "Step",
    "Survey",
    "TrackedLink",
]
