"""How complaints gather on officers, beside what chance alone would do; and who is named again. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, floor

from accountability.measures.rates import share
from riskcore.errors import InvalidInput
from riskcore.factors.reading import Reading, cannot

TOPS = (0.02, 0.05, 0.10)
REPEAT_MONTHS = 24


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


def gini(counts: Sequence[int], people: int) -> float:
    """The Gini coefficient of complaints over ``people``, those without any included: 0 when all have
    the same, nearly 1 when one has all.

    Source: Gini (1912); by the order form 2 sum(i x_i) / (n sum(x)) - (n + 1) / n.

    >>> round(gini([4], 4), 2)
    0.75
    """
    total = sum(counts)
    if people < len(counts) or total == 0:
        raise InvalidInput(
            "measures.gini",
            f"The Gini coefficient was asked for {total} complaints on {len(counts)} of {people} "
            "people; there must be complaints, and no more people named than there are.",
        )
    none = people - len(counts)
    weighted = sum((none + place) * count for place, count in enumerate(sorted(counts), start=1))
    return 2 * weighted / (people * total) - (people + 1) / people


def repeat_rate(counts: Sequence[int], sworn: float | None, *, at_least: int = 2) -> Reading:
    """Officers named in ``at_least`` complaints or more of a 24-month window, per 100 sworn.

    counts: complaints per officer named at least once. sworn: the window's mean number of officers.
    """
    named = sum(count >= at_least for count in counts)
    if sworn is None:
        return cannot("no officers are recorded for the period", numerator=named)
    return share(named, max(round(sworn), len(counts)), of="officers")
