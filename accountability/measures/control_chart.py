"""A department against its own past, month by month: the u-chart, and what is not chance in it. Pure.

A rule names a pattern that chance seldom makes. It asks what changed; it does not say what. A fall is
a pattern like a rise: doors may have closed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt

from riskcore.errors import InvalidInput

FEWEST_MONTHS = 12
SIGMA_DIGITS = 9
"""Sigmas are rounded so that a month exactly on a limit is not beyond it, in any unit of exposure."""


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month as given: events, and exposure or None where unknown. label: its name."""

    label: str
    count: int
    exposure: float | None


@dataclass(frozen=True, kw_only=True)
class Plotted:
    """One month in the chart: its rate, limits at three sigma, the distance from the centre in sigmas,
    and the keys of the rules it completes. All None where the exposure is unknown."""

    label: str
    rate: float | None
    low: float | None
    high: float | None
    sigmas: float | None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UChart:
    """centre: the rate of all months together. reason: why there is no chart, then no months."""

    centre: float | None
    months: tuple[Plotted, ...]
    reason: str = ""

    @property
    def special(self) -> tuple[Plotted, ...]:
        """The months that complete a rule."""
        return tuple(month for month in self.months if month.rules)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A pattern chance seldom makes. length: months it looks at. holds(sigmas): whether they show it."""

    key: str
    words: str
    length: int
    holds: Callable[[Sequence[float]], bool]


def _beyond(many: int, sigma: float) -> Callable[[Sequence[float]], bool]:
    def holds(sigmas: Sequence[float]) -> bool:
        return any(sum(side * at > sigma for at in sigmas) >= many for side in (1, -1))

    return holds


def _one_way(sigmas: Sequence[float]) -> bool:
    steps = [after - before for before, after in pairwise(sigmas)]
    return all(step > 0 for step in steps) or all(step < 0 for step in steps)


RULES: tuple[Rule, ...] = (
    Rule(
        key="one_beyond_3",
        words="one month beyond three sigma",
        length=1,
        holds=_beyond(1, 3),
    ),
    Rule(
        key="two_of_three_beyond_2",
        words="two of three months in a row beyond two sigma on one side",
        length=3,
        holds=_beyond(2, 2),
    ),
    Rule(
        key="four_of_five_beyond_1",
        words="four of five months in a row beyond one sigma on one side",
        length=5,
        holds=_beyond(4, 1),
    ),
    Rule(
        key="eight_on_a_side",
        words="eight months in a row on one side of the centre",
        length=8,
        holds=_beyond(8, 0),
    ),
    Rule(
        key="six_one_way",
        words="six months in a row rising, or falling",
        length=6,
        holds=_one_way,
    ),
)


def u_chart(months: Sequence[Month], *, per: float = 100.0) -> UChart:
    """The u-chart of events per ``per`` units of exposure.

    months: in order, at least twelve with exposure. Limits at centre -/+ 3 sqrt(centre / exposure),
    never under 0. A month without exposure is a gap, and no pattern runs over it.

    Source: Shewhart (1931); u-chart after Montgomery, Introduction to Statistical Quality Control,
    section 7.3; the first four rules are those of the Western Electric handbook (1956), the fifth is
    Nelson's third (1984), Journal of Quality Technology 16, 237-239.
    """
    known = [(month.count, month.exposure) for month in months if month.exposure]
    if any(month.count < 0 or (month.exposure or 0) < 0 for month in months):
        raise InvalidInput(
            "measures.u_chart",
            "A control chart was asked for months with a negative count or exposure; both begin at 0.",
        )
    if len(known) < FEWEST_MONTHS:
        return UChart(
            centre=None,
            months=(),
            reason=f"only {len(known)} months have an exposure; {FEWEST_MONTHS} are needed",
        )
    centre = sum(count for count, _ in known) / sum(exposure for _, exposure in known)
    if centre == 0:
        return UChart(centre=0.0, months=(), reason="nothing was counted in any month")
    plotted = [_plotted(month, centre, per) for month in months]
    return UChart(centre=centre * per, months=_with_rules(plotted))


def _plotted(month: Month, centre: float, per: float) -> Plotted:
    if not month.exposure:
        return Plotted(label=month.label, rate=None, low=None, high=None, sigmas=None)
    sigma = sqrt(centre / month.exposure)
    rate = month.count / month.exposure
    return Plotted(
        label=month.label,
        rate=rate * per,
        low=max(0.0, centre - 3 * sigma) * per,
        high=(centre + 3 * sigma) * per,
        sigmas=round((rate - centre) / sigma, SIGMA_DIGITS),
    )


def _with_rules(months: Sequence[Plotted]) -> tuple[Plotted, ...]:
    found = []
    for place, month in enumerate(months):
        met = []
        for rule in RULES:
            run = [past.sigmas for past in months[max(0, place + 1 - rule.length) : place + 1]]
            whole = [sigmas for sigmas in run if sigmas is not None]
            if len(whole) == rule.length and rule.holds(whole):
                met.append(rule.key)
        found.append(replace(month, rules=tuple(met)))
    return tuple(found)
