"""What each item adds, and what would raise a score most: asked of the function that scores. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from outreach.credit.plan import CreditPlan
from outreach.credit.score import Circumstances, Item, Score, ScoredItem, gate, score

WORTH_SAYING = 0.05


@dataclass(frozen=True, kw_only=True)
class Explained:
    """One scored item and its marginal points: what the score before the gate loses without it."""

    scored: ScoredItem
    marginal: float


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that could be done: the sentence, the total it would lead to, and the points it adds."""

    kind: str
    sentence: str
    total: float
    gain: float


def explain(
    items: Sequence[Item], circumstances: Circumstances, *, plan: CreditPlan, as_of: date
) -> tuple[Explained, ...]:
    """Every item with its marginal points, in the order of the score."""
    whole = score(items, circumstances, plan=plan, as_of=as_of)
    return tuple(
        Explained(
            scored=each,
            marginal=0.0
            if each.reason
            else whole.before_gate
            - score(
                [item for item in items if item.key != each.item.key],
                circumstances,
                plan=plan,
                as_of=as_of,
            ).before_gate,
        )
        for each in whole.items
    )


def what_would_raise_it(
    items: Sequence[Item],
    circumstances: Circumstances,
    *,
    plan: CreditPlan,
    as_of: date,
    can_measure: Collection[str] | None = None,
) -> tuple[Step, ...]:
    """Single steps by the points they add to the total, the most first; none that adds nothing.

    can_measure: outcomes of the plan that can be recorded at all, None for every one.
    A closed gate comes alone: while it is closed nothing else adds a point.
    """
    now = score(items, circumstances, plan=plan, as_of=as_of)
    tried = [
        *_gate(items, circumstances, plan, as_of),
        *(
            tried
            for key, tried in _measuring(items, circumstances, plan, as_of)
            if can_measure is None or key in can_measure
        ),
        *_better_evidence(now, items, circumstances, plan, as_of),
        *_another(items, circumstances, plan, as_of),
    ]
    steps = [
        Step(kind=kind, sentence=sentence, total=then.total, gain=then.total - now.total)
        for kind, sentence, then in tried
        if then.total - now.total >= WORTH_SAYING
    ]
    return tuple(sorted(steps, key=lambda step: (-step.gain, step.sentence)))


Tried = tuple[str, str, Score]


def _gate(items: Sequence[Item], now: Circumstances, plan: CreditPlan, as_of: date) -> list[Tried]:
    held = gate(now, plan)
    if held.factor == 1:
        return []
    opened = replace(now, days_late=0, channels_open=True, audits_failed=0)
    then = score(items, opened, plan=plan, as_of=as_of)
    return [("gate", f"Clear what holds the gate: {held.reason}", then)]


def _measuring(
    items: Sequence[Item], now: Circumstances, plan: CreditPlan, as_of: date
) -> list[tuple[str, Tried]]:
    """By key of the outcome."""
    found = []
    for terms in plan.outcomes:
        if terms.key in now.measured:
            continue
        then = replace(now, measured=now.measured | {terms.key})
        sentence = f"Measure, whatever comes out: {terms.label}."
        tried = ("measure", sentence, score(items, then, plan=plan, as_of=as_of))
        found.append((terms.key, tried))
    return found


_NEEDED = {
    1: "the department's own papers",
    2: "an independent document (partner, invoice, press, platform export)",
    3: "a measured audience or a survey",
}


def _better_evidence(
    scored: Score, items: Sequence[Item], now: Circumstances, plan: CreditPlan, as_of: date
) -> list[Tried]:
    counted = {each.item.key for each in scored.items if not each.reason}
    found = []
    for item in items:
        if item.key in counted and item.level < len(plan.levels) - 1:
            better = replace(item, level=item.level + 1)
            others = [other for other in items if other.key != item.key]
            sentence = f"Prove “{item.title or item.key}” with {_NEEDED[better.level]}."
            then = score([*others, better], now, plan=plan, as_of=as_of)
            found.append(("evidence", sentence, then))
    return found


def _another(
    items: Sequence[Item], now: Circumstances, plan: CreditPlan, as_of: date
) -> list[Tried]:
    """One new activity of a kind not yet done, on an independent document, that reaches in full."""
    last = max((item.sequence for item in items), default=0)
    found = []
    for terms in plan.strategies:
        people = ceil(terms.full_reach * now.population)
        new = Item(
            key=f"new {terms.key}",
            strategy=terms.key,
            kind="a new kind of activity",
            level=2,
            people=people,
            ended_on=as_of,
            sequence=last + 1,
        )
        sentence = (
            f"Add an activity of a new kind to {terms.key} ({terms.label}) that reaches {people:,} "
            "people and is proved by an independent document."
        )
        then = score([*items, new], now, plan=plan, as_of=as_of)
        found.append(("activity", sentence, then))
    return found
