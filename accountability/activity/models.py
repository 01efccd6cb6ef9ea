"""What officers did and how much: months of service by assignment, and stops.

Both are facts of a department's own files. They are what complaints, force and claims are measured
against; neither is evidence about anybody by itself.
"""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accountability.activity.codes import KINDS, RESULTS, UNKNOWN
from accountability.officers import Officer
from riskcore.clients.models import Client
from riskcore.facts import Fact, FactQuerySet

LONGEST_MONTH = 31


class OfficerMonthQuerySet(FactQuerySet["OfficerMonth"]):
    client_path = "officer__client"
    view_permission = "complaint.view_rows"

    def standing(self, known_at: datetime | None = None) -> Self:
        """Of these, what was said last of each officer and month, as known then: whoever speaks of an
        officer's month anew says all of it."""
        later = OfficerMonth.objects.known_at(known_at).filter(
            officer=OuterRef("officer"),
            month=OuterRef("month"),
            recorded_at__gt=OuterRef("recorded_at"),
        )
        return self.known_at(known_at).filter(~Exists(later.order_by()))


class OfficerMonth(Fact):
    """Days on duty of one officer in one month in one assignment, in the department's own words.

    Several assignments of one month stand beside each other. A month said again replaces all of it.
    """

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="months")
    month = models.DateField()
    assignment = models.CharField(max_length=120)
    days = models.DecimalField(max_digits=3, decimal_places=1)

    objects = OfficerMonthQuerySet.as_manager()

    class Meta:
        ordering = ["officer_id", "month", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["officer", "month", "assignment", "batch"], name="officer_month_once"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="officer_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(days__gte=0, days__lte=LONGEST_MONTH), name="officer_month_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.month:%Y-%m} {self.assignment}"


class StopQuerySet(FactQuerySet["Stop"]):
    view_permission = "complaint.view_rows"

    def standing(self, known_at: datetime | None = None) -> Self:
        """Of these, the last version of each stop, as known then."""
        later = Stop.objects.known_at(known_at).filter(
            *(Q(**{name: OuterRef(name)}) for name in ("client", "number", "subject", "place")),
            version__gt=1,
            pk__gt=OuterRef("pk"),
        )
        return self.known_at(known_at).filter(~Exists(later.order_by()))


class Stop(Fact):
    """One person or vehicle stopped, in one version.

    ``number`` is the stop's own, which several persons stopped at once share; ``subject`` a keyed token,
    "" where the source tells nobody apart; ``place`` numbers rows that nothing else tells apart.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="stops")
    number = models.CharField(max_length=64)
    subject = models.CharField(max_length=24, blank=True, default="")
    place = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="stops"
    )
    occurred_on = models.DateField()
    kind = models.CharField(max_length=12, default=UNKNOWN)
    kind_as_recorded = models.CharField(max_length=120, blank=True)
    result = models.CharField(max_length=12, default=UNKNOWN)
    result_as_recorded = models.CharField(max_length=120, blank=True)
    searched = models.BooleanField(null=True, blank=True)
    district = models.CharField(max_length=120, blank=True)

    objects = StopQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-occurred_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "number", "subject", "place", "version"],
                condition=Q(batch__isnull=True),
                name="stop_once_by_hand",
            ),
            models.UniqueConstraint(
                fields=["client", "number", "subject", "place", "batch"], name="stop_once_in_file"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="stop_kind_is_known"),
            models.CheckConstraint(
                condition=Q(result__in=list(RESULTS)), name="stop_result_is_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "occurred_on"], name="stop_client_occurred"),
            models.Index(
                fields=["client", "number"], condition=Q(version__gt=1), name="stop_later_version"
            ),
        ]

    def __str__(self) -> str:
        return self.number
