"""The walk over a sheet's XML: its extent, its formulas, its errors."""

import io

import pytest

from riskcore.errors import InvalidInput
from riskcore.imports.sheet_scan import Suspect, scan
from tests.riskcore.imports.conftest import workbook


def test_extent_formulas_and_errors_are_found() -> None:
    content = workbook([["A", "B"], [1, "=A2*2"], [], ["#REF!", None]])
    found = scan(io.BytesIO(content), sheet="Sheet", max_rows=100)
    assert (found.rows, found.columns) == (4, 2)
    assert Suspect(2, 1, "cell.formula", "=A2*2") in found.suspects
    assert Suspect(4, 0, "cell.error", "") in found.suspects


def test_the_walk_stops_at_the_row_too_many() -> None:
    content = workbook([["A"]] * 5)
    with pytest.raises(InvalidInput, match="at most 3 rows"):
        scan(io.BytesIO(content), sheet="Sheet", max_rows=3)


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(InvalidInput, match="at most 500"):
        scan(io.BytesIO(workbook([["x"] * 501])), sheet="Sheet", max_rows=3)


def test_an_unknown_sheet_is_told() -> None:
    with pytest.raises(InvalidInput, match="no sheet 'Other'"):
        scan(io.BytesIO(workbook([["A"]])), sheet="Other", max_rows=3)
