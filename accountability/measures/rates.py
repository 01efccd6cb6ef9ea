"""Rates over an exposure and shares of a whole, with limits or the reason why there is none. Pure."""

from math import sqrt
from statistics import NormalDist

from riskcore.errors import InvalidInput
from riskcore.factors.reading import Interval, Reading, cannot
from riskcore.intervals import rate_interval
from riskcore.units import Unit

PER_1000_ARRESTS = Unit("per_1000_arrests", "per 1,000 arrests", 1)
PER_1000_CONTACTS = Unit("per_1000_contacts", "per 1,000 contacts", 2)
PER_1000_CALLS = Unit("per_1000_calls", "per 1,000 calls for service", 2)
PER_1000_STOPS = Unit("per_1000_stops", "per 1,000 stops", 2)


def rate(
    count: int, exposure: float | None, *, per: float = 100.0, noun: str = "officer-years"
) -> Reading:
    """Events per ``per`` units of exposure, with exact Poisson limits at 95 %.

    count: events in the period, >= 0. exposure: of the same period (officer-years, arrests, calls,
    contacts), or None where unknown. noun: the exposure's name for the sentence.

    Source: Garwood (1936) for the limits. Reference: 26,556 force complaints at 6.6 per 100 full-time
    sworn officers of large agencies in 2002 (Bureau of Justice Statistics, NCJ 210296).

    >>> rate(26_556, 402_364).value
    6.6
    """
    if count < 0:
        raise InvalidInput(
            "measures.count",
            f"A rate was asked for {count} events; counts begin at 0.",
            count=count,
        )
    if exposure is None:
        return cannot(f"no {noun} are recorded for the period", numerator=count)
    if exposure <= 0:
        return cannot(
            f"the {noun} recorded for the period add up to zero", numerator=count, denominator=0
        )
    low, high = rate_interval(count, exposure, per=per)
    return Reading(
        value=round(count / exposure * per, 4),
        numerator=count,
        denominator=exposure,
        interval=Interval(low=low, high=high, method="exact Poisson"),
    )


def force_rate(reports: int, arrests: float | None) -> Reading:
    """Force reports per 1,000 arrests of the same period, with exact Poisson limits."""
    return rate(reports, arrests, per=1000.0, noun="arrests")


def contact_rate(complaints: int, contacts: float | None) -> Reading:
    """Complaints per 1,000 contacts (stops, arrests and calls, whichever are recorded) of the period."""
    return rate(complaints, contacts, per=1000.0, noun="stops, arrests or calls")


def wilson_interval(count: int, total: int, *, level: float = 0.95) -> tuple[float, float]:
    """Score limits of a share, between 0 and 1.

    count: 0 <= count <= total. total: > 0. level: 0 < level < 1.

    Source: Wilson, E. B. (1927), Journal of the American Statistical Association 22, 209-212;
    recommended for small totals by Brown, Cai and DasGupta (2001), Statistical Science 16, 101-133.

    >>> [round(limit, 4) for limit in wilson_interval(0, 20)]
    [0.0, 0.1611]
    """
    if not 0 <= count <= total or total == 0:
        raise InvalidInput(
            "measures.share",
            f"A share was asked for {count} of {total}; the part must lie within a whole above 0.",
        )
    if not 0 < level < 1:
        raise InvalidInput(
            "measures.level", f"Limits were asked at level {level}; it must lie between 0 and 1."
        )
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, squared = count / total, z * z / total
    centre = (share + squared / 2) / (1 + squared)
    half = z / (1 + squared) * sqrt(share * (1 - share) / total + squared / (4 * total))
    low = 0.0 if count == 0 else max(0.0, centre - half)
    high = 1.0 if count == total else min(1.0, centre + half)
    return low, high


def share(count: int, total: int, *, of: str) -> Reading:
    """``count`` of ``total`` in percent, with Wilson limits; ``of`` names the whole."""
    if total == 0:
        return cannot(f"there are no {of} in the period", numerator=0, denominator=0)
    low, high = wilson_interval(count, total)
    return Reading(
        value=round(100 * count / total, 4),
        numerator=count,
        denominator=total,
        interval=Interval(low=100 * low, high=100 * high, method="Wilson score"),
    )
