"""Reviews: their terms, what stands in their way, what was done about it, and what was decided."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet, Row
from riskcore.underwriting.codes import BlockingPoint, Outcome, ReviewKind
from riskcore.underwriting.grants import AuthorityGrant
from riskcore.underwriting.permissions import VIEW
from riskcore.underwriting.states import ENDED_BY_DECISION, ISSUE_LIFE, REVIEW_LIFE


class UnderwritingQuerySet(ClientOwnedQuerySet[Row]):
    view_permission = VIEW


class OfReview(UnderwritingQuerySet[Row]):
    client_path = "review__client"


class OfIssue(UnderwritingQuerySet[Row]):
    client_path = "issue__review__client"


class Review(models.Model):
    """The review of one client for one term: what it should cost, and whether it may be bound."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="reviews")
    number = models.CharField(max_length=48, unique=True)
    kind = models.CharField(max_length=16, choices=[(e.value, e.label) for e in ReviewKind])
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The first day the term no longer covers.")
    expiring = models.CharField(
        max_length=64, blank=True, help_text="The expiring policy's number."
    )
    expiring_terms = models.JSONField(default=list)
    as_of = models.DateField(help_text="The day whose facts it stands on.")
    status = models.CharField(max_length=16, default=REVIEW_LIFE.initial)
    status_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    underwriter = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="reviews", null=True, blank=True
    )
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    objects = UnderwritingQuerySet["Review"].as_manager()

    class Meta:
        ordering = ["client_id", "-starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(REVIEW_LIFE.states)), name="review_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="review_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["client", "starts_on"],
                condition=~Q(status__in=sorted(ENDED_BY_DECISION)),
                name="review_of_a_term_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["underwriter", "status"], name="review_underwriter_status"),
        ]

    def __str__(self) -> str:
        return self.number


class Terms(models.Model):
    """Terms set for a review. The latest count; none is ever changed. lines: ``terms.as_body``."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="terms")
    lines = models.JSONField()
    note = models.TextField(blank=True)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = OfReview["Terms"].as_manager()

    class Meta:
        ordering = ["review_id", "id"]
        verbose_name_plural = "terms"

    def __str__(self) -> str:
        return f"terms {self.pk} of {self.review}"


class Evaluation(models.Model):
    """One run of the rules over a review: what fired, what is clear, what could not be checked."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="evaluations")
    plan = models.CharField(max_length=64)
    as_of = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    result = models.JSONField()

    objects = OfReview["Evaluation"].as_manager()

    class Meta:
        ordering = ["review_id", "id"]

    def __str__(self) -> str:
        return f"evaluation {self.pk} of {self.review}"


class Issue(models.Model):
    """Something that stands in a review's way at one point until it is approved.

    values: what it is about now; approved_values: what an approval was given for. rule, key: its type,
    and what tells it from others of the type; both empty on an issue that a person raised.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="issues")
    rule = models.CharField(max_length=48)
    key = models.CharField(max_length=96, blank=True)
    label = models.CharField(max_length=120)
    blocking = models.CharField(max_length=16, choices=[(e.value, e.label) for e in BlockingPoint])
    sentence = models.TextField()
    values = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    status = models.CharField(max_length=16, default=ISSUE_LIFE.initial)
    version = models.PositiveIntegerField(default=1)
    approved_values = models.JSONField(null=True, blank=True)
    referred_to = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="referred_issues", null=True, blank=True
    )
    referred_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    raised_at = models.DateTimeField()

    objects = OfReview["Issue"].as_manager()

    class Meta:
        ordering = ["review_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "rule", "key"], name="issue_of_a_review_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(ISSUE_LIFE.states)), name="issue_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(blocking__in=[point.value for point in BlockingPoint]),
                name="issue_blocking_is_known",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["referred_to", "status"], name="issue_referred_status"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.key}".strip()


class IssueAct(models.Model):
    """One act upon an issue, appended: who approved, rejected, referred or reopened it, and for
    what."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="acts")
    verb = models.CharField(max_length=16)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    values = models.JSONField(default=dict)
    grant = models.ForeignKey(
        AuthorityGrant, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    referred_to = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = OfIssue["IssueAct"].as_manager()

    class Meta:
        ordering = ["issue_id", "id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.issue}"


class Decision(models.Model):
    """What was decided of a review, with the reasons and the terms it was about; appended."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=16, choices=[(e.value, e.label) for e in Outcome])
    terms = models.ForeignKey(
        Terms, on_delete=models.PROTECT, related_name="decisions", null=True, blank=True
    )
    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    rationale = models.TextField()
    conditions = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = OfReview["Decision"].as_manager()

    class Meta:
        ordering = ["review_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(rationale=""), name="decision_has_rationale"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.review}"
