"""How complaints become claims: young ones are left out, costs add up, triangles hold what was known."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accountability.links.becoming import (
    Origin,
    Story,
    Valued,
    conversion,
    cost_by,
    followed_until,
    lag,
    triangles,
    without_complaint,
)
from riskcore.errors import InvalidInput
from riskcore.periods import Period, add_months

AS_OF = date(2026, 9, 30)
PERIOD = Period(date(2021, 10, 1), date(2026, 10, 1))


def story(received: str, *claims: str) -> Story:
    return Story(
        received_on=date.fromisoformat(received),
        claims_on=tuple(date.fromisoformat(day) for day in claims),
    )


def test_only_complaints_with_the_whole_time_behind_them_count() -> None:
    stories = [
        story("2022-01-10", "2023-05-01"),  # within 24 months
        story("2022-01-10", "2024-01-10"),  # on the day the 24 months are over: not within
        story("2024-09-30", "2025-01-01"),  # the last day with 24 months behind it
        story("2024-10-01", "2025-01-01"),  # too young
        story("2021-09-30", "2021-12-01"),  # before the period
    ]
    reading = conversion(stories, had_time=40, months=24, as_of=AS_OF, period=PERIOD)
    assert (reading.value, reading.numerator, reading.denominator) == (5.0, 2, 40)
    assert reading.interval is not None


def test_a_claim_that_came_first_did_not_come_of_the_complaint() -> None:
    early = [story("2022-01-10", "2022-01-09")]
    assert conversion(early, had_time=10, months=12, as_of=AS_OF, period=PERIOD).numerator == 0
    same = [story("2022-01-10", "2022-01-09", "2022-01-10")]
    assert conversion(same, had_time=10, months=12, as_of=AS_OF, period=PERIOD).numerator == 1


def test_nothing_old_enough_is_a_reason_and_no_zero() -> None:
    reading = conversion([], had_time=0, months=36, as_of=AS_OF, period=PERIOD)
    assert reading.value is None
    assert "36 months" in reading.unavailable
    with pytest.raises(InvalidInput):
        conversion([], had_time=1, months=0, as_of=AS_OF, period=PERIOD)


@given(
    as_of=st.dates(date(2000, 1, 1), date(2030, 12, 31)),
    months=st.sampled_from([1, 6, 12, 24, 36]),
)
def test_followed_until_is_the_last_day_of_which_the_months_are_over(
    as_of: date, months: int
) -> None:
    last = followed_until(as_of, months=months)
    following = date.fromordinal(last.toordinal() + 1)
    assert add_months(last, months) <= as_of < add_months(following, months)


def test_the_lag_is_the_middle_half_of_those_that_became_claims() -> None:
    days = [f"2022-01-{day:02d}" for day in (11, 21, 31)]
    found = lag([*(story("2022-01-01", day) for day in days), story("2022-01-01", "2021-12-31")])
    assert (found.n, found.claim_first) == (3, 1)
    assert (found.low, found.median, found.high) == (15, 20, 25)
    assert lag([story("2022-01-01")]).median is None


def origin(incurred: int, complaint: str = "", **facts: object) -> Origin:
    return Origin(
        reported_on=date(2025, 1, 1),
        incurred=Decimal(incurred),
        complaint_on=date.fromisoformat(complaint) if complaint else None,
        **facts,  # type: ignore[arg-type]
    )


def test_a_complaint_after_the_claim_did_not_warn_of_it() -> None:
    origins = [origin(1, "2024-12-31"), origin(1, "2025-01-01"), origin(1, "2025-01-02"), origin(1)]
    reading = without_complaint(origins, period=PERIOD)
    assert (reading.numerator, reading.denominator, reading.value) == (2, 4, 50.0)
    outside = Period(date(2026, 1, 1), date(2027, 1, 1))
    assert without_complaint(origins, period=outside).value is None


@given(
    amounts=st.lists(
        st.tuples(st.integers(-5, 10**6), st.sampled_from(["A", "B", "C"]), st.booleans())
    )
)
def test_costs_add_up_to_all_linked_claims(amounts: list[tuple[int, str, bool]]) -> None:
    origins = [
        origin(cents, "2024-01-01" if linked else "", category=category)
        for cents, category, linked in amounts
    ]
    costs = cost_by(origins, "category")
    assert sum(cost.incurred for cost in costs.values()) == sum(
        cents for cents, _, linked in amounts if linked
    )
    assert sum(cost.claims for cost in costs.values()) == sum(linked for *_, linked in amounts)


YEARS = [Period(date(year, 10, 1), date(year + 1, 10, 1)) for year in (2023, 2024, 2025)]
ENDS = [year.last_day for year in YEARS]


def valued(complaint: str, tier: int, *incurred: int) -> Valued:
    return Valued(
        complaint_on=date.fromisoformat(complaint),
        tier=tier,
        incurred=tuple(Decimal(amount) for amount in incurred),
    )


def test_a_triangle_holds_what_was_incurred_at_each_age() -> None:
    claims = [
        valued("2023-10-01", 4, 0, 100, 300),
        valued("2024-01-01", 4, 10, 20, 30),
        valued("2024-12-31", 4, 0, 5, 7),
        valued("2025-10-01", 1, 0, 0, 9),
        valued("2023-09-30", 1, 99, 99, 99),  # before the years
    ]
    found = triangles(claims, years=YEARS, valuations=ENDS)
    assert found[4] == {0: (10, 120, 330), 1: (5, 7, None), 2: (0, None, None)}
    assert found[1] == {0: (0, 0, 0), 1: (0, 0, None), 2: (9, None, None)}


def test_valuations_must_be_the_ends_of_consecutive_years() -> None:
    for years, ends in ((YEARS, ENDS[:2]), ([YEARS[0], YEARS[2]], [ENDS[0], ENDS[2]])):
        with pytest.raises(InvalidInput):
            triangles([], years=years, valuations=ends)
