"""Files that prove an initiative, and what reviewers decided of it. Both append-only."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.clients.models import ClientOwnedQuerySet


class EvidenceKind(models.TextChoices):
    PHOTO = "photo", "photo"
    SIGN_IN = "sign_in", "sign-in sheet"
    FLYER = "flyer", "flyer or poster"
    INVOICE = "invoice", "invoice"
    PLATFORM_EXPORT = "platform_export", "platform export"
    PARTNER_LETTER = "partner_letter", "partner letter"
    NEWS = "news", "news item"
    SURVEY = "survey", "survey file"
    OTHER = "other", "other"


class EvidenceQuerySet(ClientOwnedQuerySet["Evidence"]):
    client_path = "initiative__client"
    view_permission = "outreach.view"


class Evidence(models.Model):
    """One file, with the hash of its bytes as received."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=20, choices=EvidenceKind.choices)
    file = models.FileField(upload_to="evidence/%Y/%m")
    file_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["initiative_id", "id"]
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="evidence_is_hashed"
            ),
            models.UniqueConstraint(fields=["initiative", "sha256"], name="evidence_file_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["sha256"], name="evidence_same_file")]

    def __str__(self) -> str:
        return self.file_name


class Decision(models.TextChoices):
    ACCEPTED = "accepted", "accepted"
    RETURNED = "returned", "returned"


class ReviewQuerySet(ClientOwnedQuerySet["Review"]):
    client_path = "initiative__client"
    view_permission = "outreach.view"


class Review(models.Model):
    """One decision on an initiative's evidence. The latest counts; none is ever changed.

    level: 0 none, 1 the department's own papers, 2 plus an independent document, 3 plus a measured
    audience or survey. The reviewer is never the submitter.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=12, choices=Decision.choices)
    level = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["initiative_id", "decided_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(level__lte=3), name="review_level_0_to_3"),
            models.CheckConstraint(
                condition=Q(decision="accepted") | ~Q(reason=""), name="review_return_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative} {self.decision}"
