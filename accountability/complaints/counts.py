"""Counts of complaints for the whole book: each function one or two queries, however many clients.

A complaint counts on the day it was received where that is recorded, else on the day it occurred; of
its findings those count that were decided by the period's last day, and those without a day.
Counts are plain numbers per client; what may be shown to whom is decided where they are shown.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Max, Q

from accountability.codes import FORCE_CATEGORIES, UNKNOWN
from accountability.complaints.history import (
    as_known,
    category_as_known,
    counted_on,
    in_categories,
)
from accountability.complaints.models import (
    Allegation,
    AllegationQuerySet,
    Complaint,
    ComplaintQuerySet,
    Finding,
    FindingQuerySet,
    counted_within,
)
from accountability.crosswalk import UNMAPPED
from riskcore.facts import known_by, year_of
from riskcore.periods import Period, year_label, years_to

ByCategory = dict[str, dict[str, int]]


@dataclass(frozen=True, kw_only=True)
class Book:
    """Which clients, which days, and knowing what."""

    client_ids: Collection[int]
    period: Period
    known_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ComplaintCount:
    """One client's complaints: of any day, in the period, and on which date they were placed.

    received: of those in the period, placed by the day received; the others by the day they occurred.
    undated: of any day, without either date. last_on: the latest day of any complaint by the end
    of the period.
    """

    ever: int = 0
    in_period: int = 0
    received: int = 0
    undated: int = 0
    last_on: date | None = None

    @property
    def date_basis(self) -> str:
        if self.in_period == self.received:
            return "received" if self.in_period else ""
        if self.received == 0:
            return "occurred"
        return "received where recorded, else occurred"


def complaint_counts(book: Book) -> dict[int, ComplaintCount]:
    """Complaints per client id; clients without any complaint ever are left out. One query."""
    within = counted_within(book.period, known_at=book.known_at)
    counted = (
        known_complaints(book)
        .annotate(
            counted_on=counted_on(book.known_at),
            day_received=as_known("received_on", book.known_at),
        )
        .values_list("client_id")
        .annotate(
            ever=Count("id"),
            in_period=Count("id", filter=within),
            received=Count("id", filter=within & Q(day_received__isnull=False)),
            undated=Count("id", filter=Q(counted_on__isnull=True)),
            last_on=Max("counted_on", filter=Q(counted_on__lt=book.period.end)),
        )
    )
    return {
        client_id: ComplaintCount(
            ever=ever, in_period=in_period, received=received, undated=undated, last_on=last_on
        )
        for client_id, ever, in_period, received, undated, last_on in counted
    }


def force_complaint_counts(
    book: Book, counts: Mapping[int, ComplaintCount]
) -> dict[int, ComplaintCount]:
    """``counts``, the complaints of the same book, with ``in_period`` and ``received`` of those alone
    that have a force allegation. One query."""
    rows = (
        known_allegations(book)
        .filter(in_categories(FORCE_CATEGORIES, book.known_at))
        .annotate(day_received=as_known("received_on", book.known_at, "complaint__"))
        .values_list("complaint__client_id")
        .annotate(
            in_period=Count("complaint", distinct=True),
            received=Count("complaint", distinct=True, filter=Q(day_received__isnull=False)),
        )
    )
    force = {client_id: (in_period, received) for client_id, in_period, received in rows}
    return {
        client_id: replace(count, in_period=in_period, received=received)
        for client_id, count in counts.items()
        for in_period, received in [force.get(client_id, (0, 0))]
    }


def complaints_by_year(book: Book) -> dict[int, dict[str, int]]:
    """Complaints per client id and year that ends with the period's last day, "2025/26" where that is
    no calendar year. One query."""
    labels = [year_label(year) for year in years_to(book.period)]
    rows = (
        known_complaints(book)
        .within(book.period, book.known_at)
        .annotate(counted_on=counted_on(book.known_at))
        .values_list("client_id", year_of("counted_on", book.period))
        .annotate(count=Count("id"))
        .order_by()
    )
    years: dict[int, dict[str, int]] = defaultdict(dict)
    for client_id, place, count in rows:
        years[client_id][labels[place]] = count
    return dict(years)


def allegation_counts(book: Book) -> dict[int, ByCategory]:
    """Allegations per client id, category and code of the current finding; "" for none. Two queries."""
    tables: dict[int, ByCategory] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for client_id, category, count in (
        known_allegations(book)
        .annotate(coded=category_as_known(book.known_at))
        .values_list("complaint__client_id", "coded")
        .annotate(Count("id"))
    ):
        tables[client_id][category][""] += count
    standing = (
        known_findings(book)
        .current(book.known_at, decided_by=book.period.last_day)
        .annotate(coded=category_as_known(book.known_at, "allegation__"))
        .values_list("allegation__complaint__client_id", "coded", "merits", "closure")
        .annotate(Count("id"))
    )
    for client_id, category, merits, closure, count in standing:
        tables[client_id][category][merits or closure] += count
        tables[client_id][category][""] -= count
    return {
        client_id: {
            category: {code: count for code, count in sorted(codes.items()) if count}
            for category, codes in sorted(table.items())
        }
        for client_id, table in tables.items()
    }


def finding_tally(table: ByCategory) -> dict[str, int]:
    """One client's allegations by code of the current finding, all categories together."""
    tally: dict[str, int] = defaultdict(int)
    for codes in table.values():
        for code, count in codes.items():
            tally[code] += count
    return dict(tally)


def stage_counts(book: Book) -> dict[int, dict[str, dict[str, int]]]:
    """Findings recorded per client id, stage and code, superseded ones included. One query."""
    rows = (
        known_findings(book)
        .known_at(book.known_at)
        .decided_by(book.period.last_day)
        .values_list("allegation__complaint__client_id", "stage", "merits", "closure")
        .annotate(Count("id"))
    )
    stages: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for client_id, stage, merits, closure, count in rows:
        stages[client_id][stage][merits or closure] = count
    return {client_id: dict(table) for client_id, table in stages.items()}


@dataclass(frozen=True, kw_only=True)
class Quality:
    """What one client's records lack, over the allegations of the period and all undated complaints."""

    undated: int = 0
    allegations: int = 0
    uncategorised: int = 0
    unmapped_findings: int = 0
    unidentified_officers: int = 0

    def notes(self, *, complaints: int) -> list[str]:
        """What is lacking, in bands and sentences rather than counts; ``complaints``: of any day."""
        lacks = (
            (self.undated, complaints, "the complaints have no date and are not counted"),
            (self.uncategorised, self.allegations, "the allegations have no category of ours"),
            (
                self.unmapped_findings,
                self.allegations,
                "the allegations have a finding in words that are not mapped",
            ),
            (
                self.unidentified_officers,
                self.allegations,
                "the allegations name no known officer",
            ),
        )
        return [f"{_share(part, whole)} of {words}." for part, whole, words in lacks if part]


def _share(part: int, whole: int) -> str:
    share = part / whole
    if share < 0.05:
        return "Under 5 %"
    return "5 to 20 %" if share <= 0.2 else "More than 20 %"


def quality_counts(book: Book, counts: Mapping[int, ComplaintCount]) -> dict[int, Quality]:
    """What the records lack, per client id with any complaint. Two queries.

    counts: ``complaint_counts`` of the same book.
    """
    lacks: dict[int, dict[str, int]] = {
        client_id: {"undated": count.undated} for client_id, count in counts.items()
    }
    for client_id, allegations, uncategorised, unidentified in (
        known_allegations(book)
        .values_list("complaint__client_id")
        .annotate(
            allegations=Count("id"),
            uncategorised=Count("id", filter=in_categories([UNKNOWN], book.known_at)),
            unidentified=Count("id", filter=Q(officer__isnull=True)),
        )
    ):
        lacks[client_id] |= {
            "allegations": allegations,
            "uncategorised": uncategorised,
            "unidentified_officers": unidentified,
        }
    ever_unmapped = known_allegations(book).filter(findings__closure=UNMAPPED.closure)
    unmapped = (
        Finding.objects.filter(allegation__in=ever_unmapped)
        .current(book.known_at, decided_by=book.period.last_day)
        .filter(closure=UNMAPPED.closure)
        .order_by()
        .values_list("allegation__complaint__client_id")
        .annotate(Count("id"))
    )
    for client_id, count in unmapped:
        lacks[client_id]["unmapped_findings"] = count
    return {client_id: Quality(**counts) for client_id, counts in lacks.items()}


def known_complaints(book: Book) -> ComplaintQuerySet:
    """The book's complaints of any day."""
    return Complaint.objects.known_at(book.known_at).filter(client__in=book.client_ids).order_by()


def _of_complaints(book: Book, path: str) -> Q:
    """A condition on what belongs, by ``path``, to the book's complaints of the period. Said as joins:
    over a whole book they cost half of what rows that must be in a list of ids do."""
    return (
        Q(**{f"{path}client__in": book.client_ids})
        & counted_within(book.period, path, book.known_at)
        & known_by(book.known_at, path)
    )


def known_allegations(book: Book) -> AllegationQuerySet:
    """Allegations of the complaints of the period."""
    known = Allegation.objects.known_at(book.known_at)
    return known.filter(_of_complaints(book, "complaint__")).order_by()


def known_findings(book: Book) -> FindingQuerySet:
    """Findings of the allegations of the period; whether the finding itself is known is not asked."""
    return Finding.objects.filter(
        known_by(book.known_at, "allegation__"), _of_complaints(book, "allegation__complaint__")
    ).order_by()


def officer_counts(book: Book) -> dict[int, list[int]]:
    """Complaints per identified officer, by client id: a list of counts without any name. One query."""
    rows = (
        known_allegations(book)
        .filter(officer__isnull=False)
        .values_list("complaint__client_id", "officer")
        .annotate(count=Count("complaint", distinct=True))
        .values_list("complaint__client_id", "count")
    )
    counts: dict[int, list[int]] = defaultdict(list)
    for client_id, count in rows:
        counts[client_id].append(count)
    return dict(counts)
