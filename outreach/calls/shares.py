"""Shares with their limits: of counted things, and of time that comes month by month. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from accountability.measures.rates import wilson_interval

FEWEST_MONTHS = 6
# Student's t, two-sided 95 %, by degrees of freedom; beyond 30 the normal value is near enough.
T_95 = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179),
    *(2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064),
    *(2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)
NORMAL_95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share between 0 and 1 with its 95 % limits."""

    value: float
    low: float
    high: float


def share_of_count(part: int, whole: int) -> Share:
    """The share of ``part`` things in ``whole``, with Wilson's limits.

    part: 0 <= part <= whole. whole: > 0.
    Source: Wilson, E. B. (1927), Journal of the American Statistical Association 22, 209-212, as
    ``accountability.measures.rates`` works it.

    >>> found = share_of_count(81, 263)  # Newcombe 1998, Statistics in Medicine 17, table I, method 3
    >>> (round(found.low, 4), round(found.high, 4))
    (0.2553, 0.3662)
    """
    low, high = wilson_interval(part, whole)
    return Share(value=part / whole, low=low, high=high)


def share_over_months(months: Sequence[tuple[float, float]]) -> Share:
    """The share of a total that comes in months, with limits from how the months differ.

    months: (part, whole) of each month, at least two, whole > 0 in all of them together. Each month is a
    cluster: calls of one month are alike, so that minutes must not be taken for independent things.
    Student's t with one degree of freedom less than there are months.
    Source: Cochran, W. G. (1977), Sampling Techniques, 3rd ed., section 3.12 (a share in clusters of
    unequal size, as a ratio), without the correction for a finite population.

    >>> share_over_months([(30.0, 100.0), (30.0, 100.0)]).value
    0.3
    """
    if len(months) < 2 or sum(whole for _, whole in months) <= 0:
        raise ValueError("A share over months needs two months, and something in them.")
    value = sum(part for part, _ in months) / sum(whole for _, whole in months)
    spread = sqrt(
        variance_of_share(
            clusters=len(months),
            parts_squared=sum(part**2 for part, _ in months),
            products=sum(part * whole for part, whole in months),
            wholes_squared=sum(whole**2 for _, whole in months),
            share=value,
            mean_whole=sum(whole for _, whole in months) / len(months),
        )
    )
    freedom = len(months) - 1
    half = spread * (T_95[freedom - 1] if freedom <= len(T_95) else NORMAL_95)
    return Share(value=value, low=max(0.0, value - half), high=min(1.0, value + half))


def variance_of_share(
    *,
    clusters: int,
    parts_squared: float,
    products: float,
    wholes_squared: float,
    share: float,
    mean_whole: float,
) -> float:
    """The variance of a share from the sums over its clusters. Source: Cochran 1977, section 3.12."""
    about = parts_squared - 2 * share * products + share**2 * wholes_squared
    return max(0.0, about) / (clusters * (clusters - 1) * mean_whole**2)
