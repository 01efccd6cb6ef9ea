"""Rows that are facts: appended, never overwritten, and able to say when they were known."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from riskcore.clients.models import ClientOwnedQuerySet, Row
from riskcore.imports.models import ImportBatch
from riskcore.periods import Period, years_to


def known_by(moment: datetime | None, path: str = "") -> Q:
    """A condition on facts, reached by ``path``: recorded by ``moment`` (now when None), from a file
    that had not been taken back by then."""
    counts = Q(**{f"{path}batch__isnull": True}) | Q(
        **{f"{path}batch__taken_back_at__isnull": True}
    )
    if moment is None:
        return counts
    later = Q(**{f"{path}batch__taken_back_at__gt": moment})
    return Q(**{f"{path}recorded_at__lte": moment}) & (counts | later)


def year_of(field: str, period: Period) -> Case:
    """Which of the period's years (``years_to``) a date lies in, as its place among them."""
    return Case(
        *(
            When(**{f"{field}__gte": year.start, f"{field}__lt": year.end}, then=Value(place))
            for place, year in enumerate(years_to(period))
        ),
        output_field=IntegerField(),
    )


class FactQuerySet(ClientOwnedQuerySet[Row]):
    def known_at(self, moment: datetime | None = None) -> Self:
        """Rows recorded by ``moment`` (now when None) whose file had not been taken back by then."""
        return self.filter(known_by(moment))


class Fact(models.Model):
    """A dated row. ``recorded_at`` is when the house learned it; ``batch`` the file it came from."""

    recorded_at = models.DateTimeField(db_index=False)
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
