"""All tables of this package, for Django to find."""

from riskcore.access.models import Membership, Organisation, User
from riskcore.assessments.models import Assessment, Score
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
from riskcore.rating.models import Judgement, PlanActivation, PlanBody, RatingPlanVersion, Worksheet
from riskcore.recommendations.models import (
    Recommendation,
    RecommendationExtension,
    RecommendationReply,
)
from riskcore.renewals.models import Reminder, RenewalAct
from riskcore.reports.models import Report
from riskcore.saved_views import SavedView
from riskcore.submissions.models import Answer, Ask, Attestation, QuestionBank, Submission
from riskcore.underwriting.contingencies import Contingency, ContingencyNote
from riskcore.underwriting.documents import ReviewDocument
from riskcore.underwriting.grants import AuthorityGrant
from riskcore.underwriting.models import Decision, Evaluation, Issue, IssueAct, Review, Terms
from riskcore.underwriting.narratives import ClaimNarrative
from riskcore.underwriting.referrals import ReferralReason

__all__ = [
    "Answer",
    "ApiToken",
    "Ask",
    "Assessment",
    "Attestation",
    "AuditEvent",
    "AuditHead",
    "AuthorityGrant",
    "Carrier",
    "Claim",
    "ClaimNarrative",
    "ClaimStatement",
    "Client",
    "Contingency",
    "ContingencyNote",
    "CoveragePart",
    "Decision",
    "Department",
    "Evaluation",
    "Exposure",
    "IdempotentReply",
    "ImportBatch",
    "Issue",
    "IssueAct",
    "Job",
    "Judgement",
    "Lease",
    "Limit",
    "LossTransaction",
    "Membership",
    "NoLossStatement",
    "Organisation",
    "PlanActivation",
    "PlanBody",
    "Policy",
    "ProfileSnapshot",
    "QuestionBank",
    "RatingPlanVersion",
    "Recommendation",
    "RecommendationExtension",
    "RecommendationReply",
    "ReferralReason",
    "Reminder",
    "RenewalAct",
    "Report",
    "RetroAcceptance",
    "Review",
    "ReviewDocument",
    "SavedMapping",
    "SavedView",
    "Score",
    "SignInCount",
    "Submission",
    "Terms",
    "User",
    "Worksheet",
]
