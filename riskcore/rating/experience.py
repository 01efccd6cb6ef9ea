"""What an entity's own losses do to its price: the no-split modification, in two forms. Pure.

Every limit (maximum single loss, lowest and highest factor, swing in a year) is an argument: the plan
holds it. Factors are floats until they are rounded, once, to the places the plan prints.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import isfinite

from riskcore.errors import InvalidInput
from riskcore.rating.credibility import blended
from riskcore.rating.money import as_factor


class Bound(StrEnum):
    """What held the factor, if anything did."""

    NONE = "none"
    LOWEST = "lowest"
    HIGHEST = "highest"
    FALL_IN_A_YEAR = "fall_in_a_year"
    RISE_IN_A_YEAR = "rise_in_a_year"


@dataclass(frozen=True, kw_only=True)
class SwingLimits:
    """Lowest and highest factor, > 0; ``yearly``: by how much, as a share of the expiring factor, it
    may move in a year (0.10 for 10 %), or None. The band stands above the yearly swing: an expiring
    factor from outside it comes back into it at once."""

    lowest: float
    highest: float
    yearly: float | None = None

    def __post_init__(self) -> None:
        if not (isfinite(self.highest) and 0 < self.lowest <= self.highest):
            raise InvalidInput(
                "experience.limits",
                f"A modification was to be held between {self.lowest} and {self.highest}; the lowest "
                "lies above 0 and not above the highest.",
            )
        if self.yearly is not None and not 0 <= self.yearly < 1:
            raise InvalidInput(
                "experience.swing",
                f"A swing of {self.yearly} a year was given; it is a share from 0 to below 1.",
            )


@dataclass(frozen=True)
class Modification:
    """uncapped: before limits. factor: what multiplies the premium, rounded. bound: what held it."""

    uncapped: float
    factor: Decimal
    bound: Bound
    lowest: float
    highest: float


@dataclass(frozen=True)
class CglExperience:
    """actual_ratio: AER. expected_ratio: EER. modification: the credit (-) or debit (+), unrounded."""

    actual_ratio: float
    expected_ratio: float
    credibility: float
    modification: float
    held: Modification


def modification(
    *,
    own: float,
    complement: float,
    z: float,
    limits: SwingLimits,
    expiring: float | None = None,
    places: int = 3,
) -> Modification:
    """1 + z (own / complement - 1), held within the limits and the swing from the expiring factor.

    own: the entity's pure premium per exposure, capped, trended and developed, >= 0. complement: that
    of its class, > 0. z: credibility, 0 to 1. expiring: last term's factor, where there is one.

    Source: no-split experience rating with the credibility of Bühlmann and Straub (1970); the form of
    the plan's worksheet.

    >>> modification(own=150, complement=100, z=0.3, limits=SwingLimits(lowest=0.6, highest=1.75)).factor
    Decimal('1.150')
    """
    if not (isfinite(own) and own >= 0 and isfinite(complement) and complement > 0):
        raise InvalidInput(
            "experience.pure_premium",
            f"A modification was asked for a pure premium of {own} against {complement} of the class; "
            "the first is 0 or more, the second above 0.",
        )
    return held(
        blended(own=own / complement, z=z, complement=1.0),
        limits=limits,
        expiring=expiring,
        places=places,
    )


def held(
    uncapped: float, *, limits: SwingLimits, expiring: float | None = None, places: int = 3
) -> Modification:
    """A factor within the plan's limits, and what held it.

    expiring: last term's factor, > 0; the swing is measured from it.

    >>> held(2.4, limits=SwingLimits(lowest=0.6, highest=1.75)).bound
    <Bound.HIGHEST: 'highest'>
    """
    low, high = limits.lowest, limits.highest
    below, above = Bound.LOWEST, Bound.HIGHEST
    if expiring is not None and limits.yearly is not None:
        if not (isfinite(expiring) and expiring > 0):
            raise InvalidInput(
                "experience.expiring",
                f"An expiring modification of {expiring} was given; it lies above 0.",
            )
        least, most = expiring * (1 - limits.yearly), expiring * (1 + limits.yearly)
        if low < least <= high:
            low, below = least, Bound.FALL_IN_A_YEAR
        if limits.lowest <= most < high:
            high, above = most, Bound.RISE_IN_A_YEAR
    bound = below if uncapped < low else above if uncapped > high else Bound.NONE
    factor = as_factor(min(max(uncapped, low), high), places)
    return Modification(uncapped=uncapped, factor=factor, bound=bound, lowest=low, highest=high)


def cgl_modification(
    *,
    expected: float,
    expected_ratio: float,
    reported: float,
    unreported: float,
    z: float,
    limits: SwingLimits | None = None,
    places: int = 3,
) -> CglExperience:
    """The general-liability form: Z x (AER - EER) / EER, with 1 + it as the factor.

    expected: company subject loss cost, dollars of ultimate basic-limit loss and expense of the
    experience period, > 0. expected_ratio: EER, the share of it below the maximum single loss, 0 < EER
    <= 1 (1 without such a maximum). reported: actual loss and expense, each occurrence limited, >= 0.
    unreported: share of expected losses not yet reported, 0 to 1; 0 for claims-made. z: 0 to 1.
    AER = (reported + expected x EER x unreported) / expected.

    Source: ISO Commercial General Liability Experience and Schedule Rating Plan, the no-split formula
    as set out in the CAS study notes on it.

    >>> cgl_modification(
    ...     expected=200_000, expected_ratio=0.90, reported=120_000, unreported=0.25, z=0.30
    ... ).held.factor
    Decimal('0.975')
    """
    _check_cgl(expected, expected_ratio, reported, unreported)
    actual = (reported + expected * expected_ratio * unreported) / expected
    change = blended(own=(actual - expected_ratio) / expected_ratio, z=z, complement=0.0)
    free = SwingLimits(lowest=1e-9, highest=1e9)
    return CglExperience(
        actual_ratio=actual,
        expected_ratio=expected_ratio,
        credibility=z,
        modification=change,
        held=held(1 + change, limits=limits or free, places=places),
    )


def _check_cgl(expected: float, ratio: float, reported: float, unreported: float) -> None:
    if not (isfinite(expected) and expected > 0 and isfinite(reported) and reported >= 0):
        raise InvalidInput(
            "experience.losses",
            f"A modification was asked for reported losses of {reported} against {expected} expected; "
            "the first are 0 or more, the second above 0.",
        )
    if not (0 < ratio <= 1 and 0 <= unreported <= 1):
        raise InvalidInput(
            "experience.shares",
            f"An expected ratio of {ratio} and an unreported share of {unreported} were given; the "
            "first lies above 0 and not above 1, the second between 0 and 1.",
        )
