"""The default rules are sound data, and a rating plan may change bounds but not invent rules."""

import string
from decimal import Decimal

import pytest

from riskcore.losses.codes import LABELS
from riskcore.underwriting.codes import BlockingPoint, Comparator
from riskcore.underwriting.plan import CAVEAT, PLAN, Bounds
from riskcore.underwriting.rules import ReferralRule


def test_keys_and_orders_are_unique() -> None:
    assert len({rule.key for rule in PLAN.rules}) == len(PLAN.rules)
    assert [rule.order for rule in PLAN.rules] == sorted({rule.order for rule in PLAN.rules})


@pytest.mark.parametrize("rule", PLAN.rules, ids=lambda rule: rule.key)
def test_a_rule_names_its_source_and_a_sentence_that_can_be_filled_in(rule: ReferralRule) -> None:
    names = {name for _, name, _, _ in string.Formatter().parse(rule.sentence) if name}
    assert names <= {"words", "value", "bound"}
    assert rule.source
    assert (rule.value is None) == (rule.comparator is Comparator.FOUND)


def test_a_watch_rule_stands_in_the_way_of_nothing_and_carries_the_caveat() -> None:
    watch = [rule for rule in PLAN.rules if rule.watch]
    assert watch
    for rule in watch:
        assert rule.blocking is BlockingPoint.NONE
        assert CAVEAT in rule.sentence
    assert not [r for r in PLAN.rules if r.blocking is BlockingPoint.NONE and not r.watch]


def test_the_causes_of_the_plan_are_codes_of_ours() -> None:
    assert {*PLAN.severe_causes, *PLAN.custody_causes} <= set(LABELS)


def bounds(number: str, **values: int) -> Bounds:
    stated = {key.replace("__", "."): Decimal(value) for key, value in values.items()}
    return Bounds(number=number, values=stated)


def test_a_rating_plan_puts_its_bounds_in_place_and_is_named_with_them() -> None:
    rule = PLAN.under([bounds("RP-7", claims__large=500_000)]).rule("claims.large")
    assert rule is not None
    assert (rule.value, rule.bound_from) == (Decimal(500_000), "RP-7")
    assert PLAN.rule("claims.large").value == Decimal(250_000)  # type: ignore[union-attr]
    assert PLAN.under([]) == PLAN


def test_of_several_plans_the_strictest_bound_holds_in_any_order() -> None:
    two = [bounds("RP-1", claims__large=300_000), bounds("RP-2", claims__large=150_000)]
    found = PLAN.under(two)
    assert found == PLAN.under(two[::-1])
    assert found.rule("claims.large").bound_from == "RP-2"  # type: ignore[union-attr]


def test_a_key_of_no_bounded_rule_changes_nothing() -> None:
    assert PLAN.under([bounds("RP-1", claims__tiny=1, authority__above=1)]) == PLAN
    assert "authority.above" not in PLAN.bounded
