"""Funnel limits against scipy's Poisson law and identities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from accountability.measures.funnel import (
    LEVELS,
    dispersion,
    funnel_limits,
    standing,
    target_rate,
)
from riskcore.errors import InvalidInput


@pytest.mark.parametrize("mean", [0.4, 3.0, 25.0, 900.0])
@pytest.mark.parametrize("level", LEVELS)
def test_limits_lie_between_the_whole_counts_of_scipy(mean: float, level: float) -> None:
    limits = funnel_limits(mean, 1.0, level=level, per=1.0)
    law, tail = stats.poisson(mean), (1 - level) / 2
    for limit, share in ((limits.low, tail), (limits.high, 1 - tail)):
        whole = float(law.ppf(share))
        assert max(0.0, whole - 1) <= limit <= whole


@pytest.mark.parametrize("level", LEVELS)
def test_large_expected_counts_meet_the_normal_limits(level: float) -> None:
    exact = funnel_limits(9_990, 1.0, level=level, per=1.0)
    normal = funnel_limits(10_010, 1.0, level=level, per=1.0)
    assert exact.high - 9_990 == pytest.approx(normal.high - 10_010, rel=0.02)
    assert 9_990 - exact.low == pytest.approx(10_010 - normal.low, rel=0.02)


@given(st.floats(0.5, 40), st.floats(400, 4_000))
def test_the_funnel_narrows_with_exposure_and_holds_the_target(target: float, small: float) -> None:
    near, far = (
        funnel_limits(target, exposure, level=0.95) for exposure in (small, small * 50 + 500)
    )
    assert near.high - near.low >= far.high - far.low
    wide = funnel_limits(target, small, level=0.998)
    assert wide.low <= near.low <= near.high <= wide.high


def test_chance_leaves_about_one_in_twenty_beyond_the_inner_limits() -> None:
    generator = np.random.default_rng(11)
    exposures = generator.uniform(50, 400, 4_000)
    counts = generator.poisson(exposures * 0.2)
    places = [
        standing(int(count), float(exposure), target=20).place
        for count, exposure in zip(counts, exposures, strict=True)
    ]
    assert 0.03 < sum(place != "within" for place in places) / 4_000 < 0.065
    assert sum(place == "beyond 99.8 %" for place in places) < 20


def test_units_that_differ_by_chance_are_not_dispersed() -> None:
    generator = np.random.default_rng(5)
    exposures = generator.uniform(50, 400, 500)
    alike = [int(count) for count in generator.poisson(exposures * 0.2)]
    unlike = [int(count) for count in generator.poisson(exposures * generator.gamma(4, 0.05, 500))]
    assert dispersion(alike, list(exposures)) < 1.15
    assert dispersion(unlike, list(exposures)) > 3


def test_the_groups_rate_is_of_all_together() -> None:
    assert target_rate([1, 3], [10, 30]) == 10
    assert dispersion([0, 0], [10, 10]) == 1


def test_a_place_has_a_side() -> None:
    assert standing(60, 100, target=20).side == "above"
    assert standing(0, 100, target=20).side == "below"
    assert (standing(20, 100, target=20).place, standing(20, 100, target=20).side) == ("within", "")


def test_limits_without_ground_are_refused() -> None:
    for target, exposure, widened in ((0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.5)):
        with pytest.raises(InvalidInput):
            funnel_limits(target, exposure, level=0.95, dispersion=widened)
    with pytest.raises(InvalidInput):
        target_rate([1], [])
