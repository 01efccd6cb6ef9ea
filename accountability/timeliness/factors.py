"""What clocks and early warnings add to the profile: watch indicators only, which never move a price.

Both are given out as of the last quarter end, like all counts of complaints.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from accountability.clocks.breaches import Kept, kept
from accountability.clocks.plan import SOON_DAYS
from accountability.clocks.queries import BarCount, bar_counts
from accountability.complaints.durations import Durations
from accountability.given_out import book_of
from accountability.measure_factors import durations_of
from accountability.measures.rates import share
from accountability.releases import release_day
from accountability.suppression import THRESHOLD
from accountability.warnings.plan import ANSWER_DAYS
from accountability.warnings.queries import AlertCount, alert_counts
from riskcore.factors.reading import Reading, cannot
from riskcore.factors.registry import (
    EXHIBITS,
    FACTORS,
    Direction,
    Exhibit,
    Factor,
    Scope,
    Use,
    Window,
)
from riskcore.units import COUNT, PERCENT


def clock_breaches(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Allegations past the limit they are under. Eleven queries beside the shared durations."""
    book, took = book_of(scope, window), durations_of(scope, window)
    found = kept(book, took)
    return {
        client_id: replace(
            breaches_of(took.get(client_id, Durations()), found.get(client_id, Kept())),
            date_basis="received",
            source={
                "table": "allegations",
                "from": book.period.start.isoformat(),
                "to": book.period.last_day.isoformat(),
            },
        )
        for client_id in scope.client_ids
    }


def breaches_of(took: Durations, found: Kept) -> Reading:
    """The share past the limit, of those decided or past it; younger open ones are left out."""
    if not took.cases:
        return cannot("no complaints with a day of receipt are recorded for the period")
    reading = share(
        found.late, found.late + found.in_time, of="allegations decided or past the limit"
    )
    young = took.cases - found.late - found.in_time  # found by subtracting from all that have a day
    return replace(
        reading,
        smallest=min(found.late, found.in_time, *([young] if young > 0 else [])),
        grade="B" if took.unusable else "A",
        note="Days on which a clock stood still are not counted.",
    )


def alerts_of(scope: Scope, window: Window) -> Mapping[int, AlertCount]:
    """``alert_counts`` as of the day given out, read by the first measure of a build that asks."""
    day = given_out(window)
    return scope.once(
        ("alert counts", day), lambda: alert_counts(client_ids=scope.client_ids, as_of=day)
    )


def given_out(window: Window) -> date:
    """The day up to which counts are given out when the window's day is asked for."""
    return release_day(window.as_of, today=timezone.localdate())


def unanswered_alerts(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Early warnings unanswered for more than 30 days. Three queries."""
    found = alerts_of(scope, window)
    day = given_out(window).isoformat()
    readings = {}
    for client_id in scope.client_ids:
        count = found.get(client_id, AlertCount())
        if not count.adopted:
            readings[client_id] = cannot("the department has adopted no early-warning rules")
            continue
        readings[client_id] = Reading(
            value=count.late,
            numerator=count.late,
            date_basis="raised",
            source={"table": "alerts", "to": day},
        )
    return readings


def clock_risk(scope: Scope, window: Window) -> Mapping[int, Any]:
    """Per client under a limit that bars discipline, how many cases are near that day, in bands."""
    day = given_out(window)
    counts = bar_counts(client_ids=scope.client_ids, as_of=day, known_at=window.known_at)
    return {client_id: banded(count, day) for client_id, count in counts.items()}


def banded(count: BarCount, day: date) -> dict[str, Any]:
    """The counts as whoever has no rows may read them."""
    return {
        "as_of": day,
        "within_days": SOON_DAYS,
        "near": count.near if count.near >= THRESHOLD else "few",
        "barred": count.barred if count.barred >= THRESHOLD else "few",
    }


FACTORS.register(
    Factor(
        key="clock_breaches",
        label="Allegations past their time limit",
        unit=PERCENT,
        direction=Direction.NEITHER,
        use=Use.WATCH,
        definition="Allegations received in the window and past the limit they are under, over those "
        "settled in time or past it, with Wilson limits. The limit is the one of the state or the "
        "contract that bars discipline, and 180 days from receipt to finding where neither does; tolled "
        "days are taken off.",
        source="Wilson 1927; the 180 days are a target of ours, see the clocks of states",
        order=254,
        suppress_below=THRESHOLD,
        open_to="complaint.view_rows",
        measure=clock_breaches,
        plain="Of the allegations old enough to tell, {value} were past their time limit.",
    )
)
FACTORS.register(
    Factor(
        key="unanswered_alerts",
        label=f"Early warnings unanswered for more than {ANSWER_DAYS} days",
        unit=COUNT,
        direction=Direction.NEITHER,
        use=Use.WATCH,
        definition="Alerts raised more than 30 days before the day and without a decision on record. "
        "How many alerts there are says nothing here; whether they are answered does.",
        source="the practice of answering within a month; ours",
        order=256,
        suppress_below=THRESHOLD,
        open_to="warning.view",
        measure=unanswered_alerts,
        plain="{value} early warnings have waited more than a month for an answer.",
    )
)
EXHIBITS.register(
    Exhibit(
        key="clock_risk",
        label="Cases near the day discipline is barred",
        order=262,
        gather=clock_risk,
    )
)
