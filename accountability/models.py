"""All tables of this package, for Django to find."""

from accountability.activity.models import OfficerMonth, Stop
from accountability.cases.models import Attachment, Case, CaseStep, Tolling
from accountability.clocks.models import ClockReminder, ContractLimit
from accountability.complainants import Complainant
from accountability.complaints.models import (
    Allegation,
    AllegationRevision,
    Complaint,
    ComplaintRevision,
    Finding,
)
from accountability.complaints.purged import PurgedNumber
from accountability.compliments import Compliment
from accountability.deliveries.models import FeedPosition
from accountability.discipline import Discipline
from accountability.force.models import ForceFlag, ForceReport, ForceTool, ZeroReport
from accountability.intake.models import InquiryMonth, IntakeAnswer
from accountability.links.models import Link, LinkDecision, LinkScore
from accountability.mediation import Mediation
from accountability.officers import Officer, PersonKey, SealedName, Separation
from accountability.parties.models import ClaimParty
from accountability.retention.models import (
    LegalHold,
    RetentionRule,
    RetentionRun,
    Seal,
    Tombstone,
)
from accountability.transparency.models import Publication
from accountability.warnings.models import Alert, AlertFeedback, AlertStep, RuleVersion
from accountability.words.models import WordMap

__all__ = [
    "Alert",
    "AlertFeedback",
    "AlertStep",
    "Allegation",
    "AllegationRevision",
    "Attachment",
    "Case",
    "CaseStep",
    "ClaimParty",
    "ClockReminder",
    "Complainant",
    "Complaint",
    "ComplaintRevision",
    "Compliment",
    "ContractLimit",
    "Discipline",
    "FeedPosition",
    "Finding",
    "ForceFlag",
    "ForceReport",
    "ForceTool",
    "InquiryMonth",
    "IntakeAnswer",
    "LegalHold",
    "Link",
    "LinkDecision",
    "LinkScore",
    "Mediation",
    "Officer",
    "OfficerMonth",
    "PersonKey",
    "Publication",
    "PurgedNumber",
    "RetentionRule",
    "RetentionRun",
    "RuleVersion",
    "Seal",
    "SealedName",
    "Separation",
    "Stop",
    "Tolling",
    "Tombstone",
    "WordMap",
    "ZeroReport",
]
