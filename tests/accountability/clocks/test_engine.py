"""Clocks: the identities that any way of counting days must keep, and the sentences people read."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from accountability.clocks.engine import (
    Standing,
    Toll,
    days_tolled,
    last_day,
    most_urgent,
    read_clock,
    unite,
    what_if,
)
from accountability.clocks.plan import ANY_REASON, LIMITS, Limit, Unit
from riskcore.errors import InvalidInput
from riskcore.holidays import is_business_day

START = date(2026, 1, 5)
FAR = date(2060, 1, 1)
DATES = st.dates(date(2015, 1, 1), date(2035, 1, 1))
STATES = st.sampled_from(["federal", "CA", "LA", "NJ", "NY", "OH"])


def limit(length: int = 100, unit: Unit = Unit.DAYS, **changes: object) -> Limit:
    settings = {
        "key": "x",
        "label": "The limit",
        "starts": "received",
        "ends": "noticed",
        "source": "A test.",
        "tolled_by": ANY_REASON,
    }
    return Limit(**{**settings, "length": length, "unit": unit, **changes})  # type: ignore[arg-type]


def toll(start: int, days: int | None, reason: str = "criminal_case") -> Toll:
    first = START + timedelta(days=start)
    return Toll(first, None if days is None else first + timedelta(days=days), reason)


TOLLS = st.lists(
    st.builds(toll, st.integers(-60, 250), st.integers(1, 80), st.sampled_from(sorted(ANY_REASON))),
    max_size=5,
)


def due(tolls: list[Toll] | tuple[Toll, ...] = (), *, of: Limit | None = None) -> date:
    return last_day(limit=of or limit(), started=START, tolls=tolls, as_of=FAR)


# --- the days ---


@pytest.mark.parametrize(
    ("started", "length", "unit", "expected"),
    [
        (date(2024, 1, 31), 1, Unit.MONTHS, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, Unit.MONTHS, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, Unit.MONTHS, date(2025, 2, 28)),
        (date(2023, 2, 28), 12, Unit.MONTHS, date(2024, 2, 28)),
        (date(2024, 2, 28), 1, Unit.DAYS, date(2024, 2, 29)),
        (date(2023, 9, 1), 180, Unit.DAYS, date(2024, 2, 28)),
        (date(2026, 7, 2), 1, Unit.BUSINESS_DAYS, date(2026, 7, 6)),
        (date(2026, 7, 4), 1, Unit.BUSINESS_DAYS, date(2026, 7, 6)),
        (date(2026, 12, 24), 3, Unit.BUSINESS_DAYS, date(2026, 12, 30)),
        (date(2026, 3, 7), 2, Unit.DAYS, date(2026, 3, 9)),
    ],
    ids=[
        "to a leap day",
        "no leap day",
        "from a leap day",
        "over a leap day by months",
        "onto a leap day",
        "Florida over a leap day",
        "over an observed holiday",
        "from a holiday on a Saturday",
        "over Christmas",
        "over the change of clocks",
    ],
)
def test_the_last_day(started: date, length: int, unit: Unit, expected: date) -> None:
    assert last_day(limit=limit(length, unit), started=started, as_of=started) == expected


@given(DATES, st.integers(1, 400), STATES)
def test_business_days_agree_with_a_plain_count(started: date, length: int, state: str) -> None:
    found = last_day(
        limit=limit(length, Unit.BUSINESS_DAYS), started=started, as_of=started, state=state
    )
    between = (started + timedelta(days=n) for n in range(1, (found - started).days + 1))
    assert sum(is_business_day(day, state) for day in between) == length
    assert is_business_day(found, state)


@given(st.integers(1, 300), st.integers(1, 100), st.integers(1, 60))
def test_tolling_whole_days_before_the_last_moves_it_by_as_many(
    length: int, start: int, days: int
) -> None:
    assume(start <= length)
    of = limit(length)
    assert due([toll(start, days)], of=of) - due(of=of) == timedelta(days=days)


@given(TOLLS, st.randoms(use_true_random=False))
def test_the_order_of_tolls_does_not_matter(tolls: list[Toll], random: object) -> None:
    shuffled = list(tolls)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert due(shuffled) == due(tolls)


@given(TOLLS)
def test_the_last_day_is_the_first_one_moved_by_the_days_tolled(tolls: list[Toll]) -> None:
    last = due(tolls)
    tolled = days_tolled(started=START, until=last, tolls=tolls, as_of=FAR)
    assert last == due() + timedelta(days=tolled)


@given(TOLLS)
def test_days_are_counted_one_by_one_to_the_same_last_day(tolls: list[Toll]) -> None:
    """A slow count that knows nothing of spans: the 100th day after the start in no toll."""
    day, left = START, 100
    while left:
        day += timedelta(days=1)
        left -= not any(one.start <= day < (one.end or FAR) for one in tolls)
    assert due(tolls) == day


@given(TOLLS)
def test_business_days_tolled_are_stepped_over(tolls: list[Toll]) -> None:
    of = limit(40, Unit.BUSINESS_DAYS)
    day, left = START, 40
    while left:
        day += timedelta(days=1)
        is_tolled = any(one.start <= day < (one.end or FAR) for one in tolls)
        left -= is_business_day(day, "federal") and not is_tolled
    assert due(tolls, of=of) == day


@given(TOLLS)
def test_the_same_days_tolled_twice_count_once(tolls: list[Toll]) -> None:
    again = [Toll(one.start, one.end, "waiver") for one in tolls]
    assert due([*tolls, *again]) == due(tolls)


@given(TOLLS, TOLLS)
def test_one_toll_more_never_brings_the_last_day_forward(
    tolls: list[Toll], more: list[Toll]
) -> None:
    assert due([*tolls, *more]) >= due(tolls)


@pytest.mark.parametrize(
    ("start", "days", "moved"),
    [
        (-50, 40, 0),
        (-50, 51, 0),
        (-50, 52, 1),
        (0, 1, 0),
        (100, 1, 1),
        (101, 30, 0),
        (150, 30, 0),
    ],
    ids=[
        "ends before the start",
        "ends on the day after the start",
        "reaches into the days counted",
        "the day it starts on",
        "the last day",
        "the day after it ran out",
        "long after it ran out",
    ],
)
def test_only_days_that_would_have_counted_are_given_back(
    start: int, days: int, moved: int
) -> None:
    assert due([toll(start, days)]) - due() == timedelta(days=moved)


def test_a_reason_that_the_limit_does_not_know_stops_nothing() -> None:
    of = limit(tolled_by=frozenset({"waiver"}))
    assert due([toll(10, 20, "criminal_case")], of=of) == due(of=of)
    assert due([toll(10, 20, "waiver")], of=of) > due(of=of)


def test_touching_tolls_are_one_span_and_an_open_one_lasts_through_the_day_asked() -> None:
    spans = unite([toll(10, 5), toll(15, 5), toll(40, None)], as_of=START + timedelta(days=49))
    assert [(end - start).days for start, end in spans] == [10, 10]
    assert unite([toll(50, None)], as_of=START) == []


@given(st.integers(0, 90), st.integers(0, 200))
def test_while_a_clock_stands_still_the_days_left_stay(start: int, later: int) -> None:
    begun = START + timedelta(days=start)
    days = [begun, begun + timedelta(days=later)]
    left = [
        read_clock(
            limit=limit(), events={"received": START}, tolls=[toll(start, None)], as_of=day
        ).days_left
        for day in days
    ]
    assert left[0] == left[1]


def test_a_last_day_on_a_day_off_rolls_on_where_the_limit_says_so() -> None:
    started = date(2026, 7, 1)
    assert last_day(limit=limit(2), started=started, as_of=started) == date(2026, 7, 3)
    rolled = last_day(limit=limit(2, rolls=True), started=started, as_of=started)
    assert rolled == date(2026, 7, 6)


@pytest.mark.parametrize("unit", list(Unit))
def test_a_limit_beyond_the_calendar_is_refused(unit: Unit) -> None:
    with pytest.raises(InvalidInput, match="beyond the calendar"):
        last_day(limit=limit(900_000, unit), started=date(9990, 1, 1), as_of=START)


def test_a_toll_must_end_after_it_starts() -> None:
    with pytest.raises(InvalidInput, match="run again on a later day"):
        Toll(START, START, "waiver")


# --- how a clock stands ---


def standing(as_of: date, **events: date) -> Standing:
    return read_clock(limit=limit(), events={"received": START, **events}, as_of=as_of).standing


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (0, Standing.RUNNING),
        (69, Standing.RUNNING),
        (70, Standing.SOON),
        (86, Standing.CRITICAL),
        (100, Standing.CRITICAL),
        (101, Standing.RUN_OUT),
    ],
)
def test_a_clock_grows_urgent_as_its_days_run_out(day: int, expected: Standing) -> None:
    assert standing(START + timedelta(days=day)) is expected


def test_an_event_on_the_last_day_is_in_time_and_one_after_it_is_late() -> None:
    last = due()
    assert standing(FAR, noticed=last) is Standing.MET
    assert standing(FAR, noticed=last + timedelta(days=1)) is Standing.MET_LATE


def test_what_happened_after_the_day_asked_is_not_known_yet() -> None:
    assert standing(START, noticed=due()) is Standing.RUNNING
    before = read_clock(limit=limit(), events={"received": START}, as_of=START - timedelta(days=1))
    assert before.standing is Standing.NOT_STARTED
    assert before.days_left is None
    assert "has not started" in before.sentence


def test_a_toll_that_begins_after_a_clock_ran_out_revives_nothing() -> None:
    clock = read_clock(
        limit=limit(),
        events={"received": START},
        tolls=[toll(120, None)],
        as_of=START + timedelta(days=130),
    )
    assert clock.standing is Standing.RUN_OUT
    assert clock.breached
    assert clock.tolled == 0


def sentence(of: Limit, as_of: date, *tolls: Toll, **events: date) -> str:
    clock = read_clock(limit=of, events={"received": START, **events}, tolls=tolls, as_of=as_of)
    return clock.sentence.replace("\N{NO-BREAK SPACE}", " ")


def test_the_sentence_says_when_discipline_will_be_barred_and_what_prevents_it() -> None:
    florida = LIMITS["fl_180_days"]
    assert sentence(florida, date(2026, 5, 24)) == (
        "Discipline will be barred on 5 Jul 2026 unless the officer is given notice of discipline "
        "by 4 Jul 2026: 41 days left."
    )
    assert sentence(florida, date(2026, 7, 4)).endswith("by 4 Jul 2026: this is the last day.")
    assert sentence(florida, date(2026, 7, 5)) == (
        "Florida 180-day limit ran out: discipline has been barred since 5 Jul 2026."
    )


def test_a_target_is_late_rather_than_barred() -> None:
    assert sentence(limit(), date(2026, 4, 16)).startswith("The limit is 1 day late")
    assert sentence(limit(), date(2026, 4, 14)) == "The limit is due on 15 Apr 2026: 1 day left."
    late = sentence(limit(), FAR, noticed=date(2026, 4, 17))
    assert late == "The limit was met 2 days late: the last day was 15 Apr 2026."
    met = sentence(limit(), FAR, noticed=date(2026, 4, 15))
    assert met == "The limit was met on 15 Apr 2026; the last day was 15 Apr 2026."


def test_a_clock_that_stands_still_says_why_and_until_when() -> None:
    still = sentence(limit(), START + timedelta(days=20), toll(10, None), toll(12, None, "waiver"))
    assert still == (
        "The limit stands still because a criminal investigation or prosecution is pending and the "
        "officer waived the limit in writing; if it ran again tomorrow, the last day would be "
        "26 Apr 2026: 91 days left."
    )
    until = sentence(limit(), START + timedelta(days=12), toll(10, 5))
    assert until.startswith("The limit stands still until 20 Jan 2026 because a criminal")
    assert until.endswith("the last day is 20 Apr 2026: 93 days left.")


def test_what_if_tells_the_days_gained_and_counts_no_day_twice() -> None:
    asked = {"limit": limit(), "events": {"received": START}, "as_of": START}
    fresh = what_if(**asked, tolls=[], toll=toll(10, 20))  # type: ignore[arg-type]
    assert fresh.gained == 20
    overlapping = what_if(**asked, tolls=[toll(10, 15)], toll=toll(20, 20))  # type: ignore[arg-type]
    assert overlapping.gained == 15
    late = what_if(**asked, tolls=[], toll=toll(101, 20))  # type: ignore[arg-type]
    assert late.gained == 0
    unknown = what_if(limit=limit(), events={}, tolls=[], toll=toll(1, 2), as_of=START)
    assert unknown.gained == 0


def test_the_most_urgent_clock_is_the_one_that_runs_out_first() -> None:
    clocks = [
        read_clock(limit=limit(length, bars=bars), events={"received": START}, as_of=START)
        for length, bars in ((50, False), (20, False), (20, True))
    ]
    done = read_clock(limit=limit(10), events={"received": START, "noticed": START}, as_of=START)
    ordered = most_urgent([*clocks, done])
    assert [(clock.limit.length, clock.limit.bars) for clock in ordered] == [
        (20, True),
        (20, False),
        (50, False),
    ]
