"""Concentration beside chance: against stated figures, scipy and a simulation."""

from collections.abc import Sequence
from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from accountability.measures.concentration import (
    TOPS,
    concentration,
    expected_share,
    gini,
    repeat_rate,
)
from riskcore.errors import InvalidInput


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


@pytest.mark.parametrize("mean", [0.02, 0.3, 1.3, 4.0, 60.0])
@pytest.mark.parametrize("top", TOPS)
def test_the_expected_share_agrees_with_scipy(mean: float, top: float) -> None:
    """The share above a quantile of the Poisson law, from an independent library."""
    law = stats.poisson(mean)
    cut = int(law.isf(top))
    counts = np.arange(cut + 1, cut + 400)
    held = float((counts * law.pmf(counts)).sum()) + cut * (top - float(law.sf(cut)))
    assert expected_share(mean, top=top) == pytest.approx(held / mean, rel=1e-9)


@pytest.mark.parametrize("top", TOPS)
def test_the_expected_share_is_what_a_simulation_gives(top: float) -> None:
    """Complaints thrown on 12,000 officers at random, a hundred times over."""
    generator = np.random.default_rng(7)
    thrown = [
        concentration(_named(np.bincount(generator.integers(0, 12_000, 15_600))), 12_000, top=top)
        for _ in range(100)
    ]
    observed = np.mean([each.observed for each in thrown])
    assert thrown[0].expected == pytest.approx(observed, rel=0.01)


def _named(counts: Sequence[int]) -> list[int]:
    return [int(count) for count in counts if count]


def test_gini_of_all_alike_is_nought_and_of_one_alone_nearly_one() -> None:
    assert gini([3, 3, 3, 3], 4) == pytest.approx(0)
    assert gini([12], 100) == pytest.approx(0.99)
    with pytest.raises(InvalidInput):
        gini([1, 1], 1)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=30), st.integers(0, 30))
def test_gini_is_half_the_mean_difference_over_the_mean(counts: list[int], others: int) -> None:
    everyone = [*counts, *[0] * others]
    differences = sum(abs(one - two) for one in everyone for two in everyone)
    stated = differences / (2 * len(everyone) * sum(everyone))
    assert gini(counts, len(everyone)) == pytest.approx(stated, abs=1e-9)


def test_officers_named_again_are_a_share_of_all() -> None:
    assert repeat_rate([1, 2, 3, 5], 200).value == 1.5
    assert repeat_rate([1, 2, 3, 5], 200, at_least=3).value == 1
    assert repeat_rate([2], None).unavailable == "no officers are recorded for the period"
