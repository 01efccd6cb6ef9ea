"""Premiums are exact until they are rounded once, so order does not matter."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.errors import InvalidInput
from riskcore.rating.money import Rounding, as_factor, combined, exact, product, rounded, summed
from riskcore.units import cents

AMOUNTS = st.decimals(-10_000_000, 10_000_000, places=2)
FACTORS = st.decimals(Decimal("0.0001"), 5, places=4)


@given(AMOUNTS, st.lists(FACTORS, max_size=12), st.randoms())
def test_the_same_factors_give_the_same_cents_in_any_order(
    amount: Decimal, factors: list[Decimal], chance: object
) -> None:
    shuffled = sorted(factors, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert rounded(product(amount, factors)) == rounded(product(amount, shuffled))


@given(AMOUNTS)
def test_cents_are_rounded_as_everywhere_in_the_house(amount: Decimal) -> None:
    third = amount / 8
    assert rounded(third) == cents(third)


@pytest.mark.parametrize(
    ("amount", "rule", "expected"),
    [
        ("1234.505", Rounding.CENT, "1234.51"),
        ("1234.50", Rounding.DOLLAR, "1235.00"),
        ("-1234.50", Rounding.DOLLAR, "-1235.00"),
        ("1234.99", Rounding.TEN_DOLLARS, "1230.00"),
        ("1235", Rounding.TEN_DOLLARS, "1240.00"),
        ("0", Rounding.CENT, "0.00"),
    ],
)
def test_each_rule_rounds_a_half_away_from_zero(amount: str, rule: Rounding, expected: str) -> None:
    assert str(rounded(Decimal(amount), rule)) == expected


def test_a_float_counts_as_what_it_prints() -> None:
    assert exact(0.1) == Fraction(1, 10)
    assert as_factor(2.675, 2) == Decimal("2.68")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "many", Decimal("NaN")])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        exact(value)  # type: ignore[arg-type]
    assert refused.value.code == "rating.number"


def test_plans_multiply_and_items_of_a_plan_add() -> None:
    assert combined([Decimal("0.9"), Decimal("1.1")]) == Fraction(99, 100)
    assert summed([Decimal("-0.10"), Decimal("0.10")]) == 0
