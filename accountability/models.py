"""All tables of this package, for Django to find."""

from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.force.models import ForceFlag, ForceReport, ForceTool, ZeroReport
from accountability.officers import Officer

__all__ = [
    "Allegation",
    "Complaint",
    "Finding",
    "ForceFlag",
    "ForceReport",
    "ForceTool",
    "Officer",
    "ZeroReport",
]
