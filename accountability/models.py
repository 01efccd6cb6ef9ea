"""All tables of this package, for Django to find."""

from accountability.cases.models import Attachment, Case, CaseStep, Tolling
from accountability.complaints.models import (
    Allegation,
    AllegationRevision,
    Complaint,
    ComplaintRevision,
    Finding,
)
from accountability.compliments import Compliment
from accountability.discipline import Discipline
from accountability.force import ForceReport
from accountability.mediation import Mediation
from accountability.officers import Officer, PersonKey, SealedName, Separation
from accountability.retention.models import (
    LegalHold,
    RetentionRule,
    RetentionRun,
    Seal,
    Tombstone,
)
from accountability.words.models import WordMap

__all__ = [
    "Allegation",
    "AllegationRevision",
    "Attachment",
    "Case",
    "CaseStep",
    "Complaint",
    "ComplaintRevision",
    "Compliment",
    "Discipline",
    "Finding",
    "ForceReport",
    "LegalHold",
    "Mediation",
    "Officer",
    "PersonKey",
    "RetentionRule",
    "RetentionRun",
    "Seal",
    "SealedName",
    "Separation",
    "Tolling",
    "Tombstone",
    "WordMap",
]
