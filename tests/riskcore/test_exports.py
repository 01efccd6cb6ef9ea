"""No cell of an export may start a formula, whatever somebody typed into it."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from riskcore.exports import STARTERS, csv_bytes, safe_text, xlsx_bytes

DANGEROUS = st.one_of(
    st.text(),
    st.builds(
        "{}{}".format, st.sampled_from(["=", "+", "-", "@", "\t", "\r", " =", "\n@"]), st.text()
    ),
)


@settings(deadline=None)
@given(DANGEROUS)
def test_no_text_starts_a_formula(text: str) -> None:
    assert not safe_text(text).lstrip().startswith(STARTERS)


@settings(deadline=None)
@given(st.lists(DANGEROUS, min_size=1, max_size=4))
def test_no_cell_of_a_csv_file_starts_a_formula(cells: list[str]) -> None:
    content = csv_bytes(cells, [cells]).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(content, newline="")):
        assert not any(cell.lstrip().startswith(STARTERS) for cell in row)


def test_numbers_stay_numbers_and_dates_are_iso() -> None:
    rows = [[-5, Decimal("-1.50"), 2.5, date(2026, 9, 30), None, True]]
    content = csv_bytes(["a", "b", "c", "d", "e", "f"], rows).decode("utf-8-sig")
    assert content.splitlines()[1] == "-5,-1.50,2.5,2026-09-30,,yes"


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers() -> None:
    content = xlsx_bytes(["Name", "Paid"], [["=1+1", Decimal("-2.50")], ["@x", 3]])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["'=1+1", -2.5],
        ["'@x", 3],
    ]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
