"""Half-open periods, months and trailing years."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.periods import Period, add_months, month_start, months, trailing, trailing_years

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def test_the_end_does_not_belong_to_a_period() -> None:
    year = Period(date(2025, 10, 1), date(2026, 10, 1))
    assert (year.days, year.last_day) == (365, date(2026, 9, 30))
    assert date(2025, 10, 1) in year
    assert date(2026, 10, 1) not in year


@pytest.mark.parametrize("end", [date(2026, 1, 1), date(2025, 12, 31)])
def test_a_period_without_a_day_is_refused(end: date) -> None:
    with pytest.raises(ValueError, match="must end after it starts"):
        Period(date(2026, 1, 1), end)


@pytest.mark.parametrize(
    ("day", "moved", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), -12, date(2023, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 1, 15), -1, date(2024, 12, 15)),
        (date(2025, 6, 30), 0, date(2025, 6, 30)),
    ],
)
def test_months_are_added_and_clipped_to_their_length(
    day: date, moved: int, expected: date
) -> None:
    assert add_months(day, moved) == expected


@given(DAYS, st.integers(-240, 240))
def test_adding_months_moves_by_exactly_that_many(day: date, moved: int) -> None:
    there = add_months(day, moved)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == moved
    assert there.day <= day.day
    assert add_months(month_start(day), moved) == month_start(there)


@given(DAYS, st.integers(1, 12))
def test_trailing_years_follow_one_another_and_end_with_the_day(as_of: date, count: int) -> None:
    years = trailing_years(as_of, count)
    assert len(years) == count
    assert years[-1].last_day == as_of
    assert all(before.end == after.start for before, after in pairwise(years))
    assert all(365 <= year.days <= 366 for year in years)
    assert years[-1] == trailing(as_of, months_back=12)


@given(DAYS, st.integers(1, 800))
def test_every_month_a_period_touches_is_named_once_in_order(start: date, length: int) -> None:
    period = Period(start, start + timedelta(days=length))
    found = months(period)
    assert found == sorted(set(found))
    assert found[0] == month_start(period.start)
    assert found[-1] == month_start(period.last_day)
    assert all(day.day == 1 for day in found)
