"""Quantiles of Student's t, worked out from the incomplete beta function. Pure, and without tables."""

from functools import lru_cache
from math import exp, lgamma, log, log1p, sqrt

from riskcore.errors import InvalidInput

_TINY = 1e-300
_PRECISION = 1e-15
_TERMS = 10_000
_HALVINGS = 200


def beta_share(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), between 0 and 1.

    a, b: > 0. x: 0 <= x <= 1.
    Source: Abramowitz and Stegun (1964), 26.5.8 (continued fraction) and 26.5.2 (symmetry), the fraction
    evaluated by Lentz's method (Thompson and Barnett 1986).

    >>> round(beta_share(2, 3, 0.5), 6)  # 11/16
    0.6875
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1.0 - beta_share(b, a, 1.0 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    return front * _fraction(a, b, x) / a


def _fraction(a: float, b: float, x: float) -> float:
    above, below = 1.0, 1.0 / _away_from_zero(1.0 - (a + b) * x / (a + 1.0))
    value = below
    for step in range(1, _TERMS):
        for numerator in (
            step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step)),
            -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1)),
        ):
            below = 1.0 / _away_from_zero(1.0 + numerator * below)
            above = _away_from_zero(1.0 + numerator / above)
            change = above * below
            value *= change
        if abs(change - 1.0) < _PRECISION * 4:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


@lru_cache(maxsize=1024)
def t_quantile(share: float, freedom: int) -> float:
    """The t that a share of Student's distribution with ``freedom`` degrees lies below, found by
    halving.

    share: 0.5 <= share < 1. freedom: >= 1.
    Source: Student (1908), Biometrika 6, 1-25; by the incomplete beta function as in Abramowitz
    and Stegun (1964), 26.7.1.

    >>> round(t_quantile(0.975, 39), 4)
    2.0227
    """
    if freedom < 1 or not 0.5 <= share < 1:
        raise InvalidInput(
            "effect.quantile",
            f"Student's quantile was asked for the share {share} and {freedom} degrees of freedom; "
            "the share "
            "must be from 0.5 to below 1 and the degrees at least 1.",
        )
    low, high = 0.0, 1.0
    while _below(high, freedom) < share:
        low, high = high, 2 * high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if _below(middle, freedom) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _below(t: float, freedom: int) -> float:
    """How much of the distribution lies below t >= 0."""
    near = t / sqrt(freedom)
    return 1.0 - beta_share(freedom / 2, 0.5, 1.0 / (1.0 + near * near)) / 2
