"""Holidays fall where the published lists put them, weekends included."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.holidays import (
    FEDERAL,
    HOLIDAYS,
    business_days_after,
    business_days_before,
    easter,
    holiday_table,
    holidays,
    is_business_day,
)

PUBLISHED = Path(__file__).parents[1] / "published"
OBSERVED = json.loads((PUBLISHED / "federal_holidays.json").read_text())["observed"]
EASTERS = json.loads((PUBLISHED / "easter_sundays.json").read_text())["easter"]


@pytest.mark.parametrize("year", sorted(OBSERVED))
def test_federal_holidays_are_those_published(year: str) -> None:
    assert sorted(day.isoformat() for day in holidays(FEDERAL, int(year))) == OBSERVED[year]


@pytest.mark.parametrize("day", EASTERS)
def test_easter_is_where_the_table_puts_it(day: str) -> None:
    assert easter(int(day[:4])).isoformat() == day


@given(st.sampled_from(sorted(HOLIDAYS)), st.integers(1990, 2100))
def test_a_holiday_kept_is_in_its_year_and_never_on_a_weekend_that_is_made_up(
    state: str, year: int
) -> None:
    found = holidays(state, year)
    assert all(day.year == year for day in found)
    assert all(day.weekday() != 6 for day in found)
    if state not in {"CA", "NY"}:
        assert all(day.weekday() < 5 for day in found)


def test_california_does_not_make_up_a_saturday() -> None:
    assert date(2026, 7, 4).weekday() == 5
    assert date(2026, 7, 3) in holidays(FEDERAL, 2026)
    assert date(2026, 7, 3) not in holidays("CA", 2026)
    assert is_business_day(date(2026, 7, 3), "CA")


def test_juneteenth_begins_when_it_became_law() -> None:
    assert date(2020, 6, 19) not in holidays(FEDERAL, 2020)
    assert date(2021, 6, 18) in holidays(FEDERAL, 2021)


def test_louisiana_keeps_mardi_gras_good_friday_and_general_elections() -> None:
    assert {date(2026, 2, 17), date(2026, 4, 3), date(2026, 11, 3)} <= holidays("LA", 2026)
    assert date(2025, 11, 4) not in holidays("LA", 2025)
    assert date(2025, 11, 4) in holidays("NJ", 2025)


def test_a_state_without_a_table_keeps_the_federal_one() -> None:
    assert holiday_table("OH").state == FEDERAL
    assert holidays("OH", 2026) == holidays(FEDERAL, 2026)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from([*HOLIDAYS, "OH"]))
def test_no_stretch_of_six_days_is_without_a_business_day(day: date, state: str) -> None:
    assert any(is_business_day(day + timedelta(days=ahead), state) for ahead in range(6))


def test_every_table_says_where_it_comes_from() -> None:
    assert all(table.source.endswith(".") for table in HOLIDAYS.values())
    assert [state for state, table in HOLIDAYS.items() if not table.confirm] == [FEDERAL]


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60), st.sampled_from(["LA", "OH"])
)
def test_counting_back_and_forth_comes_to_the_same_business_day(
    day: date, count: int, state: str
) -> None:
    back = business_days_before(day, count, state)
    days = [back + timedelta(days=n) for n in range((day - back).days)]
    assert sum(is_business_day(each, state) for each in days) == count
    assert not count or is_business_day(back, state)
    start = business_days_after(day, 1, state)
    assert business_days_before(business_days_after(start, count, state), count, state) == start
