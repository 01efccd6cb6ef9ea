"""The constants of the outreach credit: a file for each version, found by carrier, state and day. Pure.

A letter names the version it used; a version is never edited, a new file stands beside it. A version
without a carrier or a state is for all that have none of their own.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from riskcore.errors import InvalidInput

FOLDER: Final = Path(__file__).parent / "plans"


@dataclass(frozen=True, kw_only=True)
class StrategyTerms:
    """One strategy. full_reach: the share of the target population at which reach counts in full."""

    key: str
    label: str
    full_reach: float


@dataclass(frozen=True, kw_only=True)
class OutcomeTerms:
    """Points for measuring one thing well, whatever the result."""

    key: str
    label: str
    points: float


@dataclass(frozen=True, kw_only=True)
class CreditPlan:
    """One version of the table.

    levels: value of evidence levels 0 to 3. share_for_doing: what an item earns without any reach.
    reach_curve: steepness c of ln(1 + c x) / ln(1 + c). repeat: weight of each further item of one kind.
    strategy_points, saturation: the most a strategy approaches, and how soon. coverage: factor by the
    number of strategies with at least ``covered_from``. measured_in_part: share of an outcome's points
    where too few answered; measured_within_months: how old a survey may be. due_every_days: complaint
    data later than that are late. ways: keys of the access checklist, those that need a yes, those of
    which so many do, and those that need a no. early_days: how long before its year is over a credit may
    be followed by the next. cap and step: percent of the premium.
    """

    name: str
    effective_from: date
    source: str
    carrier: str = ""
    state: str = ""
    levels: tuple[float, ...]
    share_for_doing: float
    reach_curve: float
    half_life_months: float
    oldest_months: float
    repeat: float
    strategy_points: float
    saturation: float
    covered_from: float
    coverage: tuple[float, ...]
    strategies: tuple[StrategyTerms, ...]
    outcomes: tuple[OutcomeTerms, ...]
    measured_in_part: float
    measured_within_months: int
    due_every_days: int
    ways_needed: tuple[str, ...]
    ways_any: tuple[str, ...]
    ways_at_least: int
    ways_refused: tuple[str, ...]
    half_gate_after_days: int
    closed_gate_after_days: int
    half_gate: float
    closing_failures: int
    first_paid_total: float
    full_total: float
    cap: Decimal
    lowest_cap: Decimal
    highest_cap: Decimal
    step: Decimal
    yearly_change: Decimal
    valid_months: int
    early_days: int

    def __post_init__(self) -> None:
        holds = (
            self.levels[0] == 0
            and list(self.levels) == sorted(self.levels)
            and self.levels[-1] == 1
            and 0 <= self.share_for_doing <= 1
            and self.reach_curve > 0
            and 0 < self.repeat < 1
            and list(self.coverage) == sorted(self.coverage)
            and len(self.coverage) == len(self.strategies) + 1
            and all(0 < strategy.full_reach <= 1 for strategy in self.strategies)
            and 0 <= self.measured_in_part <= 1
            and 0 <= self.half_gate <= 1
            and self.half_gate_after_days <= self.closed_gate_after_days
            and 0 < self.ways_at_least <= len(self.ways_any)
            and self.due_every_days > 0
            and 0 <= self.early_days < 28 * self.valid_months
            and self.first_paid_total < self.full_total
            and self.lowest_cap <= self.cap <= self.highest_cap
        )
        if not holds:
            raise InvalidInput(
                "credit.plan",
                f"The credit plan {self.name!r} was to be read, but its constants contradict one "
                "another: levels and coverage rise, levels run from 0 to 1, shares lie between 0 and "
                "1, and the cap between its bounds. Correct the file.",
            )

    def strategy(self, key: str) -> StrategyTerms:
        """The terms of one strategy. Raises InvalidInput where the plan has none of that key."""
        found = next((terms for terms in self.strategies if terms.key == key), None)
        if found is None:
            raise InvalidInput(
                "credit.strategy",
                f"The credit plan {self.name!r} was asked for the strategy {key!r}; it has "
                f"{', '.join(terms.key for terms in self.strategies)}.",
            )
        return found

    def table(self) -> tuple[tuple[str, str], ...]:
        """Every constant as (what it is, its figure), for the letter and the page."""
        return (
            ("Value of evidence levels 0 to 3", " · ".join(f"{value:g}" for value in self.levels)),
            ("Earned for doing, without reach", f"{self.share_for_doing:g}"),
            ("Steepness of the reach curve", f"{self.reach_curve:g}"),
            *(
                (f"Reach in full, {terms.key} {terms.label}", f"{100 * terms.full_reach:g} %")
                for terms in self.strategies
            ),
            ("Half-life of an item", f"{self.half_life_months:g} months"),
            ("Oldest item that counts", f"{self.oldest_months:g} months"),
            ("Weight of each further item of one kind", f"{self.repeat:g}"),
            ("Most points of a strategy", f"{self.strategy_points:g}"),
            ("Saturation of a strategy", f"{self.saturation:g}"),
            ("Points from which a strategy is covered", f"{self.covered_from:g}"),
            (
                f"Coverage factor for 0 to {len(self.strategies)} strategies",
                " · ".join(f"{factor:g}" for factor in self.coverage),
            ),
            *((f"Points for {terms.label}", f"{terms.points:g}") for terms in self.outcomes),
            ("Share of these points where too few answered", f"{self.measured_in_part:g}"),
            ("Months for which a survey counts", f"{self.measured_within_months}"),
            ("Complaint data are due every", f"{self.due_every_days} days"),
            ("A complaint can be made", f"with a yes to {_named(self.ways_needed)}"),
            (f"and in {self.ways_at_least} ways of", _named(self.ways_any)),
            ("and without", _named(self.ways_refused)),
            (
                f"Gate when complaint data are late by more than {self.half_gate_after_days} days",
                f"{self.half_gate:g}",
            ),
            ("Gate closed when they are late by more than", f"{self.closed_gate_after_days} days"),
            ("Items that failed an audit this year, which close it", f"{self.closing_failures}"),
            ("Total from which a credit is paid", f"{self.first_paid_total:g}"),
            ("Total at which it is paid in full", f"{self.full_total:g}"),
            ("Usual cap of the credit", f"{self.cap} %"),
            ("Most it may change in a year", f"{self.yearly_change} points"),
            ("Valid for", f"{self.valid_months} months"),
            ("May be followed by the next before its end by", f"{self.early_days} days"),
        )


@lru_cache(maxsize=1)
def plans() -> tuple[CreditPlan, ...]:
    """Every version on file, the oldest first."""
    found = [read(json.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.json"))]
    return tuple(sorted(found, key=lambda plan: (plan.effective_from, plan.name)))


def plan_on(day: date, *, carrier: str = "", state: str = "") -> CreditPlan:
    """The version in force on a day for a carrier (its code) and a state; before the first, that one."""
    return choose(plans(), day=day, carrier=carrier, state=state)


def choose(versions: Iterable[CreditPlan], *, day: date, carrier: str, state: str) -> CreditPlan:
    """Of those in force on the day the one that fits best: carrier and state, then the carrier's for
    all states, then the state's for all carriers, then that for all; of these the last that began.

    versions: the oldest first. Where none had begun, the first one for all.
    """
    mine = [one for one in versions if one.carrier in ("", carrier) and one.state in ("", state)]
    begun = [one for one in mine if one.effective_from <= day]
    if not begun:
        return next(one for one in mine if not one.carrier and not one.state)
    return max(begun, key=lambda one: (bool(one.carrier), bool(one.state), one.effective_from))


def plan_named(name: str) -> CreditPlan:
    """The version of that name. Raises InvalidInput where none is on file."""
    found = next((plan for plan in plans() if plan.name == name), None)
    if found is None:
        raise InvalidInput(
            "credit.plan",
            f"The credit plan {name!r} was asked for; on file are "
            f"{', '.join(plan.name for plan in plans())}.",
        )
    return found


def read(document: dict[str, Any]) -> CreditPlan:
    """A plan from its file."""
    money = {key: Decimal(document[key]) for key in _MONEY}
    return CreditPlan(
        **document
        | money
        | {
            "effective_from": date.fromisoformat(document["effective_from"]),
            "levels": tuple(document["levels"]),
            "coverage": tuple(document["coverage"]),
            "strategies": tuple(StrategyTerms(**terms) for terms in document["strategies"]),
            "ways_needed": tuple(document["ways_needed"]),
            "ways_any": tuple(document["ways_any"]),
            "ways_refused": tuple(document["ways_refused"]),
            "outcomes": tuple(OutcomeTerms(**terms) for terms in document["outcomes"]),
        }
    )


def _named(keys: Iterable[str]) -> str:
    return ", ".join(key.replace("_", " ") for key in keys)


_MONEY: Final = ("cap", "lowest_cap", "highest_cap", "step", "yearly_change")
