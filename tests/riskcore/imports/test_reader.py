"""A file as headers and batches of rows, with the row numbers a person counts."""

import io

import pytest

from riskcore.errors import InvalidInput
from riskcore.imports.limits import Form
from riskcore.imports.mapping import Reading
from riskcore.imports.reader import CELLS, FIRST, ROW, header_names, open_table, peek
from tests.riskcore.imports.conftest import workbook


def table(text: str, **reading: object):  # type: ignore[no-untyped-def]  # tests only
    return open_table(
        io.BytesIO(text.encode()),
        Form.TEXT,
        Reading(**reading),
        max_rows=100,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("lines", "fill", "names"),
    [
        ([["A", " B\n x "]], False, ("A", "B x")),
        ([["", "A", "a"]], False, ("column 1", "A", "a (2)")),
        ([["__row", "A"]], False, ("__row (2)", "A")),
        ([["Paid", "", "Due"], ["Ind.", "Exp."]], True, ("Paid Ind.", "Paid Exp.", "Due")),
    ],
)
def test_headers_are_one_name_each(
    lines: list[list[str]], fill: bool, names: tuple[str, ...]
) -> None:
    assert header_names(lines, fill=fill) == names


def test_rows_come_in_batches_with_their_numbers() -> None:
    found = table("A,B\n1,x\n\n,\n2,y\n3,z\n")
    batches = list(found.batches(["B"], size=2))
    assert [batch[ROW].to_list() for batch in batches] == [[2, 5], [6]]
    assert batches[0].columns == [ROW, FIRST, CELLS, "B"]
    assert batches[0][FIRST].to_list() == ["1", "2"]


def test_lines_are_skipped_and_the_header_stands_where_it_is_said() -> None:
    found = table('a "stray quote\nb\nA,B\n1,2\n', skip_lines=2)
    assert (found.headers, found.header_row) == (("A", "B"), 3)
    assert table("t,,\nA,B\n1,2\n", header_row=2).header_row == 2
    assert next(iter(table("x,y\nA,B\n1,2\n", header_row=2).batches(["A"])))[ROW].to_list() == [3]


def test_a_header_beyond_the_end_is_told() -> None:
    with pytest.raises(InvalidInput, match="ends before line 9"):
        table("A,B\n", header_row=9)


def test_a_single_column_is_no_table() -> None:
    with pytest.raises(InvalidInput, match="single column"):
        table("A\n1\n", delimiter=",")


def test_the_first_records_can_be_looked_at() -> None:
    text = "".join(f"{n},x\n" for n in range(100))
    records = peek(io.BytesIO(text.encode()), Form.TEXT, Reading(), max_rows=1000)
    assert (len(records), records[0]) == (30, (1, ["0", "x"]))


def test_a_workbook_keeps_its_own_row_numbers() -> None:
    content = workbook([["title"], [], ["A", "B"], [1, 2.5], [], [None, 3]])
    found = open_table(io.BytesIO(content), Form.XLSX, Reading(header_row=3), max_rows=100)
    batch = next(iter(found.batches(["A", "B"])))
    assert batch[ROW].to_list() == [4, 6]
    assert batch["B"].to_list() == ["2.5", "3"]
