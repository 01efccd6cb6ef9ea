"""Observed against expected: the index of a group, of one department, and their intervals. Pure."""

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np

from outreach.effect.panel import Floats, Integers
from outreach.effect.student import t_quantile
from riskcore.intervals import poisson_interval

GROUPS = 40
NORMAL_95 = 1.959963984540054
HALF = 0.5


@dataclass(frozen=True, kw_only=True)
class Index:
    """Observed over expected, 1 for no difference, with its 95 % interval."""

    value: float
    low: float
    high: float


def theta(observed: Floats, mean: Floats, variance: Floats) -> Floats:
    """The index of departments taken together; the last axis of each is that of the refits.

    theta = (sum L / sum pi) / (1 + sum V / (sum pi)^2), the divisor because a ratio with an uncertain
    divisor is too large on average.
    Source: Hauer (1997), ch. 6; it is the formula of the Federal Highway Administration's
    studies.

    >>> float(theta(np.array([85.0]), np.array([100.0]), np.array([0.0])))
    0.85
    """
    expected = mean.sum(axis=0)
    return np.asarray(
        (observed.sum(axis=0) / expected) / (1.0 + variance.sum(axis=0) / expected**2)
    )


def jackknife(value: float, replicates: Floats, *, observed: float, expected: float) -> Index:
    """The index with its interval from refits that each leave out one group of departments.

    The variance of log theta is (G - 1) / G times the sum of squared differences from the mean of the G
    refits; the quantile is Student's with G - 1 degrees. Where a refit is left without any complaint its
    logarithm does not exist: the interval is then the exact one of the count over what was expected.
    Source: Quenouille (1956), Biometrika 43, 353-360; Kott (2001), Journal of Official Statistics
    17, 521-526 (delete-a-group); Garwood (1936) for the exact limits.
    """
    if value <= 0 or replicates.min() <= 0:
        low, high = poisson_interval(round(observed))
        return Index(value=value, low=low / expected, high=high / expected)
    groups = len(replicates)
    logs = np.log(replicates)
    spread = sqrt((groups - 1) / groups * float(((logs - logs.mean()) ** 2).sum()))
    reach = t_quantile(0.975, groups - 1) * spread
    return Index(value=value, low=value * exp(-reach), high=value * exp(reach))


def one_department(*, observed: float, mean: float, variance: float, tau_squared: float) -> Index:
    """The index of one department: log((L + 1/2) / (pi + 1/2)) plus and minus 1.96 standard errors.

    The squared error is 1 / (L + 1/2) + V / pi^2 + tau^2: chance in the count, doubt about the
    expectation, and how far departments drift by themselves (``pretend``).
    Source: Hauer (1997), ch. 6, on a log scale with Haldane's half (1956, Annals of Human Genetics
    20, 309-311).
    """
    value = log((observed + HALF) / (mean + HALF))
    reach = NORMAL_95 * sqrt(1.0 / (observed + HALF) + variance / mean**2 + tau_squared)
    return Index(value=exp(value), low=exp(value - reach), high=exp(value + reach))


def leave_out_weights(places: Integers) -> Floats:
    """Weights of the whole and of each refit, departments by 1 + G: column 0 keeps all, column g
    leaves out the departments whose place in the fixed order is g - 1 modulo G = min(40,
    departments)."""
    groups = min(GROUPS, len(places))
    left_out = places[:, None] % groups == np.arange(groups)[None, :]
    return np.hstack([np.ones((len(places), 1)), np.where(left_out, 0.0, 1.0)])
