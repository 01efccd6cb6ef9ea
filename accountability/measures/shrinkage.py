"""Rates of small departments drawn towards their group's, and how uncertain any rank is. Pure.

Each department's true rate is taken for a draw from a gamma law fitted to the group; what it recorded
moves it from there, the more the larger it is. Ranks are given as intervals: most of a list from best
to worst is chance, and the intervals show it. No function here returns a list in order of rate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from riskcore.errors import InvalidInput
from riskcore.intervals import gamma_quantile

DRAWS = 2_000
SEED = 20_260_930
FEWEST = 10


@dataclass(frozen=True, kw_only=True)
class Prior:
    """The gamma law of a group's rates, per unit of exposure. shape None: the units differ no more than
    chance makes them, and every one of them is given the group's rate."""

    mean: float
    shape: float | None


@dataclass(frozen=True, kw_only=True)
class Shrunk:
    """One unit's rate drawn towards its group's: value, limits, and how far it was moved (0 not, 1 all
    the way)."""

    value: float
    low: float
    high: float
    shrinkage: float


@dataclass(frozen=True, kw_only=True)
class RankInterval:
    """The middle 95 % of the ranks one unit may have among ``of``, 1 the highest rate."""

    low: int
    high: int
    of: int


def fit_prior(counts: Sequence[int], exposures: Sequence[float]) -> Prior:
    """The gamma law by moments: its mean is the group's rate, its variance what the spread of the rates
    leaves once the Poisson part is taken out.

    counts: whole, >= 0; exposures: > 0; at least ten units, or a group tells too little of its spread.

    Source: Marshall, R. J. (1991), "Mapping disease and mortality rates using empirical Bayes
    estimators", Applied Statistics 40, 283-294, the global estimator; its weights are the exposures.
    """
    if len(counts) != len(exposures) or len(counts) < FEWEST or min(exposures) <= 0:
        raise InvalidInput(
            "measures.shrinkage",
            f"A group's law was asked for {len(counts)} counts over {len(exposures)} exposures; at "
            f"least {FEWEST} units with an exposure above 0 are needed.",
        )
    total = sum(exposures)
    mean = sum(counts) / total
    spread = sum(
        exposure * (count / exposure - mean) ** 2
        for count, exposure in zip(counts, exposures, strict=True)
    )
    variance = spread / total - mean * len(counts) / total
    if mean == 0 or variance <= 0:
        return Prior(mean=mean, shape=None)
    return Prior(mean=mean, shape=mean * mean / variance)


def shrunk(
    count: int, exposure: float, prior: Prior, *, per: float = 100.0, level: float = 0.95
) -> Shrunk:
    """One unit's rate under the group's law: the posterior mean with central limits, times ``per``.

    Source: gamma-Poisson conjugacy: gamma with shape + count and shape / mean + exposure.

    >>> found = shrunk(0, 10, Prior(mean=0.1, shape=2.0))
    >>> round(found.value, 2), round(found.shrinkage, 2)
    (6.67, 0.67)
    """
    if prior.shape is None:
        value = prior.mean * per
        return Shrunk(value=value, low=value, high=value, shrinkage=1.0)
    rate = prior.shape / prior.mean
    shape, scale = prior.shape + count, 1 / (rate + exposure)
    tail = (1 - level) / 2
    return Shrunk(
        value=shape * scale * per,
        low=gamma_quantile(shape, tail) * scale * per,
        high=gamma_quantile(shape, 1 - tail) * scale * per,
        shrinkage=rate / (rate + exposure),
    )


def rank_interval(
    place: int, counts: Sequence[int], exposures: Sequence[float], prior: Prior
) -> RankInterval | None:
    """The ranks unit number ``place`` may have among all, 1 the highest rate; None where the group's
    units differ no more than chance makes them: then there is nothing to rank.

    By 2,000 draws from every unit's gamma law with a fixed seed, so that it says the same each time.

    Source: Goldstein and Spiegelhalter (1996), Journal of the Royal Statistical Society A 159,
    385-443, section 4; ranks of draws after Laird and Louis (1989).
    """
    if prior.shape is None:
        return None
    shapes = np.asarray(counts, dtype=float) + prior.shape
    scales = 1 / (prior.shape / prior.mean + np.asarray(exposures, dtype=float))
    generator = np.random.default_rng(SEED)
    draws = generator.gamma(shapes, scales, size=(DRAWS, len(shapes)))
    ranks = 1 + (draws > draws[:, [place]]).sum(axis=1)
    low, high = np.quantile(ranks, [0.025, 0.975], method="inverted_cdf")
    return RankInterval(low=int(low), high=int(high), of=len(shapes))


def spread_of(prior: Prior) -> float:
    """The coefficient of variation of true rates in the group: 0 where they differ by chance alone."""
    return 0.0 if prior.shape is None else 1 / sqrt(prior.shape)
