"""On which days somebody is reminded of a clock: 30, 14 and 7 days before its last day, and on it. Pure.

A day that is no business day moves to the last business day before it, so that nobody is reminded of
Sunday on Sunday. A step that would fall on the day the clock started, or earlier, is left out.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from accountability.clocks.engine import Clock, Standing
from riskcore.holidays import FEDERAL, is_business_day

STEPS = (30, 14, 7, 0)
"""Days before the last day, the earliest reminder first."""
SILENT = frozenset({Standing.PAUSED, Standing.RUN_OUT})


@dataclass(frozen=True, kw_only=True)
class Reminding:
    """One reminder of a clock: so many days before its last day, on that day."""

    days_before: int
    on: date


def reminding(*, started: date, due: date, state: str = FEDERAL) -> tuple[Reminding, ...]:
    """The reminders of a clock, the earliest first. state: whose holidays are no business days.

    >>> days = reminding(started=date(2026, 1, 1), due=date(2026, 3, 1))
    >>> [(each.days_before, each.on.isoformat()) for each in days]
    [(30, '2026-01-30'), (14, '2026-02-13'), (7, '2026-02-20'), (0, '2026-02-27')]
    """
    found = []
    for days in STEPS:
        day = due - timedelta(days=days)
        while not is_business_day(day, state):
            day -= timedelta(days=1)
        if day > started or (days == 0 and due > started):
            found.append(Reminding(days_before=days, on=max(day, started)))
    return tuple(found)


def reached(clock: Clock, *, state: str = FEDERAL) -> Reminding | None:
    """The last reminder whose day has come, of a clock that runs; those passed over are not made up for.

    None while none has come, once it ran out or ended, and while it stands still.
    """
    if clock.started is None or clock.due is None or not clock.is_open or clock.standing in SILENT:
        return None
    days = reminding(started=clock.started, due=clock.due, state=state)
    return next((each for each in reversed(days) if each.on <= clock.as_of), None)
