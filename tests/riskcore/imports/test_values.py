"""Text into values: tables of cases, and what must hold of every amount and every date."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskcore.imports import values
from riskcore.units import cents

AMOUNTS = st.decimals(min_value=Decimal("-99999999999"), max_value=Decimal("99999999999"), places=6)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
FORMATS = ["%Y-%m-%d", "%m/%d/%Y", "%d-%b-%Y", "%B %d, %Y"]


def money_of(text: str, *, mark: str = ".") -> Decimal | None:
    column = values.money(values.blanked(pl.Series("m", [text])), decimal_mark=mark)
    found: Decimal | None = column.values[0]
    assert (found is None) == bool(column.failures) or not text.strip()
    return found


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$1,234.50", "1234.50"),
        ("(500)", "-500.00"),
        ("$(1,000.25)", "-1000.25"),
        ("5684.799999999999", "5684.80"),
        ("3.637978807091713e-12", "0.00"),
        ("32247.409999999996", "32247.41"),
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        (".5", "0.50"),
        ("7.", "7.00"),
        ("\u2212 12.00", "-12.00"),
        ("1 000", "1000.00"),
        ("1'000'000.10", "1000000.10"),
        ("USD 12", "12.00"),
        ("12 DR", "12.00"),
        ("12 cr", "-12.00"),
        ("+3", "3.00"),
    ],
)
def test_amounts_people_write(text: str, amount: str) -> None:
    assert money_of(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["N/A", "1,23", "12,3456", "(-5)", "--5", "1e5", "1.2.3", "-", "$", "12 34", "five"]
)
def test_what_is_no_amount_is_never_guessed(text: str) -> None:
    assert money_of(text) is None


@pytest.mark.parametrize(
    ("text", "amount"), [("1.234,50", "1234.50"), ("12,5", "12.50"), ("8", "8")]
)
def test_the_decimal_comma(text: str, amount: str) -> None:
    assert money_of(text, mark=",") == Decimal(amount)


@settings(deadline=None)
@given(AMOUNTS)
def test_every_amount_is_rounded_half_up_as_the_house_rounds(amount: Decimal) -> None:
    assert money_of(f"{amount:f}") == cents(amount)


@settings(deadline=None)
@given(AMOUNTS)
def test_every_way_of_writing_an_amount_is_the_same_amount(amount: Decimal) -> None:
    size, sign = abs(amount), amount < 0
    written = {f"{amount:,f}", f"${size:,f}-" if sign else f"${size:,f}"}
    written.add(f"({size:f})" if sign else f"{size:f} DR")
    assert {money_of(text) for text in written} == {cents(amount)}


@settings(deadline=None)
@given(st.floats(min_value=-1e11, max_value=1e11, allow_nan=False))
def test_every_float_a_spreadsheet_stores_is_read(number: float) -> None:
    text = format(Decimal(repr(number)), "f")
    assert money_of(text) == cents(text)


@settings(deadline=None)
@given(st.text(max_size=12))
def test_no_text_whatever_breaks_a_reader(text: str) -> None:
    column = values.blanked(pl.Series("x", [text]))
    values.money(column)
    values.money(column, decimal_mark=",")
    values.numbers(column)
    values.wholes(column)
    values.dates(column)
    values.yes_no(column)
    values.codes(column, allowed={"a": "b"})


@settings(deadline=None)
@given(DAYS, st.sampled_from(FORMATS))
def test_every_day_is_read_in_every_form(day: date, form: str) -> None:
    column = values.dates(pl.Series("d", [day.strftime(form)]), formats=FORMATS)
    assert column.values.to_list() == [day]
    assert column.failures == ()


@settings(deadline=None)
@given(st.integers(1900, 2199), st.integers(1, 12), st.integers(29, 31))
def test_a_day_the_calendar_lacks_is_told_and_never_moved(year: int, month: int, day: int) -> None:
    column = values.dates(pl.Series("d", [f"{month}/{day}/{year}"]))
    try:
        expected = date(year, month, day)
    except ValueError:
        assert column.values.to_list() == [None]
        assert [failure.rule for failure in column.failures] == ["date.impossible"]
    else:
        assert column.values.to_list() == [expected]


def test_a_year_of_two_digits_is_no_year_of_the_first_century() -> None:
    text = pl.Series("d", ["1/2/20"])
    assert values.dates(text).failures[0].rule == "date.impossible"
    both = values.dates(text, formats=["%m/%d/%Y", "%m/%d/%y"])
    assert both.values.to_list() == [date(2020, 1, 2)]


def test_a_time_after_an_iso_date_is_dropped() -> None:
    text = pl.Series("d", ["2015-03-13 21:48:00.000", "2015-03-13T10:00:00Z"])
    assert values.dates(text).values.to_list() == [date(2015, 3, 13)] * 2


def test_codes_take_the_crosswalk_our_codes_and_our_labels() -> None:
    text = pl.Series("c", ["Sgt.  Words", "OPEN", "Shut down", "other"])
    column = values.codes(
        text, allowed={"open": "open", "closed": "shut down"}, words={"sgt. words": "open"}
    )
    assert column.values.to_list() == ["open", "open", "closed", None]
    assert [failure.rule for failure in column.failures] == ["code.unknown"]


def test_a_default_code_takes_every_unknown_word_but_no_blank() -> None:
    column = values.codes(pl.Series("c", ["what", None]), allowed={"x": "x"}, default="x")
    assert column.values.to_list() == ["x", None]
