"""How long a clock has left: limits, days on which it stands still, and what they come to. Pure.

The day a clock starts on is not counted. Days that several reasons toll count once; a reason without
an end tolls every day up to the day asked about, that day included, so that the days left stay as they
are while it lasts. Days are calendar dates: no hour, no time zone, no daylight saving.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from accountability.clocks.plan import (
    CRITICAL_DAYS,
    SOON_DAYS,
    TO_DO,
    TOLLING,
    Limit,
    Unit,
)
from riskcore.errors import InvalidInput
from riskcore.holidays import FEDERAL, is_business_day
from riskcore.periods import add_months
from riskcore.units import write_date

DAY = timedelta(days=1)
MOST_STEPS = 40_000
"""Business days are walked one by one; a limit beyond a century is a mistake."""


@dataclass(frozen=True)
class Toll:
    """Days on which a clock stands still: from ``start`` (included) to ``end``, the day it runs again.

    end None: it stands still until further notice.
    """

    start: date
    end: date | None
    reason: str

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise InvalidInput(
                "clocks.toll",
                f"A clock was to stand still from {self.start} until {self.end}; it must run again on "
                "a later day. Correct one of the two.",
            )


class Standing(Enum):
    """How a clock stands, in words. The first that applies."""

    NOT_STARTED = "not started"
    MET = "met"
    MET_LATE = "met late"
    RUN_OUT = "run out"
    PAUSED = "stands still"
    CRITICAL = "critical"
    SOON = "soon"
    RUNNING = "running"


OVER = frozenset({Standing.RUN_OUT, Standing.MET_LATE})
OPEN = frozenset(
    {Standing.RUN_OUT, Standing.PAUSED, Standing.CRITICAL, Standing.SOON, Standing.RUNNING}
)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One limit on one case, as of a day.

    due: the last day in time, or None where it has not started. days_left: from ``as_of`` to ``due``,
    0 on the last day, negative after it; None once it has ended or before it started. tolled: days it
    stood still before it ran out or ended.
    """

    limit: Limit
    as_of: date
    started: date | None
    ended: date | None
    due: date | None
    tolled: int
    standing: Standing
    tolls: tuple[Toll, ...] = ()

    @property
    def days_left(self) -> int | None:
        if self.due is None or self.ended is not None:
            return None
        return (self.due - self.as_of).days

    @property
    def breached(self) -> bool:
        """Whether the last day passed before the event that ends the clock."""
        return self.standing in OVER

    @property
    def is_open(self) -> bool:
        return self.standing in OPEN

    @property
    def barred_on(self) -> date | None:
        """The first day on which discipline is barred, for a limit that bars it."""
        return self.due + DAY if self.limit.bars and self.due else None

    @property
    def sentence(self) -> str:
        """What it comes to, in one sentence."""
        return _sentence(self)


def unite(tolls: Sequence[Toll], *, as_of: date) -> list[tuple[date, date]]:
    """Days tolled as half-open spans that neither overlap nor touch, oldest first.

    An open toll lasts through ``as_of``; one that would begin later has no days yet.

    >>> day = lambda number: date(2026, 3, number)
    >>> waived, sued = Toll(day(1), day(4), "waiver"), Toll(day(3), day(9), "civil_suit")
    >>> spans = unite([waived, sued], as_of=day(20))
    >>> [(start.day, end.day) for start, end in spans]
    [(1, 9)]
    """
    merged: list[tuple[date, date]] = []
    for toll in sorted(tolls, key=lambda toll: toll.start):
        end = toll.end or as_of + DAY
        if end <= toll.start:
            continue
        if merged and toll.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((toll.start, end))
    return merged


def last_day(
    *,
    limit: Limit,
    started: date,
    tolls: Sequence[Toll] = (),
    as_of: date,
    state: str = FEDERAL,
) -> date:
    """The last day in time of a clock that started on ``started``.

    state: whose holidays are no business days. Tolls for reasons that the limit does not know are
    left out. Raises InvalidInput where the last day would lie beyond the calendar.

    >>> from accountability.clocks.plan import LIMITS
    >>> last_day(limit=LIMITS["fl_180_days"], started=date(2026, 1, 1), as_of=date(2026, 1, 1))
    datetime.date(2026, 6, 30)
    """
    spans = unite(stopping(limit, tolls), as_of=as_of)
    try:
        if limit.unit is Unit.BUSINESS_DAYS:
            due = _business(started, limit.length, spans, state)
        else:
            days = limit.length
            if limit.unit is Unit.MONTHS:
                days = (add_months(started, limit.length) - started).days
            due = _calendar(started, days, spans)
        while limit.rolls and not is_business_day(due, state):
            due += DAY
    except (OverflowError, ValueError):
        raise InvalidInput(
            "clocks.beyond_calendar",
            f"A limit of {limit.length} {limit.unit.value} from {started} ends beyond the calendar. "
            "Check the day it starts and the days it stands still.",
        ) from None
    return due


def stopping(limit: Limit, tolls: Sequence[Toll]) -> tuple[Toll, ...]:
    """Those of the tolls whose reason stops this limit."""
    return tuple(toll for toll in tolls if toll.reason in limit.tolled_by)


def _calendar(started: date, days: int, spans: Sequence[tuple[date, date]]) -> date:
    """``days`` days after ``started``, each span of tolled days stepped over."""
    due = started + timedelta(days=days)
    for start, end in spans:
        first = max(start, started + DAY)
        if first > due:
            break
        due += max(end - first, timedelta())
    return due


def _business(started: date, days: int, spans: Sequence[tuple[date, date]], state: str) -> date:
    """The ``days``-th business day after ``started`` that is in no span."""
    day, left, ahead = started, days, list(spans)
    for _ in range(MOST_STEPS):
        day += DAY
        while ahead and ahead[0][1] <= day:
            ahead.pop(0)
        if ahead and ahead[0][0] <= day:
            day = ahead.pop(0)[1] - DAY
            continue
        left -= is_business_day(day, state)
        if not left:
            return day
    raise OverflowError


def days_tolled(*, started: date, until: date, tolls: Sequence[Toll], as_of: date) -> int:
    """Days in any of the tolls after ``started`` and up to ``until``, each counted once."""
    spans = unite(tolls, as_of=as_of)
    after, end = started + DAY, until + DAY
    return sum(max((min(stop, end) - max(start, after)).days, 0) for start, stop in spans)


def read_clock(
    *,
    limit: Limit,
    events: Mapping[str, date],
    tolls: Sequence[Toll] = (),
    as_of: date,
    state: str = FEDERAL,
) -> Clock:
    """How a limit stands on a case as of a day.

    events: the day each event of the case happened; those after ``as_of`` are not known yet. tolls:
    the case's; only the limit's own reasons count.
    """
    known = {event: day for event, day in events.items() if day <= as_of}
    started, ended = known.get(limit.starts), known.get(limit.ends)
    if started is None:
        return Clock(
            limit=limit,
            as_of=as_of,
            started=None,
            ended=ended,
            due=None,
            tolled=0,
            standing=Standing.NOT_STARTED,
        )
    mine = stopping(limit, tolls)
    due = last_day(limit=limit, started=started, tolls=mine, as_of=as_of, state=state)
    until = min(due, ended) if ended else due
    return Clock(
        limit=limit,
        as_of=as_of,
        started=started,
        ended=ended,
        due=due,
        tolled=days_tolled(started=started, until=until, tolls=mine, as_of=as_of),
        standing=_standing(due, ended, mine, as_of),
        tolls=mine,
    )


def _standing(due: date, ended: date | None, tolls: Sequence[Toll], as_of: date) -> Standing:
    if ended is not None:
        return Standing.MET if ended <= due else Standing.MET_LATE
    if as_of > due:
        return Standing.RUN_OUT
    if any(_is_running(toll, as_of) for toll in tolls):
        return Standing.PAUSED
    left = (due - as_of).days
    if left <= CRITICAL_DAYS:
        return Standing.CRITICAL
    return Standing.SOON if left <= SOON_DAYS else Standing.RUNNING


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """A clock before and after one more toll. gained: days by which the last day moves."""

    before: Clock
    after: Clock

    @property
    def gained(self) -> int:
        if self.before.due is None or self.after.due is None:
            return 0
        return (self.after.due - self.before.due).days


def what_if(
    *,
    limit: Limit,
    events: Mapping[str, date],
    tolls: Sequence[Toll],
    toll: Toll,
    as_of: date,
    state: str = FEDERAL,
) -> WhatIf:
    """What one more toll would come to: nothing where its days are tolled already or it comes late."""
    before = read_clock(limit=limit, events=events, tolls=tolls, as_of=as_of, state=state)
    after = read_clock(limit=limit, events=events, tolls=[*tolls, toll], as_of=as_of, state=state)
    return WhatIf(before=before, after=after)


def _sentence(clock: Clock) -> str:
    limit = clock.limit
    if clock.started is None or clock.due is None:
        return f"{limit.label} has not started: it runs {limit.rule}."
    due = write_date(clock.due)
    if clock.ended is not None:
        over = (clock.ended - clock.due).days
        if over <= 0:
            return f"{limit.label} was met on {write_date(clock.ended)}; the last day was {due}."
        return f"{limit.label} was met {_days(over)} late: the last day was {due}."
    if clock.standing is Standing.RUN_OUT:
        if clock.barred_on:
            return (
                f"{limit.label} ran out: discipline has been barred since "
                f"{write_date(clock.barred_on)}."
            )
        return (
            f"{limit.label} is {_days((clock.as_of - clock.due).days)} late: it was due on {due}."
        )
    left = (clock.due - clock.as_of).days
    remaining = "this is the last day" if left == 0 else f"{_days(left)} left"
    if clock.standing is Standing.PAUSED:
        return f"{limit.label} stands still {_pause(clock)} {due}: {remaining}."
    if clock.barred_on:
        return (
            f"Discipline will be barred on {write_date(clock.barred_on)} unless "
            f"{TO_DO[limit.ends]} by {due}: {remaining}."
        )
    return f"{limit.label} is due on {due}: {remaining}."


def _pause(clock: Clock) -> str:
    """Why it stands still and for how long, up to the words before the last day."""
    running = [toll for toll in clock.tolls if _is_running(toll, clock.as_of)]
    because = " and ".join(dict.fromkeys(TOLLING[toll.reason] for toll in running))
    ends = [toll.end for toll in running]
    if None in ends:
        return f"because {because}; if it ran again tomorrow, the last day would be"
    until = write_date(max(end for end in ends if end))
    return f"until {until} because {because}; the last day is"


def _is_running(toll: Toll, day: date) -> bool:
    return toll.start <= day and (toll.end is None or day < toll.end)


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def most_urgent(clocks: Sequence[Clock]) -> list[Clock]:
    """Open clocks, those that bar discipline and run out first at the top."""
    return sorted(
        (clock for clock in clocks if clock.is_open),
        key=lambda clock: (clock.due or date.max, not clock.limit.bars, clock.limit.key),
    )
