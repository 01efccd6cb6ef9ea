"""Complaints and force by what officers did: calls for service, arrests, stops.

A department whose officers meet more people draws more complaints with the same conduct. These rates
say how many each kind of meeting drew; like all measures of complaints they never move a price.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.db.models import Count

from accountability.activity.counts import stop_amounts
from accountability.beside import beside
from accountability.force.models import ForceReport
from accountability.given_out import book_of, counts_of
from accountability.measure_factors import NONE, sourced, total_of
from accountability.measures.rates import (
    PER_1000_ARRESTS,
    PER_1000_CALLS,
    PER_1000_STOPS,
    rate,
)
from accountability.risk_factors import watch
from riskcore.exposures import ExposureAmount, ExposureBase, amounts_of
from riskcore.factors.reading import Reading, cannot
from riskcore.factors.registry import FACTORS, Scope, Use, Window
from riskcore.units import Unit

NO_FORCE = cannot("no force reports are recorded for this client; a file not sent is not a zero")
PER = 1000.0
Measure = Callable[[Scope, Window], Mapping[int, Reading]]


def activity_of(scope: Scope, window: Window, base: ExposureBase) -> dict[int, ExposureAmount]:
    """How much of an activity the book's period had. Of stops the single ones count where a department
    sends them, and its monthly figures where it does not. One query, two for stops."""
    book = book_of(scope, window)
    monthly = amounts_of(scope, base=base, period=book.period, known_at=book.known_at)
    if base is not ExposureBase.STOPS:
        return monthly
    return monthly | scope.once(("stops", window), lambda: stop_amounts(book))


def complaints_by(base: ExposureBase) -> Measure:
    """Complaints per 1,000 of an activity, within three queries."""

    def measure(scope: Scope, window: Window) -> Mapping[int, Reading]:
        book, counts = book_of(scope, window), counts_of(scope, window)
        amounts = activity_of(scope, window, base)
        readings = {}
        for client_id in scope.client_ids:
            count, amount = counts.get(client_id), amounts.get(client_id)
            reading = _rate(count.in_period, amount, base) if count else NONE
            basis = count.date_basis if count else ""
            readings[client_id] = sourced(reading, "complaints", book, date_basis=basis)
        return beside(readings, scope, window)

    return measure


def force_by(base: ExposureBase) -> Measure:
    """Force reports of every level per 1,000 of an activity, within three queries."""

    def measure(scope: Scope, window: Window) -> Mapping[int, Reading]:
        book, reports = book_of(scope, window), reports_of(scope, window)
        amounts = activity_of(scope, window, base)
        readings = {}
        for client_id in scope.client_ids:
            count = reports.get(client_id)
            reading = NO_FORCE if count is None else _rate(count, amounts.get(client_id), base)
            readings[client_id] = sourced(reading, "force reports", book, date_basis="occurred")
        return readings

    return measure


def reports_of(scope: Scope, window: Window) -> dict[int, int]:
    """Force reports of the book's period by client id, read by the first measure that asks."""
    book = book_of(scope, window)
    period = book.period

    def read() -> dict[int, int]:
        rows = (
            ForceReport.objects.known_at(book.known_at)
            .filter(client__in=book.client_ids)
            .filter(occurred_on__gte=period.start, occurred_on__lt=period.end)
            .order_by()
            .values_list("client_id")
            .annotate(Count("id"))
        )
        return dict(rows)

    return scope.once(("force reports", window), read)


def _rate(count: int, amount: ExposureAmount | None, base: ExposureBase) -> Reading:
    """The rate, with what was scaled said aloud."""
    reading = rate(count, total_of(amount), per=PER, noun=str(base.label))
    if amount is None or amount.is_complete:
        return reading
    half = 2 * amount.months_known >= amount.months_asked
    return replace(
        reading,
        grade="B" if half else "C",
        note=f"The {base.label} are scaled from {amount.months_known} of {amount.months_asked} months.",
    )


def _factor(
    key: str, label: str, order: int, events: str, base: ExposureBase, unit: Unit, measure: Measure
) -> None:
    FACTORS.register(
        watch(
            key,
            label,
            order,
            f"{events} over {base.label} of the same period, times 1,000, with exact Poisson limits; "
            "months without a figure are scaled from those with one.",
            "Garwood 1936; no figure by this denominator is known that departments could be held to",
            measure,
            unit=unit,
            use=Use.CONTEXT,
            plain=f"{events}: about {{value}}.",
        )
    )


for key, label, order, base, unit in (
    ("calls", "Complaints by calls", 232, ExposureBase.CALLS, PER_1000_CALLS),
    ("arrests", "Complaints by arrests", 233, ExposureBase.ARRESTS, PER_1000_ARRESTS),
    ("stops", "Complaints by stops", 234, ExposureBase.STOPS, PER_1000_STOPS),
):
    _factor(f"complaints_per_{key}", label, order, "Complaints", base, unit, complaints_by(base))
for key, label, order, base, unit in (
    ("calls", "Force reports by calls", 235, ExposureBase.CALLS, PER_1000_CALLS),
    ("stops", "Force reports by stops", 236, ExposureBase.STOPS, PER_1000_STOPS),
):
    _factor(f"force_per_{key}", label, order, "Force reports", base, unit, force_by(base))
