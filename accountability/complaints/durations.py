"""Days from receipt to the finding that stands, for the whole book: what is open counts as open.

One case is one allegation. Whether all are over is asked as of the period's last day: a finding made
later had not been made, and an open case has been open until that day.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import (
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)

from accountability.codes import NOT_CLOSED
from accountability.complaints.counts import Book, known_allegations, known_findings
from accountability.complaints.models import Complaint, Finding


@dataclass(frozen=True, kw_only=True)
class Durations:
    """One client's cases by their days. unusable: a day is missing, or the decision before receipt."""

    closed: Counter[int] = field(default_factory=Counter)
    still_open: Counter[int] = field(default_factory=Counter)
    unusable: int = 0

    @property
    def cases(self) -> int:
        return self.closed.total() + self.still_open.total()


def durations(book: Book, *, only: Q | None = None) -> dict[int, Durations]:
    """Days per client id of the allegations received in the period. only: a condition on complaints.
    Two queries."""
    found: dict[int, Durations] = defaultdict(Durations)
    unusable: Counter[int] = Counter()
    for client_id, took, many in _closed(book, only):
        days = None if took is None else took.days
        if days is None or days < 0:
            unusable[client_id] += many
        else:
            found[client_id].closed[days] += many
    for client_id, age, many in _open(book, only):
        if age is None:
            unusable[client_id] += many
        else:
            found[client_id].still_open[age.days] += many
    return {
        client_id: Durations(
            closed=found[client_id].closed,
            still_open=found[client_id].still_open,
            unusable=unusable[client_id],
        )
        for client_id in found.keys() | unusable.keys()
    }


def _ids(only: Q) -> QuerySet[Complaint, int]:
    return Complaint.objects.filter(only).order_by().values_list("pk", flat=True)


Rows = list[tuple[int, timedelta | None, int]]


def _closed(book: Book, only: Q | None) -> Rows:
    took = ExpressionWrapper(
        F("decided_on") - F("allegation__complaint__received_on"), output_field=DurationField()
    )
    rows = known_findings(book).current(book.known_at, decided_by=book.period.last_day)
    rows = rows.exclude(closure__in=NOT_CLOSED)
    if only is not None:
        rows = rows.filter(allegation__complaint__in=_ids(only))
    return list(
        rows.values_list("allegation__complaint__client_id", took).annotate(Count("id")).order_by()
    )


def _open(book: Book, only: Q | None) -> Rows:
    last: Value = Value(book.period.last_day, output_field=DateField())
    age = ExpressionWrapper(last - F("complaint__received_on"), output_field=DurationField())
    standing = Finding.objects.current(book.known_at, decided_by=book.period.last_day)
    closing = standing.filter(allegation=OuterRef("pk")).exclude(closure__in=NOT_CLOSED)
    rows = known_allegations(book).filter(~Exists(closing))
    if only is not None:
        rows = rows.filter(complaint__in=_ids(only))
    return list(rows.values_list("complaint__client_id", age).annotate(Count("id")).order_by())
