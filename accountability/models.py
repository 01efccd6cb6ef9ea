"""All tables of this package, for Django to find."""

from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.force import ForceReport
from accountability.links.models import ClaimParty, Link, LinkDecision, LinkScore
from accountability.officers import Officer

__all__ = [
    "Allegation",
    "ClaimParty",
    "Complaint",
    "Finding",
    "ForceReport",
    "Link",
    "LinkDecision",
    "LinkScore",
    "Officer",
]
