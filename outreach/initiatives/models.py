"""Initiatives of the four trust strategies: what was done, for whom, and how people were counted."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet
from riskcore.facts import Fact, FactQuerySet


class Strategy(models.TextChoices):
    INVEST = "S1", "invest in the community"
    SERVICES = "S2", "spread awareness of services"
    MARKETING = "S3", "marketing campaign"
    VISIBILITY = "S4", "positive visibility"


class CountMethod(models.TextChoices):
    SIGN_IN = "sign_in", "sign-in sheet"
    CLICKER = "clicker", "clicker tally"
    TICKET_SCAN = "ticket_scan", "ticket or QR scan"
    PLATFORM = "platform", "platform report"
    VENDOR = "vendor", "vendor estimate"
    GUESS = "guess", "guess"


class InitiativeQuerySet(FactQuerySet["Initiative"]):
    view_permission = "outreach.view"

    def current(self, known_at: datetime | None = None) -> Self:
        """Of each initiative the version that held at ``known_at`` (now when None)."""
        later = Initiative.objects.known_at(known_at).filter(
            client=OuterRef("client"), reference=OuterRef("reference"), id__gt=OuterRef("id")
        )
        return self.known_at(known_at).filter(~Exists(later.order_by()))

    def open_to_others(self) -> Self:
        """Without drafts and what was withdrawn, which only the department sees."""
        last = (
            Step.objects.filter(
                initiative__client=OuterRef("client"), initiative__reference=OuterRef("reference")
            )
            .exclude(kind=StepKind.COMMENTED)
            .order_by("-at", "-id")
        )
        hidden = [StepKind.DRAFTED, StepKind.WITHDRAWN]
        return self.alias(last_step=Coalesce(Subquery(last.values("kind")[:1]), Value(""))).exclude(
            last_step__in=hidden
        )


class Initiative(Fact):
    """One version of the record of one thing a department did to earn trust.

    ``reference`` is the client's own key for it. A correction is a further row under the same
    reference, and the last row known at a moment is what held then: nothing is overwritten, and
    taking back a file brings the version before it into force again. Evidence belongs to the
    reference, whichever version it was added to; a review belongs to the version it judged, so a
    record that changes after it was accepted waits for a new review.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="initiatives")
    reference = models.CharField(max_length=64)
    strategy = models.CharField(max_length=2, choices=Strategy.choices)
    activity = models.CharField(max_length=80, help_text="The kind of activity, in plain words.")
    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    district = models.CharField(max_length=120, blank=True)
    people_reached = models.PositiveIntegerField(null=True, blank=True)
    impressions = models.PositiveBigIntegerField(null=True, blank=True)
    count_method = models.CharField(max_length=16, choices=CountMethod.choices)
    officers = models.PositiveIntegerField(null=True, blank=True)
    officer_hours = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    partner = models.CharField(max_length=200, blank=True)
    notes = models.TextField(blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-starts_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "reference", "recorded_at"], name="initiative_version_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="initiative_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(strategy__in=Strategy.values), name="initiative_strategy_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-starts_on", "-id"], name="initiative_client_start"),
        ]

    def __str__(self) -> str:
        return self.title


class NothingToReportQuerySet(ClientOwnedQuerySet["NothingToReport"]):
    view_permission = "outreach.view"


class NothingToReport(models.Model):
    """That a department attested a quarter without any outreach. An initiative recorded later for that
    quarter stands beside it: both are on record."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="nothing_to_report")
    quarter_starts_on = models.DateField()
    words = models.TextField(blank=True)
    attested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    attested_at = models.DateTimeField()

    objects = NothingToReportQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-quarter_starts_on"]
        verbose_name_plural = "nothing to report"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "quarter_starts_on"], name="nothing_to_report_once_a_quarter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client}: nothing to report from {self.quarter_starts_on}"


class StepKind(models.TextChoices):
    DRAFTED = "drafted", "begun as a draft"
    SUBMITTED = "submitted", "submitted"
    WITHDRAWN = "withdrawn", "withdrawn"
    APPEALED = "appealed", "appealed"
    TAKEN_UP = "taken_up", "taken up for review"
    PUT_BACK = "put_back", "put back"
    COMMENTED = "commented", "comment"


class StepQuerySet(ClientOwnedQuerySet["Step"]):
    client_path = "initiative__client"
    view_permission = "outreach.view"


class Step(models.Model):
    """One step of a submission, or a comment on it, of whichever version. Append-only.

    An initiative without any step was submitted when it was recorded.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    words = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["initiative_id", "at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind="commented") | ~Q(words=""), name="step_comment_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative} {self.kind}"
