"""The days of reminders: before the last day, on business days, once the clock runs."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from accountability.clocks.engine import Toll, read_clock
from accountability.clocks.plan import LIMITS
from accountability.clocks.steps import STEPS, reached, reminding
from riskcore.holidays import FEDERAL, is_business_day

FLORIDA = LIMITS["fl_180_days"]
START = date(2026, 1, 5)  # the last day is 4 July 2026, a Saturday and a holiday


def days_reached(as_of: date, *tolls: Toll) -> int | None:
    clock = read_clock(
        limit=FLORIDA, events={"received": START}, tolls=tolls, as_of=as_of, state="FL"
    )
    step = reached(clock, state="FL")
    return step.days_before if step else None


def test_each_step_holds_until_the_next_and_the_last_comes_before_the_weekend() -> None:
    assert days_reached(date(2026, 6, 3)) is None
    assert days_reached(date(2026, 6, 4)) == 30
    assert days_reached(date(2026, 6, 18)) == 30
    assert days_reached(date(2026, 6, 19)) is not None  # a holiday: its step came the day before
    assert days_reached(date(2026, 6, 29)) == 7
    assert days_reached(date(2026, 7, 2)) == 0  # the third is the holiday kept, the fourth its day
    assert days_reached(date(2026, 7, 5)) is None


def test_nobody_is_reminded_of_a_clock_that_stands_still_or_has_not_started() -> None:
    assert days_reached(date(2026, 6, 29), Toll(date(2026, 6, 1), None, "waiver")) is None
    clock = read_clock(limit=FLORIDA, events={}, as_of=START)
    assert reached(clock) is None


def test_a_short_limit_has_only_the_steps_that_fit() -> None:
    days = reminding(started=date(2026, 3, 2), due=date(2026, 3, 5))
    assert [each.days_before for each in days] == [0]
    assert reminding(started=date(2026, 3, 2), due=date(2026, 3, 2)) == ()


@settings(max_examples=50)
@given(
    started=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    length=st.integers(min_value=1, max_value=400),
)
def test_steps_are_ordered_business_days_within_the_clock(started: date, length: int) -> None:
    due = started + timedelta(days=length)
    days = reminding(started=started, due=due)
    assert [each.days_before for each in days] == [
        step for step in STEPS if step in {each.days_before for each in days}
    ]
    assert [each.on for each in days] == sorted(each.on for each in days)
    for each in days:
        assert started <= each.on <= due - timedelta(days=each.days_before)
        assert is_business_day(each.on, FEDERAL) or each.on == started
