"""Funnel limits: how far a rate may stray from its group's by chance, given its exposure. Pure.

A small department's rate swings widely by chance. The funnel is wide where exposure is small, so that
nobody is called out of line for being small, and there is no list from best to worst.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

from riskcore.errors import InvalidInput

LEVELS = (0.95, 0.998)
EXACT_UP_TO = 10_000.0
TRIMMED = 0.10


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Limits of a rate at one exposure, in the unit of the target. level: such as 0.95."""

    exposure: float
    level: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a rate stands. place: "within", "beyond 95 %", "beyond 99.8 %"; side: above, below or ""."""

    rate: float
    place: str
    side: str


def target_rate(counts: Sequence[int], exposures: Sequence[float], *, per: float = 100.0) -> float:
    """The group's rate: all events over all exposure, times ``per``. Exposures are above 0."""
    if not counts or len(counts) != len(exposures) or min(exposures) <= 0 or min(counts) < 0:
        raise InvalidInput(
            "measures.funnel",
            f"A group's rate was asked for {len(counts)} counts over {len(exposures)} exposures; each "
            "count needs an exposure above 0.",
        )
    return sum(counts) / sum(exposures) * per


def funnel_limits(
    target: float, exposure: float, *, level: float, per: float = 100.0, dispersion: float = 1.0
) -> Limits:
    """Limits within which the rate of a unit of this exposure lies by chance with probability ``level``.

    target: the group's rate, > 0. exposure: > 0. dispersion: >= 1; 1 for pure chance, and then the
    limits are those of the Poisson law, interpolated between whole counts; above it, or for expected
    counts over 10,000, normal limits with the variance times the dispersion.

    Source: Spiegelhalter, D. J. (2005), "Funnel plots for comparing institutional performance",
    Statistics in Medicine 24, 1185-1202; appendix A.1 for the interpolation, section 4 for dispersion.

    >>> found = funnel_limits(10, 100, level=0.95)
    >>> round(found.low, 3), round(found.high, 3)
    (3.775, 16.16)
    """
    expected = target * exposure / per
    if target <= 0 or exposure <= 0 or not 0 < level < 1 or dispersion < 1:
        raise InvalidInput(
            "measures.funnel",
            f"Funnel limits were asked for a target of {target}, an exposure of {exposure}, level "
            f"{level} and dispersion {dispersion}; the first two must be above 0, the level between 0 "
            "and 1 and the dispersion at least 1.",
        )
    tail = (1 - level) / 2
    if dispersion > 1 or expected > EXACT_UP_TO:
        half = NormalDist().inv_cdf(1 - tail) * sqrt(dispersion * expected)
        low, high = expected - half, expected + half
    else:
        low, high = _between(expected, tail), _between(expected, 1 - tail)
    scale = per / exposure
    # where next to nothing is expected both limits would fall under nought: none is then no outlier
    return Limits(
        exposure=exposure,
        level=level,
        low=max(0.0, low) * scale,
        high=max(high, expected) * scale,
    )


def _between(mean: float, share: float) -> float:
    """The count at which the Poisson law reaches ``share``, interpolated between whole counts."""
    below, count = 0.0, max(0, int(mean - 12 * sqrt(mean) - 12))
    while True:
        mass = exp(count * log(mean) - mean - lgamma(count + 1))
        if below + mass > share:
            return count - (below + mass - share) / mass
        below += mass
        count += 1


def dispersion(counts: Sequence[int], exposures: Sequence[float]) -> float:
    """How much more the units of a group differ than chance makes them: 1 or above.

    The mean square of their z-scores about the group's rate, the outer tenth of them on each side drawn
    in to the tenth's edge, so that the very units a funnel is to find do not widen it.

    Source: Spiegelhalter (2005), section 4.2, winsorised estimate.
    """
    target = target_rate(counts, exposures, per=1.0)
    if target == 0 or len(counts) < 2:
        return 1.0
    scores = sorted(
        # square roots make the scores nearly normal, also for few events
        2 * (sqrt(count) - sqrt(target * exposure))
        for count, exposure in zip(counts, exposures, strict=True)
    )
    cut = int(TRIMMED * len(scores))
    low, high = scores[cut], scores[-1 - cut]
    drawn_in = [min(max(score, low), high) for score in scores]
    return max(1.0, sum(score * score for score in drawn_in) / len(scores))


def standing(
    count: int, exposure: float, *, target: float, per: float = 100.0, dispersion: float = 1.0
) -> Standing:
    """Where a unit's rate stands in its group's funnel, in words; never a rank."""
    rate = count / exposure * per
    place = "within"
    for level in LEVELS:
        limits = funnel_limits(target, exposure, level=level, per=per, dispersion=dispersion)
        if not limits.low <= rate <= limits.high:
            place = f"beyond {level:.1%}".replace(".0%", "%").replace("%", " %")
    side = "" if place == "within" else "above" if rate > target else "below"
    return Standing(rate=rate, place=place, side=side)
