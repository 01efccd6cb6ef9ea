"""All tables of this package, for Django to find."""

from outreach.evidence.models import Evidence, Resemblance, Review, SignedIn
from outreach.initiatives.models import Initiative, NothingToReport, Step
from outreach.partners.models import Contribution, Partner, PartnerContact
from outreach.surveys import Survey

__all__ = [
    "Contribution",
    "Evidence",
    "Initiative",
    "NothingToReport",
    "Partner",
    "PartnerContact",
    "Resemblance",
    "Review",
    "SignedIn",
    "Step",
    "Survey",
]
