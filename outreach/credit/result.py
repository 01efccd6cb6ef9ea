"""The credit of one department worked out from what is known of it, or why it cannot be. Pure.

The same function answers for the page, the letter, the price and "what if".
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from outreach.credit.explain import Explained, Step, explain, what_would_raise_it
from outreach.credit.gates import GateLine, days_late, gate_lines, is_open
from outreach.credit.plan import CreditPlan
from outreach.credit.score import Circumstances, Item, Score, limited, percent, score
from riskcore.errors import InvalidInput
from riskcore.periods import add_months
from riskcore.units import write_date

SUPPOSED = "supposed"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One thing that was measured, with the words of its record. in_part: too few answered."""

    key: str
    in_part: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of one client on a day.

    audits: by item key "failed" or "limited", what an audit took; initiatives: by item key the number
    of its record; files: by item key the kind and SHA-256 of each file behind it. population: residents
    it was meant for, None where none are recorded. can_measure: outcomes that can be recorded at all.
    received_on: the day complaint data last came in, None for never; ways: answers of how a complaint
    can be made, None where nobody said. before: percent in force a year ago, 0 for none.
    """

    items: tuple[Item, ...] = ()
    audits: Mapping[str, str] = field(default_factory=dict)
    initiatives: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    population: int | None = None
    measured: tuple[Measured, ...] = ()
    can_measure: Collection[str] = ()
    received_on: date | None = None
    ways: Mapping[str, bool] | None = None
    audits_failed: int = 0
    before: Decimal = Decimal("0.0")


@dataclass(frozen=True, kw_only=True)
class Credit:
    """One credit. percent: None where it cannot be computed, with ``because``; by_score: before the
    yearly limit; score, lines, steps: empty where not even the points can be told; last_day: of its
    validity."""

    plan: CreditPlan
    as_of: date
    because: str
    known: Known
    gates: tuple[GateLine, ...]
    score: Score | None
    lines: tuple[Explained, ...]
    steps: tuple[Step, ...]
    cap: Decimal
    by_score: Decimal | None
    percent: Decimal | None
    last_day: date

    @property
    def is_limited(self) -> bool:
        """Whether the yearly limit, and not the score, sets it."""
        return self.percent is not None and self.percent != self.by_score


@dataclass(frozen=True, kw_only=True)
class NewItem:
    """An initiative that is supposed: ended on the day, accepted at the level."""

    strategy: str
    kind: str
    people: int
    level: int


@dataclass(frozen=True, kw_only=True)
class Supposed:
    """What is supposed to be otherwise. proved: (item key, evidence level); gate_open: that everything
    that holds the gate were cleared; cap: the underwriter's."""

    new: NewItem | None = None
    proved: tuple[str, int] | None = None
    measured: frozenset[str] = frozenset()
    gate_open: bool = False
    cap: Decimal | None = None

    @property
    def is_anything(self) -> bool:
        return self != Supposed()


def work_out(
    known: Known,
    *,
    plan: CreditPlan,
    as_of: date,
    cap: Decimal | None = None,
    with_steps: bool = True,
) -> Credit:
    """The credit on a day. cap: the underwriter's, within the plan's bounds; None for the plan's own.

    Raises InvalidInput for a cap outside them.
    """
    gates = gate_lines(
        received_on=known.received_on,
        ways=known.ways,
        audits_failed=known.audits_failed,
        plan=plan,
        as_of=as_of,
    )
    why_not = [] if known.population else [no_population(as_of)]
    why_not += [line.words for line in gates if line.factor is None]
    found = Credit(
        plan=plan,
        as_of=as_of,
        because="; and ".join(why_not),
        known=known,
        gates=gates,
        score=None,
        lines=(),
        steps=(),
        cap=plan.cap if cap is None else cap,
        by_score=None,
        percent=None,
        last_day=add_months(as_of, plan.valid_months) - timedelta(days=1),
    )
    nothing = percent(0.0, plan=plan, cap=cap)
    if not known.population:
        return found
    now = circumstances(known, plan=plan, as_of=as_of)
    scored = score(known.items, now, plan=plan, as_of=as_of)
    found = replace(
        found,
        score=scored,
        lines=explain(known.items, now, plan=plan, as_of=as_of),
        steps=what_would_raise_it(
            known.items, now, plan=plan, as_of=as_of, can_measure=known.can_measure
        )
        if with_steps
        else (),
    )
    if why_not:
        return found
    by_score = percent(scored.total, plan=plan, cap=cap)
    held = limited(by_score, before=known.before, gate=scored.gate, plan=plan)
    return replace(found, by_score=by_score, percent=max(nothing, min(held, found.cap)))


def circumstances(known: Known, *, plan: CreditPlan, as_of: date) -> Circumstances:
    """What the score asks beside the items; a gate of which nothing is known counts as open."""
    asked = {terms.key for terms in plan.outcomes}
    measured = [each for each in known.measured if each.key in asked]
    full = frozenset(each.key for each in measured if not each.in_part)
    return Circumstances(
        population=known.population or 0,
        measured=full,
        measured_in_part=frozenset(each.key for each in measured) - full,
        days_late=days_late(known.received_on, plan=plan, as_of=as_of) or 0,
        channels_open=known.ways is None or is_open(known.ways, plan),
        audits_failed=known.audits_failed,
    )


def suppose(known: Known, supposed: Supposed, *, plan: CreditPlan, as_of: date) -> Known:
    """What would be known if this were so. Nothing is stored.

    Raises InvalidInput where an item is supposed to be proved that is not among those accepted.
    """
    items = list(known.items)
    if supposed.proved is not None:
        key, level = supposed.proved
        if key not in {item.key for item in items}:
            raise InvalidInput(
                "credit.no_item",
                f"You supposed better evidence for {key!r}; no accepted initiative has that reference. "
                "Take one of the list.",
                field="item",
            )
        items = [replace(item, level=level) if item.key == key else item for item in items]
    if supposed.new is not None:
        last = max((item.sequence for item in items), default=0)
        new = supposed.new
        items.append(
            Item(
                key=SUPPOSED,
                strategy=new.strategy,
                kind=new.kind,
                level=new.level,
                people=new.people,
                ended_on=as_of,
                sequence=last + 1,
                title=f"{new.kind}, supposed",
            )
        )
    unknown = sorted(set(supposed.measured) - {terms.key for terms in plan.outcomes})
    if unknown:
        raise InvalidInput(
            "credit.outcome",
            f"You supposed that {', '.join(unknown)} were measured; the plan {plan.name!r} has "
            f"{', '.join(terms.key for terms in plan.outcomes)}.",
            field="measured",
        )
    more = [
        Measured(key=terms.key, in_part=False, words="Supposed.")
        for terms in plan.outcomes
        if terms.key in supposed.measured
    ]
    changed = replace(known, items=tuple(items), measured=(*known.measured, *more))
    if not supposed.gate_open:
        return changed
    ways = dict.fromkeys((*plan.ways_needed, *plan.ways_any), True)
    return replace(changed, received_on=as_of, ways=ways, audits_failed=0)


def no_population(as_of: date) -> str:
    return (
        "no residents (of a school district: students) are recorded for the 12 months to "
        f"{write_date(as_of)}, so reach is a share of nothing"
    )
