"""What is counted month by month, over the whole book: external complaints and what came of them.

Which outcome is asked is fixed in advance, not chosen after looking: external complaints by the day
received, and beside them four others. Each is one or two queries, however many clients.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, F, Max, Min, QuerySet
from django.db.models.functions import TruncMonth

from accountability.complaints.attributes import Precision
from accountability.complaints.counts import Book, known_complaints, known_findings
from accountability.complaints.history import as_known
from accountability.complaints.models import Merits
from accountability.force.models import ForceReport
from outreach.effect.panel import month_number
from outreach.languages import Language
from riskcore.facts import known_by
from riskcore.losses.models import ClaimStatement
from riskcore.periods import Period, add_months
from riskcore.policies import Line
from riskcore.registry import Registry

Months = dict[int, dict[int, int]]
SUSTAINED: Final = (Merits.SUSTAINED.value, Merits.SUSTAINED_OTHER.value)
STALE_MONTHS: Final = 12


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One thing that is counted. nouns: the counted, by language. lag: months at the end that are too
    young to count. by_intake: how complaints are taken bears on it. count(book) ->
    counts by client and month; span(book) -> first and last day on record by client, None where
    months without any are as good as reported."""

    key: str
    label: str
    nouns: dict[Language, str]
    basis: str
    order: int
    lag: int = 0
    by_intake: bool = False
    count: Callable[[Book], Months]
    span: Callable[[Book], dict[int, tuple[date, date]]] | None = None


OUTCOMES: Registry[Outcome] = Registry("outcome of outreach")


def counted(
    outcome: Outcome, *, client_ids: Collection[int], period: Period, known_at: datetime | None
) -> tuple[Months, dict[int, tuple[date, date]] | None]:
    """Counts by client and month of the period, and the days between which each client reported."""
    book = Book(client_ids=client_ids, period=period, known_at=known_at)
    return outcome.count(book), outcome.span(book) if outcome.span else None


def reported_until(last: date, end: date) -> date:
    """To which day a client whose last record is of the day ``last`` is taken to have reported.

    Up to ``end``, unless nothing came for twelve months: then a file was not sent, which is no zero.

    >>> reported_until(date(2026, 1, 5), date(2026, 10, 1))
    datetime.date(2026, 10, 1)
    >>> reported_until(date(2024, 1, 5), date(2026, 10, 1))
    datetime.date(2024, 1, 5)
    """
    return end if last >= add_months(end, -STALE_MONTHS) else last


def _by_month(rows: QuerySet[Any, Any], client: str) -> Months:
    found: Months = defaultdict(dict)
    for client_id, month, many in (
        rows.annotate(its_month=TruncMonth("its_day"))
        .order_by()
        .values_list(client, "its_month")
        .annotate(many=Count("pk", distinct=True))
    ):
        found[client_id][month_number(month)] = many
    return found


def _between(rows: QuerySet[Any, Any]) -> dict[int, tuple[date, date]]:
    return {
        client_id: (first, last)
        for client_id, first, last in rows.order_by()
        .values_list("client_id")
        .annotate(first=Min("its_day"), last=Max("its_day"))
    }


def _external(book: Book) -> QuerySet[Any, Any]:
    """Complaints from outside with a known month of receipt, of any day."""
    return (
        known_complaints(book)
        .annotate(
            its_day=as_known("received_on", book.known_at),
            inside=as_known("internal", book.known_at),
            exact=as_known("received_precision", book.known_at),
        )
        .filter(inside=False, its_day__isnull=False)
        .exclude(exact=Precision.YEAR)
    )


def _within(rows: QuerySet[Any, Any], period: Period) -> QuerySet[Any, Any]:
    return rows.filter(its_day__gte=period.start, its_day__lt=period.end)


def _complaints(book: Book) -> Months:
    return _by_month(_within(_external(book), book.period), "client_id")


def _complaint_span(book: Book) -> dict[int, tuple[date, date]]:
    return _between(_external(book).filter(its_day__lt=book.period.end))


def _sustained(book: Book) -> Months:
    standing = (
        known_findings(book)
        .current(book.known_at)
        .filter(merits__in=SUSTAINED)
        .values("allegation__complaint")
    )
    return _by_month(_within(_external(book), book.period).filter(pk__in=standing), "client_id")


def _reports(book: Book) -> QuerySet[Any, Any]:
    known = ForceReport.objects.known_at(book.known_at).filter(client__in=book.client_ids)
    return known.annotate(its_day=F("occurred_on"))


def _force(book: Book) -> Months:
    return _by_month(_within(_reports(book), book.period), "client_id")


def _injuries(book: Book) -> Months:
    return _by_month(_within(_reports(book).filter(injury=True), book.period), "client_id")


def _force_span(book: Book) -> dict[int, tuple[date, date]]:
    return _between(_reports(book).filter(its_day__lt=book.period.end))


def _claims(book: Book) -> Months:
    """Law-enforcement liability claims by the day reported, else made, else occurred, as last valued."""
    latest: dict[int, tuple[int, date | None]] = {}
    statements = (
        ClaimStatement.objects.known_at(book.known_at)
        .filter(
            known_by(book.known_at, "claim__"),
            claim__client__in=book.client_ids,
            claim__line=Line.LEL,
            valued_on__lt=book.period.end,
        )
        .order_by("valued_on", "recorded_at", "id")
        .values_list("claim_id", "claim__client_id", "reported_on", "made_on", "occurred_on")
    )
    for claim_id, client_id, *days in statements.iterator():
        latest[claim_id] = client_id, next((day for day in days if day), None)
    found: Months = defaultdict(lambda: defaultdict(int))
    for client_id, day in latest.values():
        if day is not None and day in book.period:
            found[client_id][month_number(day)] += 1
    return found


def _nouns(english: str, spanish: str) -> dict[Language, str]:
    return {Language.ENGLISH: english, Language.SPANISH: spanish}


for outcome in (
    Outcome(
        key="complaints",
        order=1,
        label="External complaints",
        nouns=_nouns("complaints", "quejas"),
        basis="by the day received",
        count=_complaints,
        span=_complaint_span,
        by_intake=True,
    ),
    Outcome(
        key="sustained",
        order=2,
        label="Sustained complaints",
        nouns=_nouns("sustained complaints", "quejas confirmadas"),
        basis="external complaints with a sustained finding, by the day received, when older than nine "
        "months",
        lag=9,
        count=_sustained,
        span=_complaint_span,
        by_intake=True,
    ),
    Outcome(
        key="force",
        order=3,
        label="Reports of force",
        nouns=_nouns("reports of force", "informes de uso de la fuerza"),
        basis="by the day of the event",
        count=_force,
        span=_force_span,
    ),
    Outcome(
        key="injuries",
        order=4,
        label="Reports of force with an injury",
        nouns=_nouns("reports of force with an injury", "informes de fuerza con lesiones"),
        basis="by the day of the event",
        count=_injuries,
        span=_force_span,
    ),
    Outcome(
        key="claims",
        order=5,
        label="Law-enforcement claims",
        nouns=_nouns("claims", "reclamaciones"),
        basis="law-enforcement liability claims by the day reported, as last valued",
        count=_claims,
    ),
):
    OUTCOMES.register(outcome)
