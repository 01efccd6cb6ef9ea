"""Schedule rating: ranges, cap, evidence, state rules, and no order in it."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.errors import InvalidInput
from riskcore.rating.schedule import (
    Choice,
    ScheduleItem,
    ScheduleTable,
    StateRule,
    after_credits,
    schedule_problems,
    schedule_rating,
)
from tests.published.reading import published

PRINTED = published("schedules")


def table(shares: dict[str, str], cap: str, **more: object) -> ScheduleTable:
    items = tuple(
        ScheduleItem(key=key, label=key.title(), low=-Decimal(share), high=Decimal(share))
        for key, share in shares.items()
    )
    return ScheduleTable(items=items, low=-Decimal(cap), high=Decimal(cap), **more)  # type: ignore[arg-type]


def choice(key: str, value: str, **more: object) -> Choice:
    told: dict[str, object] = {"reason": "seen on the visit", "evidence": ("visit 12",)} | more
    return Choice(key=key, value=Decimal(value), **told)  # type: ignore[arg-type]


INDIANA = {f"item_{at}": share for at, share in enumerate(PRINTED["indiana"]["items"])}
GENERAL = PRINTED["general_liability"]["items"]


@pytest.mark.parametrize("sign", ["-", ""])
def test_indianas_items_sum_past_the_maximum_and_are_held_at_it(sign: str) -> None:
    found = schedule_rating(
        table(INDIANA, PRINTED["indiana"]["maximum"]),
        [choice(key, sign + share) for key, share in INDIANA.items()],
    )
    assert found.uncapped == Decimal(sign + PRINTED["indiana"]["listed"])
    assert found.capped == Decimal(sign + PRINTED["indiana"]["maximum"])
    assert found.factor == 1 + found.capped
    assert found.is_held


def test_the_general_liability_table_sums_to_35_and_is_held_at_25_per_cent() -> None:
    printed = PRINTED["general_liability"]
    found = schedule_rating(
        table(GENERAL, printed["maximum"]), [choice(key, share) for key, share in GENERAL.items()]
    )
    assert (found.uncapped, found.capped) == (
        Decimal(printed["listed"]),
        Decimal(printed["maximum"]),
    )
    assert found.factor == Decimal("1.25")


def test_no_judgement_leaves_the_premium_alone() -> None:
    found = schedule_rating(table(GENERAL, "0.25"), [])
    assert (found.factor, found.is_held) == (1, False)
    assert [line.value for line in found.lines] == [0] * 6


@given(st.lists(st.integers(-10, 10), min_size=6, max_size=6), st.integers(0, 50))
def test_the_result_lies_within_the_cap_whatever_the_items(values: list[int], cap: int) -> None:
    shares = dict.fromkeys(GENERAL, "0.10")
    choices = [
        choice(key, str(Decimal(value) / 100)) for key, value in zip(shares, values, strict=True)
    ]
    held = schedule_rating(table(shares, str(Decimal(cap) / 100)), choices)
    assert abs(held.capped) <= Decimal(cap) / 100
    assert held.uncapped == Decimal(sum(values)) / 100


def test_the_order_of_choices_changes_nothing() -> None:
    choices = [choice("premises", "0.10"), choice("employees", "-0.06"), choice("location", "0.01")]
    results = [schedule_rating(table(GENERAL, "0.25"), order) for order in permutations(choices)]
    assert all(result == results[0] for result in results)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (choice("premises", "0.11"), "schedule.out_of_range"),
        (choice("premises", "NaN"), "schedule.out_of_range"),
        (choice("weather", "0.01"), "schedule.unknown"),
        (choice("premises", "0.05", reason="  "), "schedule.reason"),
        (choice("premises", "0.05", evidence=()), "schedule.evidence"),
        (choice("premises", "-0.05", evidence=("",)), "schedule.evidence"),
    ],
)
def test_a_judgement_that_may_not_stand_keeps_the_schedule_from_the_premium(
    wrong: Choice, code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        schedule_rating(table(GENERAL, "0.25"), [choice("location", "0.01"), wrong])
    assert refused.value.code == code


def test_every_problem_is_named_at_once() -> None:
    found = schedule_problems(
        table(GENERAL, "0.25"),
        [
            choice("premises", "0.5", reason="", evidence=()),
            choice("location", "0.01"),
            choice("location", "0.02"),
        ],
    )
    assert [(one.code, one.item) for one in found] == [
        ("schedule.repeated", "location"),
        ("schedule.out_of_range", "premises"),
        ("schedule.reason", "premises"),
        ("schedule.evidence", "premises"),
    ]


def test_an_item_judged_at_nought_needs_no_evidence() -> None:
    assert not schedule_problems(table(GENERAL, "0.25"), [Choice(key="premises", value=Decimal(0))])


STATE = StateRule(
    state="FL",
    low=Decimal("-0.10"),
    high=Decimal("0.40"),
    least_premium=Decimal(1000),
    barred=("location",),
)


def test_a_states_cap_stands_in_place_of_the_plans() -> None:
    plan = table(GENERAL, "0.25", states=(STATE,))
    debits = [choice(key, share) for key, share in GENERAL.items() if key != "location"]
    found = schedule_rating(plan, debits, state="FL", manual_premium=Decimal(1000))
    assert found.capped == found.uncapped == Decimal("0.30")
    assert schedule_rating(plan, debits, state="OH").capped == Decimal("0.25")


@pytest.mark.parametrize(
    ("premium", "key", "code"),
    [
        (Decimal("999.99"), "premises", "schedule.premium"),
        (None, "premises", "schedule.premium"),
        (Decimal(1000), "location", "schedule.barred"),
    ],
)
def test_a_state_may_bar_an_item_or_small_premiums(
    premium: Decimal | None, key: str, code: str
) -> None:
    found = schedule_problems(
        table(GENERAL, "0.25", states=(STATE,)),
        [choice(key, "0.01")],
        state="FL",
        manual_premium=premium,
    )
    assert [one.code for one in found] == [code]


@pytest.mark.parametrize(
    ("z", "codes"), [(0.02, ["schedule.credibility"]), (None, ["schedule.credibility"]), (0.03, [])]
)
def test_a_plan_may_ask_for_a_least_credibility(z: float | None, codes: list[str]) -> None:
    plan = table(GENERAL, "0.25", least_credibility=Decimal("0.03"))
    found = schedule_problems(plan, [choice("premises", "0.01")], credibility=z)
    assert [one.code for one in found] == codes


def test_a_range_or_a_table_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(InvalidInput):
        ScheduleItem(key="a", label="A", low=Decimal("0.01"), high=Decimal("0.05"))
    with pytest.raises(InvalidInput):
        table({"a": "0.1"}, "1")
    item = ScheduleItem(key="a", label="A", low=Decimal(0), high=Decimal("0.05"))
    with pytest.raises(InvalidInput):
        ScheduleTable(items=(item, item), low=Decimal(0), high=Decimal("0.25"))


def test_shares_of_one_plan_add_before_they_apply() -> None:
    assert after_credits(Decimal(1000), [Decimal("-0.10"), Decimal("0.10")]) == 1000
