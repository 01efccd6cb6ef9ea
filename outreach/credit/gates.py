"""What the gate of the credit rests on, each part with its sentence. Pure.

Late complaint data, closed ways to complain and failed audits close it; how many complaints there were
is not asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from outreach.credit.plan import CreditPlan
from riskcore.units import write_date


@dataclass(frozen=True, kw_only=True)
class GateLine:
    """One part of the gate. factor: 1 open, 0 closed, None where it cannot be told; words: why."""

    key: str
    label: str
    factor: float | None
    words: str


def days_late(received_on: date | None, *, plan: CreditPlan, as_of: date) -> int | None:
    """By how many days complaint data, due every so many days, are late. None where none ever came."""
    if received_on is None:
        return None
    return max(0, (as_of - received_on).days - plan.due_every_days)


def is_open(ways: Mapping[str, bool], plan: CreditPlan) -> bool:
    """Whether a complaint can be made by everybody, by the plan's terms."""
    return not closed_ways(ways, plan)


def closed_ways(ways: Mapping[str, bool], plan: CreditPlan) -> tuple[str, ...]:
    """What stands in the way, by the answers to the access checklist; nothing where the way is open."""
    found = [f"no yes to {_word(key)}" for key in plan.ways_needed if not ways.get(key)]
    many = sum(bool(ways.get(key)) for key in plan.ways_any)
    if many < plan.ways_at_least:
        named = ", ".join(_word(key) for key in plan.ways_any)
        found.append(f"{many} of {named}, where {plan.ways_at_least} are needed")
    found += [f"a yes to {_word(key)}" for key in plan.ways_refused if ways.get(key)]
    return tuple(found)


def gate_lines(
    *,
    received_on: date | None,
    ways: Mapping[str, bool] | None,
    audits_failed: int,
    plan: CreditPlan,
    as_of: date,
) -> tuple[GateLine, ...]:
    """The three parts of the gate as they stand on a day; the lowest factor is the gate's."""
    return (
        _in_time(received_on, plan, as_of),
        _open(ways, plan),
        GateLine(
            key="audits",
            label="Audits of this year",
            factor=0.0 if audits_failed >= plan.closing_failures else 1.0,
            words=f"{audits_failed or 'no'} accepted item{'' if audits_failed == 1 else 's'} failed an "
            f"audit in {as_of.year}; {plan.closing_failures} close the gate",
        ),
    )


def _in_time(received_on: date | None, plan: CreditPlan, as_of: date) -> GateLine:
    late = days_late(received_on, plan=plan, as_of=as_of)
    label = "Complaint data"
    if received_on is None or late is None:
        words = "no complaint data of this client have ever come in"
        return GateLine(key="data", label=label, factor=None, words=words)
    factor = 1.0
    if late > plan.half_gate_after_days:
        factor = plan.half_gate
    if late > plan.closed_gate_after_days:
        factor = 0.0
    told = f"{late} days late" if late else "in time"
    return GateLine(
        key="data",
        label=label,
        factor=factor,
        words=f"they last came in on {write_date(received_on)} and are due every "
        f"{plan.due_every_days} days: {told}",
    )


def _open(ways: Mapping[str, bool] | None, plan: CreditPlan) -> GateLine:
    label = "Ways to complain"
    if ways is None:
        words = "nobody has said how a complaint can be made"
        return GateLine(key="ways", label=label, factor=None, words=words)
    closed = closed_ways(ways, plan)
    return GateLine(
        key="ways",
        label=label,
        factor=0.0 if closed else 1.0,
        words=f"not open to everyone: {'; '.join(closed)}" if closed else "open to everyone",
    )


def _word(key: str) -> str:
    return f"“{key.replace('_', ' ')}”"
