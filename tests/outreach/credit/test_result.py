"""One credit from what is known: the worked examples, what cannot be told, and the yearly limit."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from outreach.credit.plan import plan_named
from outreach.credit.result import Known, Measured, NewItem, Supposed, suppose, work_out
from riskcore.errors import InvalidInput
from tests.outreach.credit.examples import DAY, DOCUMENT, as_of, items, named

PLAN = plan_named("credit-2026.1")
WAYS = {"any_form": True, "anonymous": True, "email": True, "telephone": True, "notary": False}


def known(example: dict[str, Any], **changes: Any) -> Known:
    """A published portfolio of a client whose record is in time and open, with 3 % of a year ago."""
    measured = [
        *(Measured(key=key, in_part=False, words="") for key in example["measured"]),
        *(Measured(key=key, in_part=True, words="") for key in example["measured_in_part"]),
    ]
    usual: dict[str, Any] = {
        "items": tuple(items(example)),
        "population": DOCUMENT["population"],
        "measured": tuple(measured),
        "can_measure": ("published",),
        "received_on": as_of(example),
        "ways": WAYS,
        "before": Decimal("1.0"),
    }
    return Known(**(usual | changes))


@pytest.mark.parametrize("example", DOCUMENT["examples"], ids=lambda example: example["name"])
def test_the_worked_examples_come_out(example: dict[str, Any]) -> None:
    found = work_out(known(example), plan=PLAN, as_of=as_of(example))
    assert found.score is not None
    assert round(found.score.total, 1) == example["total"]
    assert str(found.by_score) == str(found.percent) == example["credit"]


BALANCED = named("balanced, 8")


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"population": None}, "no residents"),
        ({"received_on": None}, "no complaint data of this client have ever come in"),
        ({"ways": None}, "nobody has said how a complaint can be made"),
        (
            {"ways": None, "received_on": None},
            "ever come in; and nobody has said",
        ),
    ],
)
def test_what_is_not_known_is_no_zero(change: dict[str, Any], because: str) -> None:
    found = work_out(known(BALANCED, **change), plan=PLAN, as_of=DAY)
    assert found.percent is None
    assert because in found.because
    assert bool(found.lines) is ("population" not in change)


def test_a_first_credit_is_counted_from_nothing() -> None:
    excellent = named("excellent")
    found = work_out(known(excellent, before=Decimal("0.0")), plan=PLAN, as_of=DAY)
    assert (str(found.by_score), str(found.percent), found.is_limited) == ("2.4", "1.5", True)


def test_a_fall_is_limited_too_but_a_closed_gate_is_not_softened() -> None:
    before = Decimal("3.0")
    assert work_out(known(BALANCED, before=before), plan=PLAN, as_of=DAY).percent == Decimal("1.5")
    closed = known(BALANCED, before=before, ways=WAYS | {"notary": True})
    assert work_out(closed, plan=PLAN, as_of=DAY).percent == 0


def test_it_holds_for_a_year_less_a_day() -> None:
    found = work_out(known(BALANCED), plan=PLAN, as_of=date(2026, 9, 30))
    assert found.last_day == date(2027, 9, 29)


def test_an_underwriters_cap_bounds_it() -> None:
    found = work_out(known(BALANCED), plan=PLAN, as_of=DAY, cap=Decimal("0.5"))
    assert found.percent == Decimal("0.1")
    with pytest.raises(InvalidInput, match=r"A cap of 9"):
        work_out(known(BALANCED), plan=PLAN, as_of=DAY, cap=Decimal(9))


def test_only_what_can_be_measured_is_advised() -> None:
    steps = work_out(known(BALANCED), plan=PLAN, as_of=DAY).steps
    measured = [step.sentence for step in steps if step.kind == "measure"]
    assert measured == ["Measure, whatever comes out: a published result."]


def test_what_is_supposed_leads_where_the_advice_says() -> None:
    now = known(BALANCED)
    for step in work_out(now, plan=PLAN, as_of=DAY).steps:
        if step.kind == "measure":
            supposed = Supposed(measured=frozenset({"published"}))
        elif step.kind == "evidence":
            item = next(item for item in now.items if f"“{item.title}”" in step.sentence)
            supposed = Supposed(proved=(item.key, item.level + 1))
        else:
            strategy = step.sentence.split(" to ")[1][:2]
            terms = PLAN.strategy(strategy)
            people = round(terms.full_reach * DOCUMENT["population"])
            supposed = Supposed(
                new=NewItem(strategy=strategy, kind="Something new", people=people, level=2)
            )
        then = work_out(suppose(now, supposed, plan=PLAN, as_of=DAY), plan=PLAN, as_of=DAY)
        assert then.score is not None
        assert then.score.total == pytest.approx(step.total)
    assert not Supposed().is_anything


def test_a_cleared_gate_is_supposed_whole() -> None:
    shut = known(BALANCED, ways=None, received_on=DAY - timedelta(days=400), audits_failed=3)
    opened = suppose(shut, Supposed(gate_open=True), plan=PLAN, as_of=DAY)
    assert work_out(opened, plan=PLAN, as_of=DAY).percent == Decimal("0.8")


@pytest.mark.parametrize(
    "supposed", [Supposed(proved=("nowhere", 3)), Supposed(measured=frozenset({"nothing"}))]
)
def test_what_is_not_there_cannot_be_supposed(supposed: Supposed) -> None:
    with pytest.raises(InvalidInput, match="You supposed"):
        suppose(known(BALANCED), supposed, plan=PLAN, as_of=DAY)


def test_an_item_that_failed_its_audit_counts_nothing() -> None:
    now = known(BALANCED)
    failed = replace(now, items=tuple(replace(item, level=0) for item in now.items))
    found = work_out(failed, plan=PLAN, as_of=DAY)
    assert found.score is not None
    assert found.score.total == found.score.outcome == 5
