from dataclasses import replace
from math import exp

import pytest

from outreach.credit.explain import explain, what_would_raise_it
from outreach.credit.plan import plan_named
from outreach.credit.score import Circumstances, Item, score
from tests.outreach.credit.examples import DAY, circumstances, items, named

PLAN = plan_named("credit-2026.1")
BALANCED = named("balanced, 8")


def test_marginal_points_are_what_the_score_loses_without_the_item() -> None:
    portfolio, now = items(BALANCED), circumstances(BALANCED)
    whole = score(portfolio, now, plan=PLAN, as_of=DAY)
    for each in explain(portfolio, now, plan=PLAN, as_of=DAY):
        rest = [item for item in portfolio if item.key != each.scored.item.key]
        without = score(rest, now, plan=PLAN, as_of=DAY)
        assert each.marginal == pytest.approx(whole.before_gate - without.before_gate)
        assert each.marginal > 0


def test_a_record_of_the_same_event_is_explained_and_adds_nothing() -> None:
    portfolio = [
        replace(item, event="one day") if item.key in {"000", "001"} else item
        for item in items(BALANCED)
    ]
    told = explain(portfolio, circumstances(BALANCED), plan=PLAN, as_of=DAY)
    by_key = {each.scored.item.key: each for each in told}
    assert by_key["001"].scored.reason == "It is the same event as 000, which counts."
    assert by_key["001"].marginal == 0


def test_steps_come_by_their_gain_and_each_leads_where_it_says() -> None:
    portfolio, now = items(BALANCED), circumstances(BALANCED)
    current = score(portfolio, now, plan=PLAN, as_of=DAY).total
    steps = what_would_raise_it(portfolio, now, plan=PLAN, as_of=DAY)
    gains = [step.gain for step in steps]
    assert gains == sorted(gains, reverse=True)
    assert all(step.total == pytest.approx(current + step.gain) for step in steps)
    assert {step.kind for step in steps} == {"measure", "evidence", "activity"}
    measured = replace(now, measured=now.measured | {"published"})
    [published] = [step for step in steps if "published result" in step.sentence]
    assert published.total == pytest.approx(score(portfolio, measured, plan=PLAN, as_of=DAY).total)


def test_a_closed_gate_is_the_only_step() -> None:
    now = replace(circumstances(BALANCED), days_late=120)
    steps = what_would_raise_it(items(BALANCED), now, plan=PLAN, as_of=DAY)
    assert [step.kind for step in steps] == ["gate"]
    assert steps[0].gain == pytest.approx(50.0, abs=0.05)
    assert "120 days late" in steps[0].sentence


def test_nothing_recorded_is_told_what_to_begin_with() -> None:
    steps = what_would_raise_it([], Circumstances(population=40_000), plan=PLAN, as_of=DAY)
    assert [step.kind for step in steps] == ["activity"] * 4 + ["measure"] * 4
    assert steps[0].gain == pytest.approx(0.55 * 22.5 * (1 - exp(-0.7 / 1.5)))
    assert "that reaches 200 people" in steps[0].sentence


def test_an_item_without_a_title_is_named_by_its_key() -> None:
    item = Item(key="R-1", strategy="S1", kind="x", level=1, people=10, ended_on=DAY, sequence=1)
    portfolio = [item, *items(BALANCED)]
    steps = what_would_raise_it(portfolio, circumstances(BALANCED), plan=PLAN, as_of=DAY)
    assert any("“R-1”" in step.sentence for step in steps)
