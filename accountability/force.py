"""Use-of-force reports: one row per officer and event, with our level beside the local one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accountability.officers import Officer, officer_or_nobody
from riskcore.clients.models import Client
from riskcore.facts import Fact, FactQuerySet


class ForceReportQuerySet(FactQuerySet["ForceReport"]):
    view_permission = "complaint.view_rows"


class ForceReport(Fact):
    """One officer's use of force in one event. Levels are ordered words, never averaged."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="force_reports")
    number = models.CharField(max_length=64)
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="force_reports"
    )
    occurred_on = models.DateField()
    level = models.PositiveSmallIntegerField(
        help_text="0 contact, 1 low, 2 intermediate, 3 serious"
    )
    level_as_recorded = models.CharField(max_length=120, blank=True)
    injury = models.BooleanField(default=False)

    objects = ForceReportQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-occurred_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "client", "number", officer_or_nobody(), "batch", name="force_report_once_in_file"
            ),
            models.UniqueConstraint(
                "client",
                "number",
                officer_or_nobody(),
                condition=Q(batch__isnull=True),
                name="force_report_once_by_hand",
            ),
            models.CheckConstraint(condition=Q(level__lte=3), name="force_level_0_to_3"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-occurred_on", "-id"], name="force_client_occurred"),
        ]

    def __str__(self) -> str:
        return self.number
