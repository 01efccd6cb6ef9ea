"""A triangle as a table and as a file that the actuary command reads back."""

from dataclasses import replace

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.exports import csv_bytes
from riskcore.rating.files import read_cells
from riskcore.rating.triangle_queries import Asked, LedgerTriangle, book_triangle
from riskcore.rating.triangle_told import csv_rows, facts, table
from riskcore.rating.triangles import triangle
from tests.factories.book import AS_OF, book


@pytest.fixture
def found(alder: Client, uma: User) -> LedgerTriangle:
    book(alder, count=6)
    return book_triangle(by=uma, asked=Asked(as_of=AS_OF, line="LEL"))


def test_the_file_reads_back_as_the_same_triangle(found: LedgerTriangle) -> None:
    content = csv_bytes(("origin", "development", "value"), csv_rows(found))
    read = triangle(read_cells(content))
    assert read.latest.tolist() == found.triangle.latest.tolist()


def test_the_table_has_a_row_per_year_and_factors_below(found: LedgerTriangle) -> None:
    made = table(found)
    assert len(made.rows) == len(made.ages) == 10
    assert made.rows[-1].cells[1] == "–"
    assert [row.heading for row in made.factors] == ["To the next age", "To ultimate"]
    mack, cape_cod = made.methods
    assert mack.heads[-1] == "Standard error"
    assert mack.total is not None
    assert len(mack.total.cells) == 4
    assert cape_cod.note.startswith("Per unit of exposure")
    assert made.warnings


def test_a_method_without_an_estimate_says_why(found: LedgerTriangle) -> None:
    tried = tuple(replace(one, estimate=None, because="No.") for one in found.tried)
    made = table(replace(found, tried=tried))
    assert made.factors == ()
    assert [(method.because, method.rows) for method in made.methods] == [("No.", ())] * 2


def test_the_document_says_what_each_method_makes_of_it(found: LedgerTriangle) -> None:
    told = facts(found.asked, found)
    assert len(told["values"]) == len(told["origins"]) == 10
    assert [value is None for value in told["values"][-1]] == [False] + [True] * 9
    figures = {each["method"]: each["figures"] for each in told["methods"]}
    assert figures["mack"]["reserve_total"] == pytest.approx(
        sum(figures["mack"]["ultimates"].values()) - sum(figures["mack"]["latest"].values())
    )
    none = facts(found.asked, None, "No claim.")
    assert (none["unavailable"], none["methods"]) == ("No claim.", [])
    assert set(none) == set(told)
