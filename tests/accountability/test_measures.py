"""Measures against published figures and identities."""

from math import exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accountability.measures import (
    closed_total,
    concentration,
    expected_share,
    force_rate,
    no_finding_share,
    rate,
    share,
    sustained_rate_closed,
    sustained_rate_merits,
    wilson_interval,
)
from riskcore.errors import InvalidInput


def test_the_national_force_complaint_rate_of_2002() -> None:
    """NCJ 210296: 26,556 complaints at 6.6 per 100 sworn, so about 402,000 sworn."""
    reading = rate(26_556, 26_556 / 6.6 * 100)
    assert reading.value == pytest.approx(6.6)
    assert reading.interval is not None
    assert reading.interval.low == pytest.approx(6.6 * (1 - 1.96 / 26_556**0.5), rel=1e-4)


def test_findings_of_large_agencies_in_2002() -> None:
    """NCJ 210296: of closed force complaints 8 % sustained, 34 not, 25 unfounded, 23 exonerated."""
    tally = {"SUS": 8, "NSU": 34, "UNF": 25, "EXO": 23, "ADM": 9}
    assert sustained_rate_closed(tally).value == pytest.approx(8 / 0.99, abs=1e-3)
    assert sustained_rate_merits(tally).value == pytest.approx(100 * 8 / 90, abs=1e-3)


def test_chicago_figures_agree_with_each_other() -> None:
    """6.9 % sustained of all rows and 27.7 % without affidavit give 9.6 % on the merits, as stated."""
    tally = {"SUS": 69, "NSU": 300, "UNF": 254, "EXO": 100, "NAF": 277}
    assert sustained_rate_closed(tally).value == pytest.approx(6.9)
    assert no_finding_share(tally).value == pytest.approx(27.7)
    assert sustained_rate_merits(tally).value == pytest.approx(9.6, abs=0.1)


def test_open_and_unmapped_are_not_closed() -> None:
    assert closed_total({"": 5, "PND": 4, "UNK": 3, "SUS": 2, "MED": 1}) == 3


def test_mediation_is_closed_but_neither_merits_nor_without_finding() -> None:
    tally = {"SUS": 1, "NSU": 1, "MED": 2}
    assert sustained_rate_merits(tally).value == 50
    assert no_finding_share(tally).value == 0
    assert sustained_rate_closed(tally).value == 25


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


@pytest.mark.parametrize("mean", [1.2, 1.3, 1.4])
def test_chicago_gathers_twice_what_chance_gives(mean: float) -> None:
    """2013-15: 14.3 % on the top 2 % of 12,000 sworn, stated as 1.9 to 2.2 times chance; the stated
    yearly rates of 40 to 60 per 100, falling, mean 1.2 to 1.4 complaints per officer in three years."""
    assert 1.9 <= 0.143 / expected_share(mean, top=0.02) <= 2.2


@pytest.mark.parametrize("mean", [0.05, 0.4, 1.3, 7.0])
@pytest.mark.parametrize("top", [0.02, 0.1, 0.5, 1.0])
def test_the_expected_share_is_the_tail_of_the_poisson_law(mean: float, top: float) -> None:
    left, held = top, 0.0
    for count in range(80, -1, -1):
        people = min(left, exp(-mean) * mean**count / factorial(count))
        left -= people
        held += people * count
    assert expected_share(mean, top=top) == pytest.approx(held / mean, abs=1e-6)


def test_all_officers_hold_all_complaints() -> None:
    found = concentration([3, 2, 1], 10, top=1.0)
    assert found.observed == pytest.approx(1)
    assert found.ratio == pytest.approx(1)


def test_a_fraction_of_an_officer_counts_as_that_fraction() -> None:
    assert concentration([4, 2], 10, top=0.15).observed == pytest.approx((4 + 0.5 * 2) / 6)


@pytest.mark.parametrize(
    ("counts", "sworn", "top"), [([], 10, 0.1), ([1, 1], 1, 0.1), ([1], 10, 0.0)]
)
def test_concentration_without_ground_is_refused(counts: list[int], sworn: int, top: float) -> None:
    with pytest.raises(InvalidInput):
        concentration(counts, sworn, top=top)


@pytest.mark.parametrize(("mean", "top"), [(0.0, 0.1), (501.0, 0.1), (1.0, 1.5)])
def test_an_expected_share_out_of_range_is_refused(mean: float, top: float) -> None:
    with pytest.raises(InvalidInput):
        expected_share(mean, top=top)
