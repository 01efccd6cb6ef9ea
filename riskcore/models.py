"""All tables of this package, for Django to find."""

from riskcore.access.models import Membership, Organisation, User
from riskcore.audit.models import AuditEvent, AuditHead
from riskcore.carriers import Carrier
from riskcore.clients.models import Client, Department
from riskcore.coverage.models import RetroAcceptance
from riskcore.credentials.models import ApiToken, SignInCount
from riskcore.exposures import Exposure
from riskcore.idempotency import IdempotentReply
from riskcore.imports.models import ImportBatch, SavedMapping
from riskcore.jobs.models import Job, Lease
from riskcore.losses.models import Claim, ClaimStatement, LossTransaction, NoLossStatement
from riskcore.policies import CoveragePart, Limit, Policy
from riskcore.profiles.models import ProfileSnapshot
from riskcore.recommendations.models import Recommendation
from riskcore.reports.models import Report

__all__ = [
    "ApiToken",
    "AuditEvent",
    "AuditHead",
    "Carrier",
    "Claim",
    "ClaimStatement",
    "Client",
    "CoveragePart",
    "Department",
    "Exposure",
    "IdempotentReply",
    "ImportBatch",
    "Job",
    "Lease",
    "Limit",
    "LossTransaction",
    "Membership",
    "NoLossStatement",
    "Organisation",
    "Policy",
    "ProfileSnapshot",
    "Recommendation",
    "Report",
    "RetroAcceptance",
    "SavedMapping",
    "SignInCount",
    "User",
]
