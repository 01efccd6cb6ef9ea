"""A rule fires per finding, says so with its rows, and never passes for clear what nobody looked at."""

from dataclasses import replace
from decimal import Decimal

from riskcore.underwriting.codes import BlockingPoint, Comparator
from riskcore.underwriting.rules import (
    Finding,
    ReferralRule,
    SourceRow,
    Unchecked,
    apply,
    same_values,
)
from riskcore.units import DOLLARS

LARGE = ReferralRule(
    key="test.large",
    label="Large",
    measure="test.amount",
    comparator=Comparator.AT_LEAST,
    value=Decimal(100),
    unit=DOLLARS,
    blocking=BlockingPoint.QUOTE,
    sentence="{words} is {value}; from {bound} on it counts.",
    source="None.",
    order=1,
)


def finding(key: str, amount: int) -> Finding:
    return Finding(
        key=key,
        value=Decimal(amount),
        words=f"Thing {key}",
        values={"amount": Decimal(amount)},
        rows=(SourceRow(table="things", id=key, says="seen"),),
    )


def test_a_rule_fires_once_for_each_finding_its_comparison_holds_for() -> None:
    checked = apply((LARGE,), {"test.amount": (finding("a", 99), finding("b", 100))})
    [firing] = checked.firings
    assert firing.identity == ("test.large", "b")
    assert firing.sentence == "Thing b is $100; from $100 on it counts."
    assert firing.values == {"amount": "100", "bound": "100"}
    assert firing.rows == ({"table": "things", "id": "b", "says": "seen"},)
    assert checked.clear == ()


def test_a_rule_that_found_nothing_beyond_its_bound_is_clear() -> None:
    assert apply((LARGE,), {"test.amount": (finding("a", 1),)}).clear == (LARGE,)
    assert apply((LARGE,), {"test.amount": ()}).clear == (LARGE,)


def test_what_cannot_be_checked_is_neither_clear_nor_fired() -> None:
    checked = apply((LARGE,), {"test.amount": Unchecked(because="nobody asked")})
    assert (checked.firings, checked.clear) == ((), ())
    assert checked.unchecked == ((LARGE, "nobody asked"),)
    [(_, because)] = apply((LARGE,), {}).unchecked
    assert "measures it" in because


def test_another_bound_changes_the_values_an_approval_is_bound_to() -> None:
    one = apply((LARGE,), {"test.amount": (finding("b", 200),)}).firings[0]
    moved = replace(LARGE, value=Decimal(150))
    other = apply((moved,), {"test.amount": (finding("b", 200),)}).firings[0]
    assert not same_values(one.values, other.values)
    assert same_values(one.values, dict(reversed(one.values.items())))


def test_a_rule_says_its_bound_in_words() -> None:
    assert LARGE.bound_words == "at least $100"
    assert replace(LARGE, comparator=Comparator.FOUND, value=None).bound_words == "whenever found"
