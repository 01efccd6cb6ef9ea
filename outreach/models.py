"""All tables of this package, for Django to find."""

from outreach.evidence.models import Evidence, Resemblance, Review, SignedIn
from outreach.initiatives.models import Initiative
from outreach.surveys import Survey

__all__ = ["Evidence", "Initiative", "Resemblance", "Review", "SignedIn", "Survey"]
