"""Files that prove an initiative, what was noticed about them, and what reviewers decided.

All append-only.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.carriers import Carrier
from riskcore.clients.models import ClientOwnedQuerySet, Row


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


class EvidencePartQuerySet(ClientOwnedQuerySet[Row]):
    client_path = "evidence__initiative__client"
    view_permission = "outreach.view"


class Evidence(models.Model):
    """One file, with the hash of its bytes as received.

    Of a picture also a copy drawn anew for viewing, without anything its camera wrote, and what that
    was: ``taken_on``, ``latitude`` and ``longitude`` (degrees), ``far_km`` from the middle of the places
    of the client's earlier pictures. ``fingerprint``: ``fingerprints``, signed; None for a blank sheet.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=20, choices=EvidenceKind.choices)
    file = models.FileField(upload_to="evidence/%Y/%m")
    file_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    invoice_number = models.CharField(max_length=64, blank=True)
    copy = models.FileField(upload_to="evidence/copies/%Y/%m", blank=True)
    copy_size = models.PositiveBigIntegerField(null=True, blank=True)
    copy_sha256 = models.CharField(max_length=64, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    far_km = models.PositiveIntegerField(null=True, blank=True)
    fingerprint = models.BigIntegerField(null=True, blank=True)
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
        indexes: ClassVar = [
            models.Index(fields=["sha256"], name="evidence_same_file"),
            models.Index(fields=["invoice_number"], name="evidence_same_invoice"),
        ]

    def __str__(self) -> str:
        return self.file_name


class SignedIn(models.Model):
    """One person on a sign-in sheet, as a token keyed per client; no name is kept here."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="people")
    token = models.CharField(max_length=24)

    objects = EvidencePartQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evidence", "token"], name="signed_in_once_a_sheet"),
        ]
        indexes: ClassVar = [models.Index(fields=["token"], name="signed_in_token")]

    def __str__(self) -> str:
        return self.token


class Resemblance(models.Model):
    """That a file is like an earlier one of another initiative, found when it came. It only flags.

    picture: ``distance`` bits between two fingerprints, ``note`` how the new one is turned. people:
    ``distance`` people on both sheets, ``note`` of how many.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", "alike to look at"
        PEOPLE = "people", "the same people"

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="resembles")
    earlier = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="resembled_by")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    distance = models.PositiveIntegerField()
    note = models.CharField(max_length=80, blank=True)

    objects = EvidencePartQuerySet.as_manager()

    class Meta:
        ordering = ["evidence_id", "distance", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["evidence", "earlier", "kind"], name="resemblance_once"
            ),
            models.CheckConstraint(
                condition=Q(earlier__lt=F("evidence")), name="resemblance_to_something_earlier"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} {self.kind} {self.earlier}"


class Decision(models.TextChoices):
    ACCEPTED = "accepted", "accepted"
    RETURNED = "returned", "returned"


class ReviewQuerySet(ClientOwnedQuerySet["Review"]):
    client_path = "initiative__client"
    view_permission = "outreach.view"


class Review(models.Model):
    """One decision on an initiative's evidence. The latest counts; none is ever changed.

    level: 0 none, 1 the department's own papers, 2 plus an independent document, 3 plus a measured
    audience or survey; worth 0, 0.4, 0.7 and 1.0 (``wording.LEVELS``). reason_codes: of a return,
    keys of ``wording.RETURN_REASONS``. The reviewer is never the submitter.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=12, choices=Decision.choices)
    level = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    reason_codes = models.JSONField(default=list, blank=True)
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


class AuditSeal(models.Model):
    """The seed by which one carrier's audits of a quarter are drawn. Its hash is on the record of acts
    before the first decision it bears on; the seed is told only when the quarter is over."""

    carrier = models.ForeignKey(Carrier, on_delete=models.PROTECT, related_name="+")
    quarter_starts_on = models.DateField()
    seed = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["carrier", "quarter_starts_on"], name="audit_seal_once_a_quarter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.quarter_starts_on}"


class AuditOutcome(models.TextChoices):
    PASSED = "passed", "it held"
    FAILED = "failed", "it did not hold"


class AuditQuerySet(ClientOwnedQuerySet["Audit"]):
    client_path = "review__initiative__client"
    view_permission = "outreach.view_audits"


class Audit(models.Model):
    """That an acceptance is looked at again, and how that ended. Chosen in the moment of acceptance;
    ``outcome`` is written once."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="audit")
    why = models.CharField(max_length=200)
    chosen_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=AuditOutcome.choices, blank=True)
    words = models.TextField(blank=True)
    auditor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["chosen_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(decided_at__isnull=False, auditor__isnull=False),
                name="audit_outcome_is_somebodys",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="failed") | ~Q(words=""), name="audit_failure_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review} {self.outcome or 'open'}"
