"""What complaints and force say of risk: watch indicators only, which never move a price.

Fewer complaints may mean that people gave up complaining; a department is never rewarded for them.
A profile goes to insurers, so whatever day and window it is for, these measures cover the five years
to the last quarter end (``accountability.releases``), for every reader alike. The department's own
pages count to the day.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Q

from accountability.beside import beside
from accountability.codes import MERITS, NO_FINDING, RESOLVED
from accountability.complaints.counts import (
    Book,
    ComplaintCount,
    finding_tally,
    force_complaint_counts,
)
from accountability.force.models import ForceReport
from accountability.given_out import allegations_of, book_of, counts_of
from accountability.measures.findings import sustained_rate_merits
from accountability.measures.rates import rate
from accountability.suppression import smallest_part
from riskcore.exposures import ExposureAmount, ExposureBase, amounts_of
from riskcore.factors.reading import Reading, cannot
from riskcore.factors.registry import FACTORS, Direction, Factor, Scope, Use, Window
from riskcore.units import PER_100_OFFICER_YEARS, PERCENT

STALE = timedelta(days=365)
LEVEL_2, SERIOUS = 2, 3


def complaint_rate(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Complaints per 100 officer-years. Two queries."""
    return _complaint_rates(scope, window, force_only=False)


def force_complaint_rate(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Complaints with a force allegation per 100 officer-years. Two queries."""
    return _complaint_rates(scope, window, force_only=True)


def _complaint_rates(scope: Scope, window: Window, *, force_only: bool) -> dict[int, Reading]:
    counts = whole = counts_of(scope, window)
    if force_only:
        counts = force_complaint_counts(book_of(scope, window), counts)
    book = book_of(scope, window)
    officers = _officer_years(scope, book)
    readings = {
        client_id: _rate_of_count(
            counts.get(client_id, ComplaintCount()),
            officers.get(client_id),
            book,
            table="force complaints" if force_only else "complaints",
            # what is left of all complaints can be worked out from both rates
            others=whole.get(client_id, ComplaintCount()).in_period if force_only else 0,
        )
        for client_id in scope.client_ids
    }
    return beside(readings, scope, window)


def sustained_rate(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Sustained of all allegations decided on their merits, in percent. Three queries."""
    counts = counts_of(scope, window)
    tables = allegations_of(scope, window)
    readings = {}
    for client_id in scope.client_ids:
        count = counts.get(client_id, ComplaintCount())
        tally = finding_tally(tables.get(client_id, {}))
        total = sum(tally.values())
        undecided = tally.get("", 0) + tally.get("PND", 0) + tally.get("UNK", 0)
        reading = sustained_rate_merits(tally) if count.ever else _none_recorded("complaints")
        readings[client_id] = replace(
            reading,
            date_basis=count.date_basis,
            grade=max(_grade(undecided, total), _grade(count.undated, count.ever)),
            source=_source("allegations", book_of(scope, window), total),
            note="Allegations without a finding yet are left out." if undecided else "",
            smallest=smallest_part(parts_of(tally)),
        )
    return readings


def force_level_2_rate(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Force reports of level 2 and above per 100 officer-years. Two queries."""
    book = book_of(scope, window)
    period = book.period
    of_period = Q(occurred_on__gte=period.start, occurred_on__lt=period.end)
    within = of_period & Q(level__gte=LEVEL_2)
    rows = (
        ForceReport.objects.known_at(book.known_at)
        .filter(client__in=book.client_ids)
        .order_by()
        .values_list("client_id")
        .annotate(
            ever=Count("id"),
            in_period=Count("id", filter=within),
            serious=Count("id", filter=within & Q(level=SERIOUS)),
            all_levels=Count("id", filter=of_period),
            last_on=Max("occurred_on", filter=Q(occurred_on__lt=period.end)),
        )
    )
    counts, parts = {}, {}
    for client_id, ever, in_period, serious, all_levels, last_on in rows:
        counts[client_id] = ComplaintCount(ever=ever, in_period=in_period, last_on=last_on)
        parts[client_id] = (serious, in_period - serious, all_levels - in_period)
    officers = _officer_years(scope, book)
    return {
        client_id: replace(
            _rate_of_count(
                counts.get(client_id, ComplaintCount()),
                officers.get(client_id),
                book,
                table="force reports",
            ),
            date_basis="occurred",
            smallest=smallest_part(parts.get(client_id, ())),
        )
        for client_id in scope.client_ids
    }


def _officer_years(scope: Scope, book: Book) -> dict[int, ExposureAmount]:
    return amounts_of(scope, base=ExposureBase.OFFICERS, period=book.period, known_at=book.known_at)


def _rate_of_count(
    count: ComplaintCount,
    officers: ExposureAmount | None,
    book: Book,
    *,
    table: str,
    others: int = 0,
) -> Reading:
    source = _source(table, book, count.in_period)
    if count.ever == 0:
        return replace(_none_recorded(table), source=source, grade="C")
    years, notes, grade = None, [], _grade(count.undated, count.ever)
    if officers is not None:
        years = float(officers.quantity) * officers.months_asked / officers.months_known
        if not officers.is_complete:
            missing = officers.months_asked - officers.months_known
            grade = max(grade, _grade(missing, officers.months_asked))
            notes.append(
                f"Officer-years are scaled from {officers.months_known} of {officers.months_asked} "
                "months."
            )
    if count.undated:
        notes.append("Those without any date are not counted.")
    if count.last_on and count.last_on <= book.period.last_day - STALE:
        grade = "C"
        notes.append("None is recorded for the last year of it; the register may end before.")
    return replace(
        rate(count.in_period, years),
        date_basis=count.date_basis,
        grade=grade,
        source=source,
        note=" ".join(notes),
        smallest=smallest_part((count.in_period, others - count.in_period)) if others else None,
    )


def parts_of(tally: Mapping[str, int]) -> tuple[int, ...]:
    """Allegations by what shares of them can tell: each finding on the merits, closed without one,
    resolved, not closed."""
    without = sum(tally.get(code, 0) for code in NO_FINDING)
    resolved = sum(tally.get(code, 0) for code in RESOLVED)
    merits = [tally.get(code, 0) for code in MERITS]
    return (*merits, without, resolved, sum(tally.values()) - sum(merits) - without - resolved)


def _none_recorded(table: str) -> Reading:
    return cannot(f"no {table} are recorded for this client; a file not sent is not a zero")


def _grade(lacking: int, total: int) -> str:
    """A complete, B some missing, C more missing than not."""
    return "A" if lacking == 0 else "B" if 2 * lacking <= total else "C"


def _source(table: str, book: Book, count: int) -> dict[str, Any]:
    return {
        "table": table,
        "from": book.period.start.isoformat(),
        "to": book.period.last_day.isoformat(),
        "count": count,
    }


def watch(
    key: str,
    label: str,
    order: int,
    definition: str,
    source: str,
    measure: Callable[[Scope, Window], Mapping[int, Reading]],
    **changes: Any,
) -> Factor:
    """A factor of complaints or force: watched, of neither direction, small numbers withheld."""
    entry = Factor(
        key=key,
        label=label,
        unit=PER_100_OFFICER_YEARS,
        direction=Direction.NEITHER,
        use=Use.WATCH,
        definition=definition,
        source=source,
        order=order,
        suppress_below=10,
        open_to="complaint.view_rows",
        measure=measure,
    )
    return replace(entry, **changes)


for factor in (
    watch(
        "complaint_rate",
        "Complaints",
        200,
        "Complaints (distinct numbers) over officer-years, times 100, with exact Poisson limits; each "
        "is placed on the day received, or where that is not recorded on the day it occurred.",
        "Garwood 1936; peers of large agencies in NCJ 210296",
        complaint_rate,
        plain="About {value} complaints a year for every 100 officers.",
    ),
    watch(
        "force_complaint_rate",
        "Force complaints",
        210,
        "Complaints with an allegation of excessive or deadly force or of a weapon shown without need, "
        "over officer-years, times 100, with exact Poisson limits.",
        "Bureau of Justice Statistics, NCJ 210296 (2006): 6.6 per 100 sworn in 2002",
        force_complaint_rate,
        plain="About {value} complaints about force a year for every 100 officers.",
    ),
    watch(
        "sustained_rate",
        "Sustained, of those decided on the merits",
        220,
        "Allegations sustained over allegations sustained, not sustained, exonerated or unfounded, by "
        "the finding that stands, with Wilson limits.",
        "Wilson 1927; definition after NACOLE",
        sustained_rate,
        unit=PERCENT,
        plain="Of the allegations decided on their merits, {value} were sustained.",
    ),
    watch(
        "force_level_2_rate",
        "Force reports of level 2 and above",
        230,
        "Force reports at level 2 (injury, or means likely to injure) or 3 (serious) over officer-"
        "years, times 100, with exact Poisson limits.",
        "levels after the Cleveland settlement agreement (2015)",
        force_level_2_rate,
        plain="Force that hurt or might: about {value} reports a year for every 100 officers.",
    ),
):
    FACTORS.register(factor)
