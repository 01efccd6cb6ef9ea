"""Limits that a department's own contract sets, as dated rows, and who was reminded of which clock."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from accountability.cases.models import Case
from accountability.clocks.plan import ANY_REASON, EVENTS, TO_DO, Limit, Unit
from accountability.complaints.models import unsealed
from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.clients.models import Client, ClientOwnedQuerySet


class ContractLimitQuerySet(ClientOwnedQuerySet["ContractLimit"]):
    view_permission = "clock.view"

    def by_client(self) -> dict[int, tuple[Limit, ...]]:
        """Of these, those that stand, by client: the last row recorded under each name."""
        found: dict[tuple[int, str], ContractLimit] = {}
        for row in self.order_by("pk"):
            found[row.client_id, row.label] = row
        result: dict[int, tuple[Limit, ...]] = {}
        for (client_id, _), row in found.items():
            if not row.withdrawn:
                result[client_id] = (*result.get(client_id, ()), row.limit)
        return result


class ContractLimit(models.Model):
    """A limit from a contract, for complaints received from ``in_force_on``. A later row of the same
    name replaces it; ``withdrawn`` ends it."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="contract_limits")
    label = models.CharField(max_length=80)
    starts = models.CharField(max_length=16)
    ends = models.CharField(max_length=16)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16, default=Unit.DAYS.name)
    bars = models.BooleanField(default=False)
    in_force_on = models.DateField()
    source = models.TextField(help_text="The article, and of which agreement.")
    withdrawn = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ContractLimitQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "label", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(unit__in=[unit.name for unit in Unit]), name="contract_limit_unit_known"
            ),
            models.CheckConstraint(
                condition=Q(starts__in=list(EVENTS)) & Q(ends__in=list(TO_DO)),
                name="contract_limit_events_known",
            ),
            models.CheckConstraint(condition=Q(length__gt=0), name="contract_limit_has_length"),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.label}"

    @property
    def limit(self) -> Limit:
        return Limit(
            key=f"contract_{self.pk}",
            label=self.label,
            starts=self.starts,
            ends=self.ends,
            length=self.length,
            unit=Unit[self.unit],
            bars=self.bars,
            tolled_by=ANY_REASON,
            in_force=self.in_force_on,
            source=self.source,
        )


class ReminderStatus(models.TextChoices):
    OPEN = "open", "waits"
    ACKNOWLEDGED = "acknowledged", "acknowledged"
    DROPPED = "dropped", "dropped"


class DroppedBecause(models.TextChoices):
    MET = "met", "the limit was met"
    MOVED = "moved", "its last day moved"
    STILL = "still", "the clock stands still"
    FOLLOWED = "followed", "a later reminder took its place"
    GONE = "gone", "the case is no longer under it"


class ClockReminderQuerySet(ClientOwnedQuerySet["ClockReminder"]):
    view_permission = "clock.view"

    def visible_to(self, user: Person, permission: str = "") -> Self:
        """As for every row of a client; that of a sealed complaint only as that one."""
        rows = super().visible_to(user, permission)
        return rows.filter(unsealed(user, "case__complaint__"))

    def waiting(self) -> Self:
        """Those neither acknowledged nor dropped."""
        return self.filter(status=ReminderStatus.OPEN)


class ClockReminder(models.Model):
    """That somebody was reminded of a clock of a case: once for each limit, step and last day.

    ``assignee``: whose case it was then. ``people``: how many were written to. ``due_on``: the last day
    as the clock stood; where a toll moves it, the reminder is dropped and its steps come again.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="clock_reminders")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clock_reminders")
    limit = models.CharField(max_length=40)
    label = models.CharField(max_length=80)
    bars = models.BooleanField()
    days_before = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    raised_on = models.DateField()
    assignee = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    people = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(
        max_length=12, choices=ReminderStatus.choices, default=ReminderStatus.OPEN
    )
    dropped_because = models.CharField(max_length=12, choices=DroppedBecause.choices, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=400, blank=True)

    objects = ClockReminderQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "limit", "days_before", "due_on"], name="clock_reminded_once"
            ),
            models.CheckConstraint(
                condition=~Q(status="acknowledged")
                | (Q(settled_by__isnull=False, settled_on__isnull=False) & ~Q(reason="")),
                name="clock_reminder_acknowledged_with_reason",
            ),
            models.CheckConstraint(
                condition=(Q(status="dropped") & ~Q(dropped_because=""))
                | (~Q(status="dropped") & Q(dropped_because="")),
                name="clock_reminder_dropped_because",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["client", "due_on"],
                condition=Q(status="open"),
                name="clock_reminder_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.limit} {self.days_before}"
