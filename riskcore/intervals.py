"""Exact limits for counts. Pure: the quantiles it needs are worked out here, from the gamma integral."""

from functools import lru_cache
from math import exp, inf, isfinite, lgamma, log

from riskcore.errors import InvalidInput

_TINY = 1e-300
_PRECISION = 1e-15
_TERMS = 100_000


def gamma_share(shape: float, x: float) -> float:
    """The regularised lower incomplete gamma function P(shape, x), between 0 and 1.

    shape: > 0. x: >= 0. Below shape + 1 by its power series, above by its continued fraction.

    Source: Abramowitz and Stegun (1964), 6.5.29 and 6.5.31; the fraction evaluated by Lentz's method
    (Thompson and Barnett 1986).

    >>> round(gamma_share(1, 1), 6)  # 1 - exp(-1)
    0.632121
    """
    if shape <= 0 or x < 0:
        raise InvalidInput(
            "intervals.gamma",
            f"The gamma share was asked for shape {shape} and x {x}; the shape must be above 0 and "
            "x not below it.",
        )
    if x == 0:
        return 0.0
    front = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1:
        return min(1.0, front * _series(shape, x))
    return max(0.0, 1.0 - front * _fraction(shape, x))


def _series(shape: float, x: float) -> float:
    term = total = 1.0 / shape
    for step in range(1, _TERMS):
        term *= x / (shape + step)
        total += term
        if term < total * _PRECISION:
            break
    return total


def _fraction(shape: float, x: float) -> float:
    below = x + 1.0 - shape
    above = 1.0 / _TINY
    ratio = 1.0 / below
    value = ratio
    for step in range(1, _TERMS):
        numerator = -step * (step - shape)
        below += 2.0
        ratio = 1.0 / (_away_from_zero(numerator * ratio + below))
        above = _away_from_zero(below + numerator / above)
        change = ratio * above
        value *= change
        if abs(change - 1.0) < _PRECISION * 4:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def gamma_quantile(shape: float, share: float) -> float:
    """The x at which ``gamma_share(shape, x)`` reaches ``share``, found by halving to full precision.

    share: 0 < share < 1.

    >>> round(gamma_quantile(1, 0.95), 6)  # -log(0.05)
    2.995732
    """
    if not 0 < share < 1:
        raise InvalidInput(
            "intervals.share", f"A quantile was asked for {share}; it must lie between 0 and 1."
        )
    low, high = 0.0, max(1.0, 2.0 * shape)
    while gamma_share(shape, high) < share:
        low, high = high, 2.0 * high
    while True:
        middle = (low + high) / 2
        if middle in {low, high} or high - low < 1e-13 * high:
            return middle
        if gamma_share(shape, middle) < share:
            low = middle
        else:
            high = middle


@lru_cache(maxsize=4096)
def poisson_interval(count: int, *, level: float = 0.95) -> tuple[float, float]:
    """Exact central limits for the mean of a Poisson count: (low, high), in counts.

    count: whole, >= 0. level: 0 < level < 1. Each tail holds at most (1 - level) / 2; the low limit
    of a count of nought is nought. Divide both by the exposure for limits of a rate.

    Source: Garwood, F. (1936), "Fiducial limits for the Poisson distribution", Biometrika 28,
    437-442: low and high are the gamma quantiles of shape count and count + 1.

    >>> [round(limit, 3) for limit in poisson_interval(10)]
    [4.795, 18.39]
    """
    if count < 0 or not isfinite(count) or count != int(count):
        raise InvalidInput(
            "intervals.count",
            f"An interval was asked for a count of {count}; counts are 0, 1, 2 ...",
        )
    if not 0 < level < 1:
        raise InvalidInput(
            "intervals.level",
            f"An interval was asked at level {level}; it must lie between 0 and 1.",
        )
    tail = (1 - level) / 2
    low = gamma_quantile(count, tail) if count else 0.0
    return low, gamma_quantile(count + 1, 1 - tail)


def rate_interval(
    count: int, exposure: float, *, per: float = 1.0, level: float = 0.95
) -> tuple[float, float]:
    """``poisson_interval`` per unit of exposure, times ``per`` (100 for "per 100 officer-years").

    exposure: > 0, taken as known without error.
    """
    if not 0 < exposure < inf:
        raise InvalidInput(
            "intervals.exposure",
            f"A rate was asked for an exposure of {exposure}; it must be above 0.",
        )
    low, high = poisson_interval(count, level=level)
    return low / exposure * per, high / exposure * per
