"""Records of a worksheet: typed cells as unambiguous text."""

import datetime
import io

import openpyxl
import pytest

from riskcore.errors import InvalidInput
from riskcore.imports.sheet_reader import as_text, records
from tests.riskcore.imports.conftest import workbook


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (12.0, "12"),
        (5684.799999999999, "5684.799999999999"),
        (1e-7, "0.0000001"),
        (1e17, "100000000000000000"),
        (True, "yes"),
        (datetime.date(2020, 1, 2), "2020-01-02"),
        (datetime.datetime(2020, 1, 2), "2020-01-02"),  # noqa: DTZ001  # as spreadsheets store it
        (datetime.datetime(2020, 1, 2, 13, 5), "2020-01-02 13:05:00"),  # noqa: DTZ001
        (datetime.time(1, 2), "01:02:00"),
    ],
)
def test_cells_as_text(cell: object, text: str) -> None:
    assert as_text(cell, ".") == text  # type: ignore[arg-type]


def test_numbers_take_the_decimal_mark_they_will_be_read_by() -> None:
    assert as_text(1234.5, ",") == "1234,5"


def test_the_first_sheet_is_read_and_the_others_are_noted() -> None:
    book = openpyxl.Workbook()
    book.active.append(["A", 1])
    book.create_sheet("Notes")
    content = io.BytesIO()
    book.save(content)
    found, suspects, note = records(content, max_rows=10)
    assert list(found) == [(1, ["A", "1"])]
    assert (suspects, "'Notes'" in note) == ([], True)
    assert records(content, sheet="Notes", max_rows=10)[2] == ""


def test_an_unknown_sheet_is_answered_with_the_known_ones() -> None:
    with pytest.raises(InvalidInput, match="only 'Sheet'"):
        records(io.BytesIO(workbook([["A"]])), sheet="Losses", max_rows=10)


def test_what_is_no_workbook_is_damaged() -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        records(io.BytesIO(b"PK not a workbook"), max_rows=10)


def test_a_table_away_from_the_corner_keeps_its_place() -> None:
    content = workbook([[], [], [None, "A"], [None, 5]])
    found, _, _ = records(io.BytesIO(content), max_rows=10)
    assert list(found) == [(3, ["", "A"]), (4, ["", "5"])]
