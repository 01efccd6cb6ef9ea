"""The outreach credit of one department: points of each item, of each strategy, and the percent. Pure.

It knows accepted items, what was measured, and whether the complaint record is open and in time. It
knows no number of complaints: fewer complaints are never rewarded.

Source: the product's own scheme (docs/explanation/outreach-credit.md); constants: ``plan``.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import exp, floor, log

from outreach.credit.plan import CreditPlan
from riskcore.errors import InvalidInput
from riskcore.periods import add_months

NEARLY = 1e-9


@dataclass(frozen=True, kw_only=True)
class Item:
    """One accepted initiative.

    kind: the kind of activity; repeats of one kind in one strategy count less. level: 0 to 3. people:
    counted people, None where nobody counted. target: residents it was meant for, None for all.
    event: a common key for records of one event, of which only the first (by ``sequence``) counts.
    """

    key: str
    strategy: str
    kind: str
    level: int
    people: int | None
    ended_on: date
    sequence: int
    event: str = ""
    target: int | None = None
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What is asked beside the items.

    population: residents, > 0. measured, measured_in_part: keys of the plan's outcomes, the second where
    too few answered. days_late: by how many days the complaint data are late. audits_failed: items that
    failed an audit this year.
    """

    population: int
    measured: frozenset[str] = frozenset()
    measured_in_part: frozenset[str] = frozenset()
    days_late: int = 0
    channels_open: bool = True
    audits_failed: int = 0


@dataclass(frozen=True, kw_only=True)
class ScoredItem:
    """One item: value of its evidence v, reach r, recency d, points p, rank k among its kind, what is
    counted (p times the weight of the rank), and why not where nothing is."""

    item: Item
    value: float
    reach: float
    recency: float
    points: float
    rank: int
    counted: float
    reason: str


@dataclass(frozen=True, kw_only=True)
class StrategyScore:
    """One strategy: the sum of what its items count, its points, and whether it is covered."""

    key: str
    label: str
    summed: float
    points: float
    is_covered: bool


@dataclass(frozen=True, kw_only=True)
class Gate:
    """1 open, 0 closed; the reason in a sentence, empty where it is open."""

    factor: float
    reason: str


@dataclass(frozen=True, kw_only=True)
class Score:
    """before_gate: coverage times the strategies' points, plus outcome points. total: times the gate."""

    plan: str
    as_of: date
    items: tuple[ScoredItem, ...]
    strategies: tuple[StrategyScore, ...]
    covered: int
    coverage: float
    outcome: float
    before_gate: float
    gate: Gate
    total: float


def score(
    items: Iterable[Item], circumstances: Circumstances, *, plan: CreditPlan, as_of: date
) -> Score:
    """The score on a day. The order of the items does not matter.

    p = v (0.25 + 0.75 r) d; the k-th of one kind counts 0.6^(k-1) p; a strategy S = 22.5 (1 - exp(-sum /
    1.5)); total = gate (coverage x sum S + outcome). The figures are the plan's.
    """
    if circumstances.population <= 0:
        raise InvalidInput(
            "credit.population",
            f"A credit was asked for a population of {circumstances.population}; reach is a share of "
            "the residents, so it must be above 0. Record the population.",
        )
    scored = _ranked(
        [_scored(item, circumstances.population, plan, as_of) for item in _events(items)], plan
    )
    summed: dict[str, float] = defaultdict(float)
    for each in scored:
        summed[each.item.strategy] += each.counted
    strategies = tuple(_strategy(terms.key, summed[terms.key], plan) for terms in plan.strategies)
    covered = sum(strategy.is_covered for strategy in strategies)
    outcome = outcome_points(circumstances.measured, circumstances.measured_in_part, plan)
    before_gate = plan.coverage[covered] * sum(strategy.points for strategy in strategies) + outcome
    opened = gate(circumstances, plan)
    return Score(
        plan=plan.name,
        as_of=as_of,
        items=scored,
        strategies=strategies,
        covered=covered,
        coverage=plan.coverage[covered],
        outcome=outcome,
        before_gate=before_gate,
        gate=opened,
        total=opened.factor * before_gate,
    )


def percent(total: float, *, plan: CreditPlan, cap: Decimal | None = None) -> Decimal:
    """Percent of the premium for a total, rounded down to the plan's step, before the yearly limit.

    cap: the underwriter's, within the plan's bounds; None for the plan's own.
    """
    most = plan.cap if cap is None else cap
    if not plan.lowest_cap <= most <= plan.highest_cap:
        raise InvalidInput(
            "credit.cap",
            f"A cap of {most} % was asked for; the plan {plan.name!r} allows {plan.lowest_cap} % to "
            f"{plan.highest_cap} %.",
        )
    share = (total - plan.first_paid_total) / (plan.full_total - plan.first_paid_total)
    steps = floor(float(most / plan.step) * share + NEARLY)
    return min(max(steps * plan.step, Decimal(0) * plan.step), most)


def limited(found: Decimal, *, before: Decimal | None, gate: Gate, plan: CreditPlan) -> Decimal:
    """The percent held within the yearly change of the one a year ago.

    before: what was granted a year ago, 0 where nothing was; None to leave the limit out. A closed gate
    is not softened: it means 0 at once.
    """
    if gate.factor == 0:
        return Decimal(0) * plan.step
    if before is None:
        return found
    return min(max(found, before - plan.yearly_change), before + plan.yearly_change)


def outcome_points(full: Collection[str], part: Collection[str], plan: CreditPlan) -> float:
    """Points for what was measured, whatever came out of it. Raises InvalidInput for an unknown key."""
    known = {terms.key: terms.points for terms in plan.outcomes}
    if unknown := sorted({*full, *part} - set(known)):
        raise InvalidInput(
            "credit.outcome",
            f"Points were asked for measuring {unknown}; the plan {plan.name!r} has {sorted(known)}.",
        )
    in_part = set(part) - set(full)
    return sum(known[key] for key in set(full)) + plan.measured_in_part * sum(
        known[key] for key in in_part
    )


def gate(circumstances: Circumstances, plan: CreditPlan) -> Gate:
    """Whether the complaint record lets a credit pass: closed, half open or open, with the reason."""
    late = circumstances.days_late
    if not circumstances.channels_open:
        return Gate(factor=0.0, reason="The ways to complain are not open to everyone.")
    if circumstances.audits_failed >= plan.closing_failures:
        reason = f"{circumstances.audits_failed} accepted items failed an audit this year."
        return Gate(factor=0.0, reason=reason)
    if late > plan.closed_gate_after_days:
        reason = f"Complaint data are {late} days late, more than {plan.closed_gate_after_days}."
        return Gate(factor=0.0, reason=reason)
    if late > plan.half_gate_after_days:
        reason = f"Complaint data are {late} days late, more than {plan.half_gate_after_days}."
        return Gate(factor=plan.half_gate, reason=reason)
    return Gate(factor=1.0, reason="")


def reach(people: int | None, residents: int, full_reach: float, curve: float) -> float:
    """Reach between 0 and 1: steep at first, full at ``full_reach`` of the residents.

    >>> round(reach(100, 40_000, 0.005, 9), 3)
    0.74
    """
    if not people or people < 0:
        return 0.0
    share = min(1.0, people / residents / full_reach)
    return log(1 + curve * share) / log(1 + curve)


def months_since(ended_on: date, as_of: date) -> float:
    """Calendar months from a day to another, the last one in part; negative if it is yet to come.

    >>> months_since(date(2026, 8, 15), date(2026, 9, 30))
    1.5
    """
    if as_of < ended_on:
        return -months_since(as_of, ended_on)
    whole = (as_of.year - ended_on.year) * 12 + as_of.month - ended_on.month
    whole -= add_months(ended_on, whole) > as_of
    since = add_months(ended_on, whole)
    return whole + (as_of - since).days / (add_months(ended_on, whole + 1) - since).days


def _events(items: Iterable[Item]) -> list[tuple[Item, str]]:
    """Items with the key of the record of the same event that counts instead, empty for the first."""
    ordered = sorted(items, key=lambda item: (item.sequence, item.key))
    repeated = [key for key, count in Counter(item.key for item in ordered).items() if count > 1]
    if repeated:
        raise InvalidInput(
            "credit.twice",
            f"The items {repeated} were given more than once; give every initiative once.",
        )
    first: dict[str, str] = {}
    found = []
    for item in ordered:
        holder = first.setdefault(item.event, item.key) if item.event else item.key
        found.append((item, "" if holder == item.key else holder))
    return found


def _scored(given: tuple[Item, str], population: int, plan: CreditPlan, as_of: date) -> ScoredItem:
    item, counted_as = given
    terms = plan.strategy(item.strategy)
    if not 0 <= item.level < len(plan.levels):
        raise InvalidInput(
            "credit.level",
            f"The item {item.key!r} has evidence level {item.level}; levels run from 0 to "
            f"{len(plan.levels) - 1}.",
        )
    age = months_since(item.ended_on, as_of)
    reached = reach(item.people, item.target or population, terms.full_reach, plan.reach_curve)
    value = plan.levels[item.level]
    recency = 0.0 if not 0 <= age <= plan.oldest_months else 0.5 ** (age / plan.half_life_months)
    points = value * (plan.share_for_doing + (1 - plan.share_for_doing) * reached) * recency
    reason = _why_nothing(item, counted_as, age, plan)
    return ScoredItem(
        item=item,
        value=value,
        reach=reached,
        recency=recency,
        points=0.0 if reason else points,
        rank=0,
        counted=0.0,
        reason=reason,
    )


def _why_nothing(item: Item, counted_as: str, age: float, plan: CreditPlan) -> str:
    if age < 0:
        return "It had not ended on this day."
    if counted_as:
        return f"It is the same event as {counted_as}, which counts."
    if age > plan.oldest_months:
        return f"It ended more than {plan.oldest_months:g} months ago."
    if plan.levels[item.level] == 0:
        return "No evidence was accepted for it."
    return ""


def _ranked(scored: list[ScoredItem], plan: CreditPlan) -> tuple[ScoredItem, ...]:
    """The most points first; each further one of a kind counts less."""
    seen: Counter[tuple[str, str]] = Counter()
    ranked = []
    for each in sorted(scored, key=lambda one: (-one.points, one.item.key)):
        rank = 0
        if not each.reason:
            kind = each.item.strategy, " ".join(each.item.kind.casefold().split())
            seen[kind] += 1
            rank = seen[kind]
        ranked.append(
            ScoredItem(
                item=each.item,
                value=each.value,
                reach=each.reach,
                recency=each.recency,
                points=each.points,
                rank=rank,
                counted=each.points * plan.repeat ** (rank - 1) if rank else 0.0,
                reason=each.reason,
            )
        )
    return tuple(ranked)


def _strategy(key: str, summed: float, plan: CreditPlan) -> StrategyScore:
    points = plan.strategy_points * (1 - exp(-summed / plan.saturation))
    return StrategyScore(
        key=key,
        label=plan.strategy(key).label,
        summed=summed,
        points=points,
        is_covered=points >= plan.covered_from - NEARLY,
    )
