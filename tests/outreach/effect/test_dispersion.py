"""The dispersion is the one that scipy finds by looking for the highest likelihood."""

import numpy as np
import pytest
from scipy import optimize, special, stats

from outreach.effect.dispersion import digamma, dispersion


def by_search(counts: np.ndarray, means: np.ndarray) -> float:
    def against(log_alpha: float) -> float:
        size = np.exp(-log_alpha)
        return -float(stats.nbinom.logpmf(counts, size, size / (size + means)).sum())

    return float(np.exp(optimize.minimize_scalar(against, bounds=(-9, 4), method="bounded").x))


@pytest.mark.parametrize("alpha", [0.02, 0.25, 1.5])
def test_it_is_the_maximum_of_the_likelihood(alpha: float) -> None:
    chance = np.random.default_rng(7)
    means = chance.uniform(2, 60, 300)
    counts = chance.poisson(means * chance.gamma(1 / alpha, alpha, 300)).astype(float)
    weights = np.ones((300, 2))
    weights[:150, 1] = 0.0
    found = dispersion(counts, np.column_stack([means, means]), weights)
    assert found[0] == pytest.approx(by_search(counts, means), rel=1e-3)
    assert found[1] == pytest.approx(by_search(counts[150:], means[150:]), rel=1e-3)


def test_counts_that_vary_no_more_than_chance_have_none() -> None:
    counts = np.full(50, 10.0)
    assert dispersion(counts, np.full((50, 1), 10.0), np.ones((50, 1))).tolist() == [0.0]


def test_digamma_is_scipys() -> None:
    x = np.array([1e-3, 0.3, 1.0, 7.5, 1e3, 1e6])
    assert digamma(x) == pytest.approx(special.digamma(x), rel=1e-12)
