from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.credit.plan import plan_named
from outreach.credit.score import (
    Circumstances,
    Gate,
    Item,
    gate,
    limited,
    months_since,
    outcome_points,
    percent,
    reach,
    score,
)
from riskcore.errors import InvalidInput
from tests.outreach.credit.examples import DAY, DOCUMENT, as_of, circumstances, items, named
from tests.published.reading import published

PLAN = plan_named("credit-2026.1")
OPEN = Gate(factor=1.0, reason="")
TOWN = Circumstances(population=40_000)


def total(portfolio: list[Item], town: Circumstances = TOWN, day: date = DAY) -> float:
    return score(portfolio, town, plan=PLAN, as_of=day).total


@pytest.mark.parametrize("example", DOCUMENT["examples"], ids=lambda example: example["name"])
def test_the_worked_examples_come_out_to_the_printed_digit(example: dict[str, Any]) -> None:
    found = score(items(example), circumstances(example), plan=PLAN, as_of=as_of(example))
    assert [round(strategy.points, 1) for strategy in found.strategies] == example["printed"]
    assert found.outcome == example["outcome"]
    assert round(found.total, 1) == example["total"]
    assert str(percent(found.total, plan=PLAN)) == example["credit"]


def test_there_are_nine_of_them() -> None:
    assert len(published("outreach_credit")["examples"]) == 9


drawn_items = st.lists(
    st.builds(
        Item,
        key=st.uuids().map(str),
        strategy=st.sampled_from(["S1", "S2", "S3", "S4"]),
        kind=st.sampled_from(["Coffee", "Fair", "Billboards"]),
        level=st.integers(0, 3),
        people=st.none() | st.integers(0, 100_000),
        ended_on=st.integers(-30, 1500).map(lambda age: DAY - timedelta(days=age)),
        sequence=st.integers(0, 50),
        event=st.sampled_from(["", "", "a", "b"]),
    ),
    max_size=12,
    unique_by=lambda item: item.key,
)


@given(drawn_items, st.randoms())
def test_the_order_of_the_items_does_not_matter(portfolio: list[Item], chance: Any) -> None:
    shuffled = list(portfolio)
    chance.shuffle(shuffled)
    assert score(shuffled, TOWN, plan=PLAN, as_of=DAY) == score(
        portfolio, TOWN, plan=PLAN, as_of=DAY
    )


@given(drawn_items, st.data())
def test_sending_an_item_again_never_raises_it(portfolio: list[Item], data: st.DataObject) -> None:
    if not portfolio:
        return
    original = data.draw(st.sampled_from(portfolio))
    marked = [
        replace(item, event="same") if item.key == original.key else item for item in portfolio
    ]
    again = replace(
        original,
        key="again",
        event="same",
        sequence=100,
        people=data.draw(st.none() | st.integers(0, 100_000)),
        level=data.draw(st.integers(0, 3)),
        strategy=data.draw(st.sampled_from(["S1", "S2", "S3", "S4"])),
        ended_on=DAY,
    )
    assert total([*marked, again]) == pytest.approx(total(marked), abs=1e-12)


@given(
    drawn_items,
    st.integers(0, 50_000),
    st.integers(0, 3),
    st.lists(st.integers(1, 100), min_size=2, max_size=30),
)
def test_splitting_one_event_into_many_never_raises_it(
    portfolio: list[Item], people: int, level: int, shares: list[int]
) -> None:
    whole = Item(
        key="whole",
        strategy="S4",
        kind="Open house",
        level=level,
        people=people,
        ended_on=DAY,
        sequence=60,
        event="the day",
    )
    parts = [
        replace(
            whole, key=f"part {number}", people=people * share // sum(shares), sequence=60 + number
        )
        for number, share in enumerate(shares)
    ]
    assert total([*portfolio, *parts]) <= total([*portfolio, whole]) + 1e-9


@given(drawn_items, st.integers(0, 10**9))
def test_one_huge_item_never_raises_it_beyond_the_full_reach(
    portfolio: list[Item], more: int
) -> None:
    full = Item(
        key="board", strategy="S3", kind="Mast", level=3, people=8000, ended_on=DAY, sequence=70
    )
    assert total([*portfolio, replace(full, people=8000 + more)]) == total([*portfolio, full])


@given(st.integers(1, 400), st.integers(0, 10**9))
def test_one_strategy_alone_never_earns_a_credit(count: int, people: int) -> None:
    alone = [
        Item(
            key=str(number),
            strategy="S3",
            kind=f"kind {number}",
            level=3,
            people=people,
            ended_on=DAY,
            sequence=number,
        )
        for number in range(count)
    ]
    measured = replace(TOWN, measured=frozenset(terms.key for terms in PLAN.outcomes))
    assert percent(total(alone, measured), plan=PLAN) == 0


@given(drawn_items, st.data())
def test_self_certified_papers_never_raise_it(portfolio: list[Item], data: st.DataObject) -> None:
    """What an item earns on the department's own papers is never more than on independent ones."""
    if not portfolio:
        return
    changed = data.draw(st.sampled_from(portfolio))
    own = [
        replace(item, level=min(item.level, 1)) if item.key == changed.key else item
        for item in portfolio
    ]
    assert total(own) <= total(portfolio) + 1e-9


def test_nothing_that_is_asked_is_a_number_of_complaints() -> None:
    asked = {*Item.__dataclass_fields__, *Circumstances.__dataclass_fields__}
    assert asked == {
        "key",
        "strategy",
        "kind",
        "level",
        "people",
        "ended_on",
        "sequence",
        "event",
        "target",
        "title",
        "population",
        "measured",
        "measured_in_part",
        "days_late",
        "channels_open",
        "audits_failed",
    }


@given(drawn_items, st.integers(0, 400), st.integers(0, 1200))
def test_a_score_of_a_day_is_the_same_whenever_it_is_asked(
    portfolio: list[Item], back: int, later: int
) -> None:
    """What ended after a day adds nothing to it, so the day's score can be asked for ever after."""
    day = DAY - timedelta(days=back)
    added = Item(
        key="later",
        strategy="S1",
        kind="Later",
        level=3,
        people=500,
        ended_on=day + timedelta(days=1 + later),
        sequence=99,
    )
    assert total([*portfolio, added], day=day) == total(portfolio, day=day)


@given(drawn_items)
def test_a_smaller_place_earns_the_same_for_the_same_share(portfolio: list[Item]) -> None:
    ten_times = [
        replace(item, people=None if item.people is None else 10 * item.people)
        for item in portfolio
    ]
    city = replace(TOWN, population=400_000)
    assert total(ten_times, city) == pytest.approx(total(portfolio), abs=1e-9)


@pytest.mark.parametrize(
    ("change", "factor", "said"),
    [
        ({}, 1.0, ""),
        ({"days_late": 30}, 1.0, ""),
        ({"days_late": 31}, 0.5, "Complaint data are 31 days late, more than 30."),
        ({"days_late": 90}, 0.5, "Complaint data are 90 days late, more than 30."),
        ({"days_late": 91}, 0.0, "Complaint data are 91 days late, more than 90."),
        ({"channels_open": False}, 0.0, "The ways to complain are not open to everyone."),
        ({"audits_failed": 1}, 1.0, ""),
        ({"audits_failed": 2}, 0.0, "2 accepted items failed an audit this year."),
    ],
)
def test_the_gate(change: dict[str, Any], factor: float, said: str) -> None:
    held = gate(replace(TOWN, **change), PLAN)
    assert (held.factor, held.reason) == (factor, said)


def test_a_half_gate_halves_the_total_and_a_closed_one_leaves_nothing() -> None:
    balanced = named("balanced, 8")
    now = circumstances(balanced)
    whole = total(items(balanced), now)
    assert total(items(balanced), replace(now, days_late=60)) == pytest.approx(whole / 2)
    assert total(items(balanced), replace(now, days_late=120)) == 0


@pytest.mark.parametrize(
    ("found", "before", "given"),
    [
        ("2.4", None, "2.4"),
        ("2.4", "0.0", "1.5"),
        ("2.4", "1.0", "2.4"),
        ("0.0", "2.4", "0.9"),
        ("1.5", "3.0", "1.5"),
    ],
)
def test_a_year_changes_it_by_one_and_a_half_points_at_most(
    found: str, before: str | None, given: str
) -> None:
    held = None if before is None else Decimal(before)
    assert limited(Decimal(found), before=held, gate=OPEN, plan=PLAN) == Decimal(given)


def test_a_closed_gate_is_not_softened_by_the_yearly_limit() -> None:
    closed = Gate(factor=0.0, reason="late")
    assert limited(Decimal("0.0"), before=Decimal("2.4"), gate=closed, plan=PLAN) == 0


@pytest.mark.parametrize(
    ("points", "cap", "given"),
    [
        (100, None, "3.0"),
        (100, "5.0", "5.0"),
        (100, "0.0", "0.0"),
        (65, None, "1.5"),
        (30, None, "0.0"),
    ],
)
def test_the_percent_runs_from_nothing_to_the_cap(
    points: float, cap: str | None, given: str
) -> None:
    held = None if cap is None else Decimal(cap)
    assert percent(points, plan=PLAN, cap=held) == Decimal(given)


def test_a_cap_outside_the_plan_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"A cap of 5.1 % was asked for; .* 0.0 % to 5.0 %"):
        percent(50, plan=PLAN, cap=Decimal("5.1"))


@pytest.mark.parametrize(
    ("ended_on", "months"),
    [
        (date(2026, 9, 30), 0.0),
        (date(2026, 8, 31), 1.0),
        (date(2026, 8, 15), 1.5),
        (date(2024, 9, 30), 24.0),
        (date(2026, 10, 30), -1.0),
    ],
)
def test_months_since(ended_on: date, months: float) -> None:
    assert months_since(ended_on, DAY) == pytest.approx(months)


def test_recency_halves_in_a_year_and_ends_after_three() -> None:
    item = Item(key="a", strategy="S1", kind="Drive", level=3, people=200, ended_on=DAY, sequence=1)

    def points(back: date) -> float:
        [scored] = score([replace(item, ended_on=back)], TOWN, plan=PLAN, as_of=DAY).items
        return scored.points

    assert points(date(2026, 9, 30)) == pytest.approx(1)
    assert points(date(2025, 9, 30)) == pytest.approx(0.5)
    assert points(date(2023, 9, 30)) == pytest.approx(0.125)
    assert points(date(2023, 9, 29)) == 0


def test_reach_is_steep_at_first_and_full_at_its_share() -> None:
    assert reach(None, 40_000, 0.005, 9) == reach(0, 40_000, 0.005, 9) == 0
    assert reach(20, 40_000, 0.005, 9) == pytest.approx(0.2788, abs=1e-4)
    assert reach(200, 40_000, 0.005, 9) == reach(4000, 40_000, 0.005, 9) == pytest.approx(1)


def test_a_repeat_of_a_kind_counts_less_whatever_its_spelling() -> None:
    first = Item(
        key="a",
        strategy="S4",
        kind="Coffee with  officers",
        level=3,
        people=400,
        ended_on=DAY,
        sequence=1,
    )
    second = replace(first, key="b", kind="coffee with Officers", sequence=2)
    scored = score([first, second], TOWN, plan=PLAN, as_of=DAY).items
    assert [(each.rank, each.counted) for each in scored] == [(1, 1.0), (2, 0.6)]


def test_measuring_counts_in_full_or_in_part_and_never_twice() -> None:
    assert outcome_points(["resident_survey"], ["resident_survey", "published"], PLAN) == 5
    with pytest.raises(InvalidInput, match="fewer_complaints"):
        outcome_points(["fewer_complaints"], [], PLAN)


def test_what_cannot_be_scored_is_answered_with_a_sentence() -> None:
    item = Item(key="a", strategy="S1", kind="x", level=1, people=1, ended_on=DAY, sequence=1)
    with pytest.raises(InvalidInput, match="Record the population"):
        total([item], Circumstances(population=0))
    with pytest.raises(InvalidInput, match="levels run from 0 to 3"):
        total([replace(item, level=4)])
    with pytest.raises(InvalidInput, match="S1, S2, S3, S4"):
        total([replace(item, strategy="S5")])
    with pytest.raises(InvalidInput, match="more than once"):
        total([item, item])
