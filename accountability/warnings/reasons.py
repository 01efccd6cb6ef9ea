"""Why an officer was flagged, in at most five sentences. Pure.

The sentences count and name days; they hold no words of a complaint and no name.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accountability.codes import CATEGORIES, FORCE_CATEGORIES
from accountability.warnings.rules import Kind, Level, Rule
from riskcore.units import write_date

MOST = 5


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A rule that flagged the officer: at which level, by what count or score, of how many."""

    rule: Rule
    level: Level
    value: float
    expected: float | None
    assessed: int


@dataclass(frozen=True, kw_only=True)
class Known:
    """What lies behind the hits: categories of the complaints in the widest window, one for each
    complaint and category, and the last day of anything counted."""

    categories: Sequence[str]
    newest_on: date


def reasons(hits: Sequence[Hit], known: Known) -> list[str]:
    """The reasons, weightiest first: the rules, what most complaints are about, the last day."""
    ordered = sorted(hits, key=lambda hit: (-hit.level.value, hit.rule.key))
    said = [_of_rule(hit) for hit in ordered][: MOST - 2]
    counted = Counter(known.categories)
    force = sum(counted[category] for category in FORCE_CATEGORIES)
    if force:
        said.append(f"{_times(force, 'complaint alleges', 'complaints allege')} force.")
    elif counted:
        category, times = counted.most_common(1)[0]
        name = CATEGORIES[category].name if category in CATEGORIES else category
        said.append(f"Most often alleged: {name} ({times}).")
    said.append(f"The last entry is of {write_date(known.newest_on)}.")
    return said


def _of_rule(hit: Hit) -> str:
    rule, level = hit.rule, hit.level.name.lower()
    threshold = rule.critical if hit.level is Level.CRITICAL else rule.warning
    if rule.kind is Kind.COUNT:
        return (
            f"{rule.noun.capitalize()} in {rule.months} months: {hit.value:.0f}; {level} from "
            f"{threshold:g}."
        )
    if rule.kind is Kind.DECAYED:
        return (
            f"Among the highest {100 * threshold:g} % of {hit.assessed} officers by a count of "
            f"{rule.noun} that halves every {rule.half_life_months:g} months: {hit.value:.1f}; {level}."
        )
    return (
        f"{rule.noun.capitalize()} in {rule.months} months: {hit.value:.0f}, where others with "
        f"the same days in the same units have {hit.expected or 0:.1f}; {level}."
    )


def _times(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
