"""Measures of complaints and force: rates, shares and concentration, each with interval and reason.

Pure. A measure without its denominator says why it cannot be computed; zero is a value. Counts are of
complaints (distinct numbers), of allegations (one officer, one thing) or of force reports, as named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, floor, sqrt
from statistics import NormalDist

from accountability.codes import MERITS_BASE, NO_FINDING, NOT_CLOSED
from riskcore.errors import InvalidInput
from riskcore.factors.reading import Interval, Reading, cannot
from riskcore.intervals import rate_interval


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


def closed_total(tally: Mapping[str, int]) -> int:
    """Allegations that are closed: every coded finding but open ones and words not yet mapped."""
    return sum(count for code, count in tally.items() if code and code not in NOT_CLOSED)


def sustained_rate_merits(tally: Mapping[str, int]) -> Reading:
    """SUS of SUS + NSU + EXO + UNF, in percent: what a decision on the merits came to.

    tally: allegations by the code of their current finding, "" where none is recorded. Other
    misconduct, policy failures, mediation and closures without a finding stand outside.

    Source: definition after NACOLE and COPS guidance. Reference: 9.6 % in Chicago 2000-2016.
    """
    merits = sum(tally.get(code, 0) for code in MERITS_BASE)
    return share(tally.get("SUS", 0), merits, of="allegations decided on their merits")


def sustained_rate_closed(tally: Mapping[str, int]) -> Reading:
    """SUS of all closed allegations, in percent.

    Reference: 8 % of force complaints against large agencies in 2002 (NCJ 210296); 6.9 % of all rows
    in Chicago 2000-2016.
    """
    return share(tally.get("SUS", 0), closed_total(tally), of="closed allegations")


def no_finding_share(tally: Mapping[str, int]) -> Reading:
    """Closed without any finding (no affidavit, withdrawn, time limit ...) of all closed, in percent.

    Mediated and informally resolved allegations are closed but not counted as without a finding.
    Reference: 27.7 % in Chicago 2000-2016, all for want of an affidavit.
    """
    without = sum(tally.get(code, 0) for code in NO_FINDING)
    return share(without, closed_total(tally), of="closed allegations")


@dataclass(frozen=True, kw_only=True)
class Concentration:
    """How much of the whole the most named officers hold, and what chance alone would give them.

    top: the share of all sworn officers looked at. observed, expected: shares between 0 and 1.
    """

    top: float
    observed: float
    expected: float

    @property
    def ratio(self) -> float:
        """Observed over expected: 1 means no more concentrated than chance."""
        return self.observed / self.expected


def concentration(counts: Sequence[int], sworn: int, *, top: float) -> Concentration:
    """The share of complaints held by the ``top`` share of all sworn officers, beside chance.

    counts: complaints per officer named at least once; sworn: all officers, named or not; top:
    0 < top <= 1. A fraction of an officer counts as that fraction of the next one's complaints.

    Source: ours. Reference: the top 2 % of Chicago's sworn held 14.3 % of the complaints of 2013 to
    2015, about twice what chance gives.
    """
    total = sum(counts)
    if not 0 < top <= 1 or sworn < len(counts) or total == 0:
        raise InvalidInput(
            "measures.concentration",
            f"Concentration was asked for the top {top} of {sworn} officers with {total} complaints "
            f"among {len(counts)} of them; there must be complaints, a share between 0 and 1, and no "
            "more officers named than sworn.",
        )
    held, ordered = top * sworn, sorted(counts, reverse=True)
    whole = floor(held)
    observed = float(sum(ordered[:whole]))
    if whole < len(ordered):
        observed += (held - whole) * ordered[whole]
    return Concentration(
        top=top, observed=observed / total, expected=expected_share(total / sworn, top=top)
    )


def expected_share(mean: float, *, top: float) -> float:
    """The share of events the ``top`` share of people hold when events fall on them at random.

    mean: events per person, > 0. top: 0 < top <= 1. With X Poisson of that mean and m the count at
    which P(X > m) <= top: the people above m hold mean * P(X >= m) events, and the rest of the top
    share holds m each.

    Source: the identity E[X; X > m] = mean * P(X >= m) of the Poisson law (Johnson, Kemp and Kotz 2005,
    section 4.3).

    >>> round(expected_share(1.3, top=0.02), 3)
    0.072
    """
    if mean <= 0 or not 0 < top <= 1:
        raise InvalidInput(
            "measures.expected_share",
            f"An expected share was asked for a mean of {mean} and the top {top}; the mean must be "
            "above 0 and the share between 0 and 1.",
        )
    if mean > 500:
        raise InvalidInput(
            "measures.expected_share",
            f"An expected share was asked for a mean of {mean} per person; it is worked out up to 500.",
        )
    at = exp(-mean)
    at_least, above, count = 1.0, 1.0 - at, 0
    while above > top:
        count += 1
        at *= mean / count
        at_least, above = above, max(0.0, above - at)
    return (mean * at_least + count * (top - above)) / mean
