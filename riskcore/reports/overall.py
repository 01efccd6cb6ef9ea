"""The overall rating on page two: what is measured, by which versioned plan, and the rule. Pure.

It rates how a client manages what could cost a life or a claim, and how well that is known. It is no
price: nothing here moves one. No complaint count and no force count is asked: fewer complaints may
mean that people gave up complaining. The experience modification stands on its worksheet and is not
read here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from riskcore.registry import Registry
from riskcore.reports.sections import SectionContext

LEVELS: Final = ("poor", "weak", "adequate", "good")
LEADING: Final = ("practice", "follow_up")
Measure = Callable[[SectionContext], "Measured"]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a sub-rating was made from. value: None where it cannot be rated, and ``because`` says why.

    words: the value as a phrase. reading: the factor whose reading it is, or "". source: the rows.
    """

    value: float | None
    words: str = ""
    because: str = ""
    reading: str = ""
    source: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SubRating:
    """One sub-rating: a question, and the measure that answers it from the report's own snapshot."""

    key: str
    label: str
    question: str
    order: int
    measure: Measure


SUB_RATINGS: Registry[SubRating] = Registry("sub-rating")


@dataclass(frozen=True, kw_only=True)
class OverallPlan:
    """One version of the bounds, never edited: a changed bound is a new plan under a new key.

    floors: sub-rating -> the least value for weak, adequate and good; below the first is poor.
    """

    key: str
    floors: Mapping[str, tuple[float, float, float]]
    source: str


PLANS: Mapping[str, OverallPlan] = MappingProxyType(
    {
        "overall-2026.1": OverallPlan(
            key="overall-2026.1",
            floors=MappingProxyType(
                {
                    "practice": (1.5, 2.25, 3.0),
                    "follow_up": (-1.0, 0.0, 1.0),
                    "evidence": (1.0, 2.0, 4.0),
                    "data": (50.0, 75.0, 90.0),
                }
            ),
            source=(
                "House convention. Points of critical tasks run from 0 to 4: 3 is “in place, proved”, "
                "2 “in place in part, or not proved”."
            ),
        )
    }
)
CURRENT: Final = "overall-2026.1"


@dataclass(frozen=True, kw_only=True)
class Rated:
    """A sub-rating, or the overall one. level: 0 to 3, or None where it cannot be rated; before: that
    of the last report by the same plan, or None."""

    key: str
    label: str
    level: int | None
    measured: Measured
    before: int | None = None

    @property
    def word(self) -> str:
        return "not rated" if self.level is None else LEVELS[self.level]

    @property
    def pips(self) -> str:
        """The level as a shape that a photocopy keeps."""
        return "" if self.level is None else "■" * (self.level + 1) + "·" * (3 - self.level)

    @property
    def movement(self) -> str:
        if self.before is None or self.level is None:
            return ""
        if self.level == self.before:
            return f"as in the last report ({LEVELS[self.before]})"
        way = "better" if self.level > self.before else "worse"
        return f"{way} than in the last report ({LEVELS[self.before]})"


@dataclass(frozen=True, kw_only=True)
class Overall:
    plan: OverallPlan
    rated: Rated
    parts: tuple[Rated, ...]

    @property
    def levels(self) -> dict[str, int | None]:
        return {part.key: part.level for part in (self.rated, *self.parts)}


def level_of(value: float | None, floors: Sequence[float]) -> int | None:
    """How many of the ascending floors are reached: 0 to 3. None stays None.

    >>> [level_of(value, (1.5, 2.25, 3.0)) for value in (1.49, 1.5, 2.9, 3.0, None)]
    [0, 1, 2, 3, None]
    """
    return None if value is None else sum(value >= floor for floor in floors)


def rate(
    context: SectionContext,
    *,
    plan: OverallPlan | None = None,
    before: Mapping[str, int | None] | None = None,
) -> Overall:
    """Every sub-rating, and the overall one: the lower of practice and follow-up, one level lower
    where evidence or data is poor. Without practice there is none; a follow-up that nothing was owed
    for does not count. before: levels of the last report."""
    used, was = plan or PLANS[CURRENT], before or {}
    parts = []
    for entry in SUB_RATINGS:
        if entry.key in used.floors:
            measured = entry.measure(context)
            parts.append(
                Rated(
                    key=entry.key,
                    label=entry.label,
                    level=level_of(measured.value, used.floors[entry.key]),
                    measured=measured,
                    before=was.get(entry.key),
                )
            )
    level, why = _overall({part.key: part for part in parts})
    overall = Rated(
        key="overall",
        label="Overall",
        level=level,
        measured=Measured(
            value=level,
            words=why if level is not None else "",
            because=why if level is None else "",
        ),
        before=was.get("overall"),
    )
    return Overall(plan=used, rated=overall, parts=tuple(parts))


def _overall(parts: Mapping[str, Rated]) -> tuple[int | None, str]:
    practice = parts.get("practice")
    if practice is None or practice.level is None:
        return None, practice.measured.because if practice else "practice was not measured"
    leading = [
        part for key in LEADING if (part := parts.get(key)) is not None and part.level is not None
    ]
    lowest = min(leading, key=lambda part: (part.level, LEADING.index(part.key)))
    level = min(part.level for part in leading if part.level is not None)
    poor = [part for key, part in parts.items() if key not in LEADING and part.level == 0]
    if poor and level > 0:
        named = " and ".join(part.label.lower() for part in poor)
        return level - 1, f"set by {lowest.label.lower()}, one level lower for {named}"
    return level, f"set by {lowest.label.lower()}"
