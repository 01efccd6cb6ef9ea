"""What a limit, a retention, a claims-made year or a size band does to a price. Pure.

Tables are the plan's data: points of (limit, factor). They refuse to lie: increased-limit factors never
fall, retention factors never rise, and nothing is read beyond the last point.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import exp, isfinite, log, sqrt
from statistics import NormalDist

from riskcore.errors import InvalidInput
from riskcore.rating.money import Number, Rounding, exact, product, rounded
from riskcore.units import round_half_up


class Interpolation(StrEnum):
    """Between two points of a table: refuse, go straight, or straight in the limit's logarithm."""

    NONE = "none"
    LINEAR = "linear"
    LOGARITHMIC = "logarithmic"


class Course(StrEnum):
    """How factors may go as the limit grows."""

    RISING = "rising"
    FALLING = "falling"


@dataclass(frozen=True, kw_only=True)
class FactorTable:
    """Factors by dollars of limit or retention. points: (dollars >= 0, factor > 0), dollars rising.
    places: decimals of an interpolated factor, rounded half-up."""

    name: str
    points: tuple[tuple[Decimal, Decimal], ...]
    course: Course
    interpolation: Interpolation = Interpolation.LINEAR
    places: int = 4

    def __post_init__(self) -> None:
        rising = self.course is Course.RISING
        steps = list(pairwise(self.points))
        ordered = all(low[0] < high[0] for low, high in steps)
        monotone = all(
            (high[1] >= low[1]) if rising else (high[1] <= low[1]) for low, high in steps
        )
        positive = all(at >= 0 and factor > 0 for at, factor in self.points)
        if not (self.points and ordered and monotone and positive):
            raise InvalidInput(
                "layers.table",
                f"The table “{self.name}” needs dollars that rise from point to point and factors above "
                f"0 that {'never fall' if rising else 'never rise'}.",
                table=self.name,
            )

    def at(self, dollars: Decimal) -> Decimal:
        """The factor at a limit or retention; refused outside the table, and between points where the
        plan does not interpolate."""
        limits = [limit for limit, _ in self.points]
        where = bisect_left(limits, dollars)
        if where < len(limits) and limits[where] == dollars:
            return self.points[where][1]
        inside = 0 < where < len(limits)
        if not inside or self.interpolation is Interpolation.NONE:
            told = f"runs from {limits[0]} to {limits[-1]}"
            raise InvalidInput(
                "layers.outside",
                f"{dollars} dollars were looked up in “{self.name}”, which {told}"
                f"{' and has no such step' if inside else ''}; choose a limit of the table.",
                table=self.name,
                dollars=str(dollars),
            )
        (low, below), (high, above) = self.points[where - 1 : where + 1]
        share = self._share(low, high, dollars)
        value = exact(below) + (exact(above) - exact(below)) * share
        return round_half_up(Decimal(value.numerator) / Decimal(value.denominator), self.places)

    def _share(self, low: Decimal, high: Decimal, at: Decimal) -> Fraction:
        if self.interpolation is Interpolation.LINEAR or low == 0:
            return exact(at - low) / exact(high - low)
        return exact(log(at / low) / log(high / low))


def excess_ratio(losses: Sequence[float], limit: float) -> float:
    """Share of losses above a limit per occurrence: 1 - sum min(X, L) / sum X; 0 to 1.

    losses: dollars each, >= 0, with a sum above 0. limit: dollars, >= 0.

    Source: Miccolis (1977), PCAS 64, 27-59.

    >>> excess_ratio([100, 300], 200)
    0.25
    """
    _check_losses(losses, limit)
    return 1 - sum(min(loss, limit) for loss in losses) / sum(losses)


def retention_factor(losses: Sequence[float], retention: float) -> float:
    """What is left to the carrier of losses from the ground up: 1 - the loss elimination ratio."""
    return excess_ratio(losses, retention)


def increased_limit_factor(losses: Sequence[float], limit: float, *, basic: float) -> float:
    """E[min(X, limit)] / E[min(X, basic)] of observed losses; basic > 0.

    Source: Miccolis (1977), PCAS 64, 27-59.

    >>> increased_limit_factor([100, 300], 200, basic=100)
    1.5
    """
    _check_losses(losses, limit)
    if not (isfinite(basic) and basic > 0):
        raise InvalidInput(
            "layers.basic", f"A basic limit of {basic} dollars was given; it lies above 0."
        )
    return sum(min(x, limit) for x in losses) / sum(min(x, basic) for x in losses)


def _check_losses(losses: Sequence[float], limit: float) -> None:
    finite = all(isfinite(loss) and loss >= 0 for loss in losses)
    if not finite or sum(losses) <= 0 or limit != limit or limit < 0:
        raise InvalidInput(
            "layers.losses",
            f"A layer up to {limit} dollars was asked of {len(losses)} losses; the limit and every loss "
            "are 0 or more, and the losses add up to more than 0.",
        )


def lognormal_limited_mean(*, mu: float, sigma: float, limit: float) -> float:
    """E[min(X, limit)] of a lognormal loss: dollars. sigma > 0, limit >= 0.

    Source: Klugman, Panjer and Willmot, Loss Models, appendix A.5.1.1.

    >>> round(lognormal_limited_mean(mu=0.0, sigma=1.0, limit=1.0), 6)
    0.761578
    """
    if not (isfinite(mu) and isfinite(sigma) and sigma > 0 and limit >= 0):
        raise InvalidInput(
            "layers.lognormal",
            f"A limited mean was asked of a lognormal with mu {mu}, sigma {sigma} and limit {limit}; "
            "sigma lies above 0 and the limit is not below it.",
        )
    if limit == 0:
        return 0.0
    mean = exp(mu + sigma * sigma / 2)
    if limit == float("inf"):
        return mean
    z = (log(limit) - mu) / sigma
    normal = NormalDist()
    return mean * normal.cdf(z - sigma) + limit * (1 - normal.cdf(z))


def lognormal_of(*, median: float, mean: float) -> tuple[float, float]:
    """(mu, sigma) of the lognormal with this median and mean: ln median, sqrt(2 ln(mean / median)).

    >>> [round(value, 3) for value in lognormal_of(median=17_500, mean=80_000)]
    [9.77, 1.743]
    """
    if not (0 < median < mean < float("inf")):
        raise InvalidInput(
            "layers.median",
            f"A lognormal was asked with median {median} and mean {mean}; the mean lies above the "
            "median, and both above 0.",
        )
    return log(median), sqrt(2 * log(mean / median))


def claims_made_step(factors: Sequence[Decimal], year: int) -> Decimal:
    """The factor of a year under claims-made coverage: the first of ``factors`` in year 1, the last from
    maturity on. Factors never fall: every year more prior acts are covered.

    >>> claims_made_step([Decimal("0.55"), Decimal("0.80"), Decimal("1.00")], 7)
    Decimal('1.00')
    """
    if not factors or year < 1 or any(low > high for low, high in pairwise(factors)):
        raise InvalidInput(
            "layers.step",
            f"The claims-made factor of year {year} was asked of {len(factors)} steps; years begin at 1 "
            "and steps never fall.",
        )
    return factors[min(year, len(factors)) - 1]


@dataclass(frozen=True)
class Floored:
    """A premium after the minimum; ``applied`` where the minimum took its place."""

    amount: Decimal
    applied: bool


def minimum_premium(amount: Number, minimum: Decimal, *, rule: Rounding = Rounding.CENT) -> Floored:
    """The amount, rounded by the rule, or the minimum where that is more.

    >>> minimum_premium(Decimal("742.10"), Decimal(1000))
    Floored(amount=Decimal('1000.00'), applied=True)
    """
    premium, least = rounded(amount, rule), rounded(minimum)
    return Floored(max(premium, least), applied=premium < least)


class Banding(StrEnum):
    """marginal: each band's rate on the part of the base inside it. flat: the rate of the band in which
    the whole base lies, on all of it."""

    MARGINAL = "marginal"
    FLAT = "flat"


@dataclass(frozen=True)
class Band:
    """upto: the base at which the band ends, itself included; None for the last. rate: per unit of base.
    minimum: least premium of a base that lies in this band."""

    upto: Decimal | None
    rate: Decimal
    minimum: Decimal = Decimal(0)


def banded_premium(base: Decimal, bands: Sequence[Band], *, banding: Banding) -> Fraction:
    """Premium of a base (budget, population) under rates by size, unrounded.

    base: >= 0 and within the last band's end. Raises InvalidInput for bands that do not rise.

    Source: the form of OMAG's Municipal Liability Protection Plan rating plan of 1 November 2001.

    >>> bands = [Band(Decimal(300_000), Decimal("0.014")), Band(None, Decimal("0.011"))]
    >>> int(banded_premium(Decimal(400_000), bands, banding=Banding.MARGINAL))
    5300
    >>> int(banded_premium(Decimal(400_000), bands, banding=Banding.FLAT))
    4400
    """
    band, parts = _bands(base, bands)
    premium = (
        product(base, [band.rate])
        if banding is Banding.FLAT
        else sum((product(part, [one.rate]) for part, one in parts), Fraction(0))
    )
    return max(premium, exact(band.minimum))


def _bands(base: Decimal, bands: Sequence[Band]) -> tuple[Band, list[tuple[Decimal, Band]]]:
    ends = [band.upto for band in bands]
    closed = [end for end in ends[:-1] if end is not None]
    last = ends[-1] if ends else Decimal(0)
    known = closed if last is None else [*closed, last]
    ordered = len(closed) == len(ends) - 1 and all(low < high for low, high in pairwise(known))
    if not (ends and ordered and base.is_finite() and base >= 0 and (last is None or base <= last)):
        raise InvalidInput(
            "layers.bands",
            f"A premium was asked for a base of {base} under {len(bands)} bands; bands rise, only the "
            "last may be open, and the base lies within them.",
        )
    parts: list[tuple[Decimal, Band]] = []
    start = Decimal(0)
    for band in bands:
        end = base if band.upto is None else min(base, band.upto)
        parts.append((max(end - start, Decimal(0)), band))
        if band.upto is None or base <= band.upto:
            return band, parts
        start = band.upto
    raise AssertionError("the base lies within the bands")
