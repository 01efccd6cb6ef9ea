"""Rates and shares against published figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accountability.measures.rates import (
    contact_rate,
    force_rate,
    rate,
    share,
    wilson_interval,
)
from riskcore.errors import InvalidInput


def test_the_national_force_complaint_rate_of_2002() -> None:
    """NCJ 210296: 26,556 complaints at 6.6 per 100 sworn, so about 402,000 sworn."""
    reading = rate(26_556, 26_556 / 6.6 * 100)
    assert reading.value == pytest.approx(6.6)
    assert reading.interval is not None
    assert reading.interval.low == pytest.approx(6.6 * (1 - 1.96 / 26_556**0.5), rel=1e-4)


def test_without_officers_there_is_a_reason_and_no_rate() -> None:
    reading = rate(5, None)
    assert reading.value is None
    assert reading.numerator == 5
    assert reading.unavailable == "no officer-years are recorded for the period"
    assert rate(5, 0).value is None


def test_none_in_a_hundred_officer_years_is_a_rate_of_zero() -> None:
    reading = rate(0, 100)
    assert reading.value == 0
    assert reading.interval is not None
    assert reading.interval.low == 0
    assert reading.interval.high == pytest.approx(3.6889, abs=1e-4)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(InvalidInput):
        rate(-1, 100)


def test_force_is_rated_by_arrests() -> None:
    assert force_rate(12, 4_000).value == 3
    assert force_rate(12, None).unavailable == "no arrests are recorded for the period"


def test_a_share_of_nothing_has_a_reason() -> None:
    assert share(0, 0, of="closed allegations").value is None


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_score_limits_as_published(count: int, total: int, low: float, high: float) -> None:
    assert wilson_interval(count, total) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500), st.data())
def test_score_limits_hold_the_share(total: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, total))
    low, high = wilson_interval(count, total)
    assert 0 <= low <= count / total <= high <= 1


def test_complaints_are_rated_by_contacts() -> None:
    assert contact_rate(12, 24_000).value == 0.5
    assert "stops, arrests or calls" in contact_rate(12, None).unavailable
