"""CSV that is safe to open."""

import pytest

from riskcore.reports.extracts import write_csv


def test_it_opens_in_a_spreadsheet():
    assert write_csv([["a", "b, c"], ["é", ""]]) == b'\xef\xbb\xbfa,"b, c"\r\n\xc3\xa9,\r\n'


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_starts_a_formula(cell):
    assert write_csv([[cell]]).decode("utf-8-sig").lstrip('"').startswith("'")
