"""The synthetic book's service, stops and monthly figures of what officers did, of some departments.

Nothing here is measured on a real department; the shares below are declared.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from accountability.activity.models import OfficerMonth, Stop
from accountability.officers import Officer
from riskcore.bulkload import insert_rows
from riskcore.exposures import Exposure, ExposureBase
from riskcore.periods import Period, add_months, months
from riskcore.synthetic.registry import PARTS, BookContext, Member, Part

# Declared: so many departments send their officers' service, and so many of these single stops.
WITH_SERVICE, WITH_STOPS = 12, 3
SERVICE_MONTHS, STOP_MONTHS = 36, 24
# Declared: assignments, the share of officers in each, and mean days on duty a month.
ASSIGNMENTS: tuple[tuple[str, float], ...] = (
    ("Patrol, days", 0.40),
    ("Patrol, nights", 0.35),
    ("Investigations", 0.15),
    ("Traffic", 0.10),
)
DAYS_ON_DUTY, MOST_DAYS = 17.0, 26
# Declared: one officer in twenty-five moves to another assignment in a month.
MOVES = 0.04
# Declared: stops an officer and month, kinds and results, and the share searched.
STOPS_A_MONTH = 2.5
KINDS = (("traffic", 0.7), ("pedestrian", 0.25), ("other", 0.05))
RESULTS = (("none", 0.2), ("warning", 0.45), ("citation", 0.27), ("arrest", 0.08))
SEARCHED = 0.06


def build(context: BookContext) -> dict[str, int]:
    """Service, stops and monthly figures of the first police clients."""
    police = [member for member in context.members if member.has_police][:WITH_SERVICE]
    totals = dict.fromkeys(("officers' months", "stops", "monthly figures"), 0)
    for done, member in enumerate(police):
        generator = context.generator(f"activity of {member.client.code}")
        officers = list(
            Officer.objects.filter(client=member.client).order_by("id").values_list("pk", flat=True)
        )
        totals["officers' months"] += _service(officers, context, generator)
        if done < WITH_STOPS:
            totals["stops"] += _stops(member, officers, context, generator)
        totals["monthly figures"] += _figures(member, context, generator, stops=done >= WITH_STOPS)
        context.report("service and stops", done + 1, len(police))
    return totals


def _months(context: BookContext, count: int) -> list[date]:
    end = context.plan.ends_on + timedelta(days=1)
    return months(Period(add_months(end, -count), end))


def _at(day: date) -> datetime:
    """When the house learned of a month: the third of the next."""
    return datetime.combine(add_months(day, 1) + timedelta(days=2), time(9), tzinfo=UTC)


def _service(officers: list[int], context: BookContext, generator: np.random.Generator) -> int:
    """Every officer's days in each month; the last tenth left somewhere on the way."""
    firsts = _months(context, SERVICE_MONTHS)
    shares = [share for _, share in ASSIGNMENTS]
    unit = generator.choice(len(ASSIGNMENTS), len(officers), p=shares)
    leavers = max(1, len(officers) // 11)
    until = np.full(len(officers), len(firsts))
    until[-leavers:] = generator.integers(1, len(firsts), leavers)
    rows: list[tuple[Any, ...]] = []
    for place, first in enumerate(firsts):
        moves = generator.random(len(officers)) < MOVES
        unit = np.where(moves, generator.choice(len(ASSIGNMENTS), len(officers), p=shares), unit)
        days = np.minimum(generator.poisson(DAYS_ON_DUTY, len(officers)), MOST_DAYS)
        for who in np.flatnonzero((until > place) & (days > 0)):
            name = ASSIGNMENTS[unit[who]][0]
            rows.append((_at(first), officers[who], first, name, Decimal(int(days[who]))))
    return insert_rows(
        OfficerMonth, ("recorded_at", "officer", "month", "assignment", "days"), rows
    )


def _stops(
    member: Member, officers: list[int], context: BookContext, generator: np.random.Generator
) -> int:
    firsts = _months(context, STOP_MONTHS)
    start, end = firsts[0], context.plan.ends_on
    count = int(generator.poisson(member.officers * STOPS_A_MONTH * len(firsts)))
    day = np.sort(generator.integers(0, (end - start).days + 1, count))
    who = generator.integers(0, len(officers), count)
    kind = generator.choice(len(KINDS), count, p=[share for _, share in KINDS])
    result = generator.choice(len(RESULTS), count, p=[share for _, share in RESULTS])
    searched = generator.random(count) < SEARCHED

    def rows() -> Iterator[tuple[Any, ...]]:
        for index in range(count):
            on = start + timedelta(days=int(day[index]))
            yield (
                *(member.client.pk, _at(on), f"S{on:%y}-{index + 1:06d}", "", 1, 1),
                *(officers[who[index]], on, KINDS[kind[index]][0], "", RESULTS[result[index]][0]),
                *("", bool(searched[index]), ""),
            )

    return insert_rows(
        Stop,
        (
            *("client", "recorded_at", "number", "subject", "place", "version", "officer"),
            *("occurred_on", "kind", "kind_as_recorded", "result", "result_as_recorded"),
            *("searched", "district"),
        ),
        rows(),
    )


def _figures(
    member: Member, context: BookContext, generator: np.random.Generator, *, stops: bool
) -> int:
    """Sworn officers of each month, and its stops where no single ones are sent; the last month is told
    on the book's last day."""
    rows: list[tuple[Any, ...]] = []
    last = datetime.combine(context.plan.ends_on, time(9), tzinfo=UTC)
    for first in _months(context, 12 * context.plan.years):
        sworn, told = Decimal(round(member.officers)), min(_at(first), last)
        rows.append((told, member.client.pk, ExposureBase.SWORN, first, sworn))
        if stops:
            made = Decimal(int(generator.poisson(member.officers * STOPS_A_MONTH)))
            rows.append((told, member.client.pk, ExposureBase.STOPS, first, made))
    return insert_rows(Exposure, ("recorded_at", "client", "base", "month", "quantity"), rows)


PARTS.register(Part(key="activity", label="Service and stops", order=305, build=build))
