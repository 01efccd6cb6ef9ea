"""Limits that a department's own contract sets, as dated rows."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accountability.clocks.plan import ANY_REASON, EVENTS, TO_DO, Limit, Unit
from riskcore.access.models import User
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
