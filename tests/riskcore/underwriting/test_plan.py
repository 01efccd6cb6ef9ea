"""The default rules are sound data, and a plan may change bounds but not invent rules."""

import string
from decimal import Decimal

import pytest

from riskcore.errors import InvalidInput
from riskcore.losses.codes import LABELS
from riskcore.underwriting.codes import BlockingPoint, Comparator
from riskcore.underwriting.plan import CAVEAT, PLAN
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


def test_a_plan_changes_bounds_by_key() -> None:
    changed = PLAN.with_thresholds({"claims.large": Decimal(500_000)}, key="tx-1")
    assert changed.key == "tx-1"
    assert changed.rule("claims.large").value == Decimal(500_000)  # type: ignore[union-attr]
    assert PLAN.rule("claims.large").value == Decimal(250_000)  # type: ignore[union-attr]


@pytest.mark.parametrize("key", ["claims.tiny", "authority.above"])
def test_a_threshold_for_no_rule_or_one_without_a_bound_is_refused(key: str) -> None:
    with pytest.raises(InvalidInput, match=key):
        PLAN.with_thresholds({key: Decimal(1)}, key="x")
