"""Rounding half-up and the house's typography."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.units import (
    COUNT,
    DOLLARS,
    PER_100_OFFICER_YEARS,
    PERCENT,
    cents,
    round_half_up,
    write_date,
    write_money,
    write_money_short,
    write_month,
    write_number,
)

AMOUNTS = st.decimals(-(10**11), 10**11, places=2)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        ("32247.409999999996", "32247.41"),
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("2.675", "2.68"),
        (7, "7.00"),
    ],
)
def test_money_is_rounded_half_up_to_cents(amount: str | int, rounded: str) -> None:
    assert cents(amount) == Decimal(rounded)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [(2.5, 0, "3"), (-2.5, 0, "-3"), (0.125, 2, "0.13"), (2.675, 2, "2.68"), (1e15, 0, "1E15")],
)
def test_floats_are_rounded_as_they_are_written(value: float, places: int, rounded: str) -> None:
    assert round_half_up(value, places) == Decimal(rounded)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0, 0, "0"),
        (-0.4, 0, "0"),
        (-0.5, 0, "−1"),
        (1234567.891, 2, "1,234,567.89"),
        (-1234.5, 1, "−1,234.5"),
    ],
)
def test_numbers_have_thousands_a_true_minus_and_no_minus_nought(
    value: float, places: int, text: str
) -> None:
    assert write_number(value, places) == text


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        (COUNT, 1200, "1,200"),
        (DOLLARS, Decimal("-1234.50"), "−$1,235"),
        (PERCENT, 8.94, "8.9\u00a0%"),
        (PER_100_OFFICER_YEARS, 5.213, "5.21\u00a0per 100 officer-years"),
    ],
)
def test_a_unit_writes_its_figure_with_its_words(unit: object, value: float, text: str) -> None:
    assert unit.write(value) == text  # type: ignore[attr-defined]


def test_money_is_written_with_cents_in_ledgers_and_without_in_sentences() -> None:
    assert write_money(Decimal("1234.5")) == "$1,234.50"
    assert write_money(Decimal("1234.5"), with_cents=False) == "$1,235"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "$0"),
        ("940.40", "$940"),
        ("1000", "$1\u00a0k"),
        ("84999", "$85\u00a0k"),
        ("999499.99", "$999\u00a0k"),
        ("999500", "$1.00\u00a0M"),
        ("1240000", "$1.24\u00a0M"),
        ("-85000", "−$85\u00a0k"),
    ],
)
def test_money_is_short_in_summaries(amount: str, text: str) -> None:
    assert write_money_short(Decimal(amount)) == text


def test_a_date_stays_on_its_line() -> None:
    assert write_date(date(2026, 6, 3)) == "3\u00a0Jun\u00a02026"
    assert write_month(date(2026, 6, 3)) == "Jun\u00a02026"


@given(AMOUNTS)
def test_a_written_amount_reads_back_to_the_cent(amount: Decimal) -> None:
    text = write_money(amount).replace("−", "-").replace("$", "").replace(",", "")
    assert Decimal(text) == amount


@given(AMOUNTS, AMOUNTS)
def test_rounding_to_cents_keeps_sums_of_cents(one: Decimal, other: Decimal) -> None:
    assert cents(one) + cents(other) == cents(one + other)
