"""Early-warning rules and whom they flag: counts in a window, decayed counts, peers. Pure.

What a rule may look at is listed in ``SOURCES``: recorded complaints whatever came of them, force
reports and claims. Race, sex and age are not among them and cannot be. A rule that has too little to
go by says that it cannot assess rather than flag nobody.

Source: the styles after "Supporting Police Integrity" (U.S. Department of Justice) and the published
thresholds named with each default rule (``accountability.warnings.plan``); the decayed count is ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from math import floor
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from accountability.warnings import peers
from riskcore.errors import InvalidInput
from riskcore.intervals import gamma_share
from riskcore.periods import add_months

Whole: TypeAlias = npt.NDArray[np.int64]
Real: TypeAlias = npt.NDArray[np.float64]
Yes: TypeAlias = npt.NDArray[np.bool_]

MEMORY_MONTHS = 60
"""An officer is assessed with something on record in so many months."""
DAYS_A_MONTH = 365.25 / 12

SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "complaint": "recorded complaints, whatever came of them",
        "force": "force reports of level 2 and above",
        "claim": "claims",
        "sustained": "sustained complaints",
    }
)
COMPARED_ONLY = frozenset({"sustained"})
"""Sources that a self-audit may compare with, and that no rule in force may use."""


class Kind(Enum):
    """How a rule looks at a record."""

    COUNT = "count in a window"
    DECAYED = "decayed count, the highest share"
    PEERS = "count against peers of the same duty"


class Level(Enum):
    """What a rule says of one officer."""

    NONE = 0
    WARNING = 1
    CRITICAL = 2


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule.

    months: the window, > 0. warning, critical: for COUNT the counts from which it flags; for DECAYED
    the highest shares of officers that it flags, between 0 and 1; for PEERS the chance, between 0 and
    1, below which a count is no longer put down to chance. least: the count or score under which
    nobody is flagged. half_life_months: for DECAYED. smallest_group: fewer officers than this cannot
    be assessed. on: whether it raises alerts.
    """

    key: str
    label: str
    kind: Kind
    sources: frozenset[str]
    months: int
    warning: float
    critical: float
    least: float = 0.0
    half_life_months: float = 0.0
    smallest_group: int = 0
    on: bool = True
    why: str = ""

    @property
    def noun(self) -> str:
        """What it looks at: "recorded complaints, whatever came of them and claims"."""
        return " and ".join(words for source, words in SOURCES.items() if source in self.sources)

    @property
    def sentence(self) -> str:
        """The rule in words."""
        if self.kind is Kind.COUNT:
            return (
                f"{self.warning:g} or more in {self.months} months is a warning, "
                f"{self.critical:g} or more is critical; counted are {self.noun}."
            )
        if self.kind is Kind.DECAYED:
            return (
                f"The highest {100 * self.warning:g} % of officers on record by a count in "
                f"{self.months} months that halves every {self.half_life_months:g} months "
                f"is a warning, the highest {100 * self.critical:g} % is critical, from a count of "
                f"{self.least:g}; counted are {self.noun}."
            )
        return (
            f"A count in {self.months} months that chance would give one in "
            f"{1 / self.warning:,.0f} officers with the same days in the same units is a warning, "
            f"one in {1 / self.critical:,.0f} is critical, from a count of {self.least:g}; counted are "
            f"{self.noun}."
        )


@dataclass(frozen=True, kw_only=True)
class History:
    """What is on record of a department's officers, as columns: one entry for an officer and an event.

    officers: how many there are; ``officer`` holds places 0 to officers - 1. day: proleptic ordinals.
    source: a key of SOURCES by its place there. service: days on duty by month and unit, where recorded.
    """

    officers: int
    officer: Whole
    day: Whole
    source: Whole
    service: peers.Service | None = None

    @cached_property
    def _places(self) -> dict[str, int]:
        return {source: place for place, source in enumerate(SOURCES)}

    def counted(self, sources: frozenset[str]) -> Yes:
        """Which entries are of these sources."""
        places = [self._places[source] for source in sorted(sources)]
        return np.isin(self.source, places)

    def counts(self, sources: frozenset[str], *, start: int, end: int) -> Whole:
        """Entries by officer from day ``start`` (included) to ``end`` (excluded)."""
        chosen = self.counted(sources) & (self.day >= start) & (self.day < end)
        return np.bincount(self.officer[chosen], minlength=self.officers).astype(np.int64)

    def known_in(self, as_of: date) -> Yes:
        """Officers with something on record in the months of memory up to ``as_of``."""
        end = as_of + timedelta(days=1)
        start = add_months(end, -MEMORY_MONTHS)
        every = frozenset(SOURCES) - COMPARED_ONLY
        return self.counts(every, start=start.toordinal(), end=end.toordinal()) > 0


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What one rule says of every officer as of a day.

    levels: by officer, the numbers of Level. values: the count or score. expected: for PEERS, what
    chance gives. assessed: which officers could be. cannot: why the rule could assess nobody, "" else.
    """

    rule: Rule
    as_of: date
    levels: Whole
    values: Real
    expected: Real | None
    assessed: Yes
    cannot: str = ""

    @property
    def flagged(self) -> Yes:
        return self.levels > 0


def check_rule(rule: Rule, *, in_force: bool = True) -> Rule:
    """The rule, or InvalidInput for one that cannot be meant. in_force: it is to raise alerts."""
    unknown = rule.sources - SOURCES.keys()
    closed = rule.sources & COMPARED_ONLY if in_force else frozenset()
    if unknown or closed or not rule.sources:
        raise InvalidInput(
            "warnings.source",
            f"The rule {rule.key!r} was to look at {', '.join(sorted(rule.sources)) or 'nothing'}; a "
            f"rule may look at {', '.join(sorted(SOURCES.keys() - COMPARED_ONLY))} and at nothing "
            "else. Warnings rest on all recorded complaints, and on nothing that a person is.",
        )
    if not 0 < rule.months <= 2 * MEMORY_MONTHS:
        raise InvalidInput(
            "warnings.window",
            f"The rule {rule.key!r} was to look back {rule.months} months; give 1 to "
            f"{2 * MEMORY_MONTHS}.",
        )
    if rule.kind is Kind.COUNT:
        fits = 1 <= rule.warning <= rule.critical <= 1000
        order = "a warning count of 1 or more, and a critical count not below it"
    else:
        fits = 0 < rule.critical <= rule.warning <= 0.5
        order = "a warning share above 0 and at most 0.5, and a critical share not above it"
    if not fits:
        raise InvalidInput(
            "warnings.thresholds",
            f"The rule {rule.key!r} was to warn at {rule.warning:g} and be critical at "
            f"{rule.critical:g}; give {order}.",
        )
    if rule.kind is Kind.DECAYED and rule.half_life_months <= 0:
        raise InvalidInput(
            "warnings.half_life",
            f"The rule {rule.key!r} was to halve every {rule.half_life_months:g} months; give more "
            "than 0.",
        )
    return rule


def assess(rule: Rule, history: History, *, as_of: date) -> Assessment:
    """Whom the rule flags on ``as_of``, by what happened on or before that day."""
    if not history.counted(rule.sources).any():
        return _nobody(rule, history, as_of, f"no {rule.noun} are recorded")
    return _KINDS[rule.kind](rule, history, as_of)


def window(rule: Rule, as_of: date) -> tuple[int, int]:
    """First day of the rule's window and the day after its last, as ordinals."""
    end = as_of + timedelta(days=1)
    return add_months(end, -rule.months).toordinal(), end.toordinal()


def _nobody(rule: Rule, history: History, as_of: date, because: str) -> Assessment:
    return Assessment(
        rule=rule,
        as_of=as_of,
        levels=np.zeros(history.officers, dtype=np.int64),
        values=np.zeros(history.officers),
        expected=None,
        assessed=np.zeros(history.officers, dtype=np.bool_),
        cannot=because,
    )


def _too_small(rule: Rule, size: int) -> str:
    if size >= rule.smallest_group:
        return ""
    return (
        f"{size} officers have something on record in five years, and this rule compares at least "
        f"{rule.smallest_group}"
    )


def _by_count(rule: Rule, history: History, as_of: date) -> Assessment:
    assessed = history.known_in(as_of)
    if because := _too_small(rule, int(assessed.sum())):
        return _nobody(rule, history, as_of, because)
    start, end = window(rule, as_of)
    counts = history.counts(rule.sources, start=start, end=end)
    levels = (counts >= rule.warning).astype(np.int64) + (counts >= rule.critical)
    return Assessment(
        rule=rule,
        as_of=as_of,
        levels=np.where(counts >= max(rule.least, 1), levels, 0),
        values=counts.astype(np.float64),
        expected=None,
        assessed=assessed,
    )


def decayed(rule: Rule, history: History, *, as_of: date) -> Real:
    """By officer, the count in the window in which an entry weighs half after each half-life."""
    start, end = window(rule, as_of)
    chosen = history.counted(rule.sources) & (history.day >= start) & (history.day < end)
    age = (end - 1 - history.day[chosen]) / (rule.half_life_months * DAYS_A_MONTH)
    scores = np.bincount(history.officer[chosen], weights=np.exp2(-age), minlength=history.officers)
    return np.asarray(scores, dtype=np.float64)


def highest(values: Real, *, share: float, size: int) -> Yes:
    """Those above all but the highest ``share`` of ``size``: never more than that share, ties left out.

    >>> highest(np.array([5.0, 3.0, 3.0, 1.0]), share=0.5, size=4).tolist()
    [True, False, False, False]
    """
    places = floor(share * size + 1e-9)
    if places >= len(values):
        return np.ones(len(values), dtype=np.bool_)
    cut = np.partition(values, len(values) - 1 - places)[len(values) - 1 - places]
    return np.asarray(values > cut, dtype=np.bool_)


def _by_decay(rule: Rule, history: History, as_of: date) -> Assessment:
    assessed = history.known_in(as_of)
    size = int(assessed.sum())
    if because := _too_small(rule, size):
        return _nobody(rule, history, as_of, because)
    scores = decayed(rule, history, as_of=as_of)
    enough = (scores >= rule.least) & (scores > 0)
    levels = highest(scores, share=rule.warning, size=size).astype(np.int64)
    levels += highest(scores, share=rule.critical, size=size)
    return Assessment(
        rule=rule,
        as_of=as_of,
        levels=np.where(enough, levels, 0),
        values=scores,
        expected=None,
        assessed=assessed,
    )


def _by_peers(rule: Rule, history: History, as_of: date) -> Assessment:
    """Each officer's count beside what the others' rates give for the officer's own days on duty.

    The chance of the count or a higher one is the Poisson tail P(X >= count) = P(count, expected),
    the regularised gamma integral.
    """
    if history.service is None:
        return _nobody(rule, history, as_of, "no days on duty by unit are recorded")
    start, end = window(rule, as_of)
    chosen = history.counted(rule.sources)
    found = peers.compare(
        history.service,
        officers=history.officers,
        who=history.officer[chosen],
        day=history.day[chosen],
        start=start,
        end=end,
        smallest=rule.smallest_group,
    )
    if not found.assessed.any():
        return _nobody(
            rule,
            history,
            as_of,
            f"no unit has {rule.smallest_group} officers with days on duty on record",
        )
    tail = np.ones_like(found.counts)
    for place in np.flatnonzero(found.assessed & (found.counts >= max(rule.least, 1))):
        tail[place] = gamma_share(float(found.counts[place]), float(found.expected[place]))
    levels = (tail < rule.warning).astype(np.int64) + (tail < rule.critical)
    return Assessment(
        rule=rule,
        as_of=as_of,
        levels=levels,
        values=found.counts,
        expected=found.expected,
        assessed=found.assessed,
    )


_KINDS: Mapping[Kind, Callable[[Rule, History, date], Assessment]] = {
    Kind.COUNT: _by_count,
    Kind.DECAYED: _by_decay,
    Kind.PEERS: _by_peers,
}
