"""Whether flags fall on one group of officers more than on another. Pure.

The groups come from the department for this test only: they are read, counted and forgotten, and no
rule can look at them. A test says that rates differ, not why.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from accountability.measures.rates import wilson_interval
from riskcore.errors import InvalidInput
from riskcore.intervals import gamma_share

SMALLEST = 5
"""Fewer officers than this are no group."""
FOUR_FIFTHS = 0.8


@dataclass(frozen=True, kw_only=True)
class GroupRate:
    """Of one group, how many officers there are and how many were flagged, with Wilson limits."""

    group: str
    officers: int
    flagged: int

    @property
    def rate(self) -> float:
        return self.flagged / self.officers

    @property
    def limits(self) -> tuple[float, float]:
        return wilson_interval(self.flagged, self.officers)


@dataclass(frozen=True, kw_only=True)
class GroupTest:
    """Flag rates by group and whether chance alone would spread them so.

    chance: probability of a spread like this or wider if all groups were flagged alike, or None where
    it cannot be worked out, and then ``cannot`` says why. ratio: the lowest rate over the highest.
    left_out: officers without a group, unknown, or of a group too small.
    """

    rates: tuple[GroupRate, ...]
    chance: float | None
    ratio: float | None
    left_out: int
    cannot: str = ""

    @property
    def sentence(self) -> str:
        if self.chance is None or self.ratio is None:
            return f"The groups cannot be compared, because {self.cannot}."
        low, high = self.rates[-1], self.rates[0]
        spread = (
            f"{high.group} was flagged at {100 * high.rate:.1f} % and {low.group} at "
            f"{100 * low.rate:.1f} %"
        )
        if self.chance >= 0.05:
            return f"No clear difference: {spread}, which chance alone gives often enough."
        fifths = " and less than four fifths" if self.ratio < FOUR_FIFTHS else ""
        return f"The rates differ more than chance explains{fifths}: {spread}. Look into why."


def compare_groups(flagged: Collection[str], group_of: Mapping[str, str]) -> GroupTest:
    """Flag rates by group.

    flagged: tokens of officers. group_of: the group of every officer assessed, by token.

    Source: Pearson's test of homogeneity (1900), Philosophical Magazine 50, 157-175, by the gamma
    integral; the four-fifths line is that of the Uniform Guidelines, 29 CFR 1607.4(D).
    """
    sizes = Counter(group.strip() for group in group_of.values() if group.strip())
    kept = sorted(group for group, size in sizes.items() if size >= SMALLEST)
    marked = set(flagged)
    hits = Counter(group.strip() for token, group in group_of.items() if token in marked)
    rates = sorted(
        (GroupRate(group=group, officers=sizes[group], flagged=hits[group]) for group in kept),
        key=lambda rate: (-rate.rate, rate.group),
    )
    left_out = len(group_of) - sum(rate.officers for rate in rates)
    cannot = _cannot(rates)
    return GroupTest(
        rates=tuple(rates),
        chance=None
        if cannot
        else homogeneity([(rate.flagged, rate.officers - rate.flagged) for rate in rates]),
        ratio=None if cannot else rates[-1].rate / rates[0].rate,
        left_out=left_out,
        cannot=cannot,
    )


def _cannot(rates: Sequence[GroupRate]) -> str:
    if len(rates) < 2:
        return f"fewer than two groups have {SMALLEST} officers"
    flagged = sum(rate.flagged for rate in rates)
    officers = sum(rate.officers for rate in rates)
    if flagged == 0:
        return "nobody in them was flagged"
    if flagged == officers:
        return "everybody in them was flagged"
    smallest = min(rate.officers for rate in rates) * min(flagged, officers - flagged) / officers
    if smallest < 1:
        return "too few were flagged for groups of this size"
    return ""


def homogeneity(table: Sequence[tuple[int, int]]) -> float:
    """The probability of a spread this wide where all rows have the same shares: Pearson's test.

    table: (flagged, not flagged) by group; two rows or more, both columns with something in them.

    >>> round(homogeneity([(10, 90), (20, 80)]), 4)
    0.0477
    """
    totals = [sum(row) for row in table]
    columns = [sum(row[place] for row in table) for place in (0, 1)]
    whole = sum(totals)
    if len(table) < 2 or not all(totals) or not all(columns):
        raise InvalidInput(
            "warnings.groups",
            "Groups were to be compared with an empty row or column; leave empty ones out.",
        )
    square = sum(
        (row[place] - total * columns[place] / whole) ** 2 / (total * columns[place] / whole)
        for row, total in zip(table, totals, strict=True)
        for place in (0, 1)
    )
    return 1.0 - gamma_share((len(table) - 1) / 2, square / 2) if square else 1.0
