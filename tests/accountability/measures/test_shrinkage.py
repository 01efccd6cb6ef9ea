"""Shrunk rates against a published example, identities and simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from accountability.measures.shrinkage import (
    Prior,
    fit_prior,
    rank_interval,
    shrunk,
    spread_of,
)
from riskcore.errors import InvalidInput
from tests.published.pump_failures import FAILURES, HOURS, MEANS, RATE, SHAPE

LAW = Prior(mean=SHAPE / RATE, shape=SHAPE)


def test_posterior_means_as_printed() -> None:
    """Within 6 %: the printed ones average over the law's uncertainty, ours takes it at its mean."""
    found = [shrunk(x, t, LAW, per=1.0).value for x, t in zip(FAILURES, HOURS, strict=True)]
    assert found == pytest.approx(MEANS, rel=0.06)


def test_limits_agree_with_scipy() -> None:
    found = shrunk(14, 126.0, LAW, per=1.0)
    law = stats.gamma(SHAPE + 14, scale=1 / (RATE + 126.0))
    assert (found.low, found.high) == pytest.approx((law.ppf(0.025), law.ppf(0.975)), rel=1e-9)


def test_the_law_is_found_again_from_what_it_made() -> None:
    generator = np.random.default_rng(2)
    rates = generator.gamma(4.0, 0.3 / 4.0, 4_000)
    exposures = generator.uniform(50, 800, 4_000)
    counts = [int(count) for count in generator.poisson(rates * exposures)]
    prior = fit_prior(counts, list(exposures))
    assert prior.mean == pytest.approx(0.3, rel=0.03)
    assert prior.shape == pytest.approx(4.0, rel=0.15)
    assert spread_of(prior) == pytest.approx(0.5, rel=0.1)


def test_units_alike_are_given_the_groups_rate_and_no_rank() -> None:
    counts, exposures = [10] * 12, [100.0] * 12
    prior = fit_prior(counts, exposures)
    assert prior == Prior(mean=0.1, shape=None)
    assert shrunk(3, 100.0, prior).value == pytest.approx(10)
    assert rank_interval(0, counts, exposures, prior) is None
    assert spread_of(prior) == 0


@given(st.integers(0, 400), st.floats(1, 5_000))
def test_the_shrunk_rate_lies_between_its_own_and_the_groups(count: int, exposure: float) -> None:
    found = shrunk(count, exposure, Prior(mean=0.2, shape=3.0))
    own = 100 * count / exposure
    assert min(own, 20) - 1e-9 <= found.value <= max(own, 20) + 1e-9
    assert found.low < found.value < found.high
    assert found.value == pytest.approx(own + found.shrinkage * (20 - own))


def test_the_larger_is_moved_the_less() -> None:
    prior = Prior(mean=0.2, shape=3.0)
    moved = [shrunk(round(size * 0.4), size, prior).shrinkage for size in (10, 100, 1_000, 10_000)]
    assert moved == sorted(moved, reverse=True)
    assert moved[-1] < 0.01


def test_ranks_of_units_by_chance_are_wide_and_of_an_outlier_narrow() -> None:
    generator = np.random.default_rng(4)
    exposures = [200.0] * 30
    counts = [int(count) for count in generator.poisson(40, 30)]
    counts[7] = 150
    prior = fit_prior(counts, exposures)
    far, usual = (
        rank_interval(7, counts, exposures, prior),
        rank_interval(3, counts, exposures, prior),
    )
    assert far is not None
    assert usual is not None
    assert (far.low, far.high, far.of) == (1, 1, 30)
    assert usual.high - usual.low > 10
    assert rank_interval(3, counts, exposures, prior) == usual


def test_a_small_group_tells_no_law() -> None:
    with pytest.raises(InvalidInput):
        fit_prior([1] * 9, [10.0] * 9)
