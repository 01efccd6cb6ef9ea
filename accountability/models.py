"""All tables of this package, for Django to find."""

from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.force import ForceReport
from accountability.officers import Officer

__all__ = ["Allegation", "Complaint", "Finding", "ForceReport", "Officer"]
