"""Small files in long form: rows with their line, or a sentence under the caller's code."""

import pytest

from riskcore.errors import InvalidInput
from riskcore.long_form import rows_of


def test_rows_know_their_line_and_columns_stand_in_any_order() -> None:
    content = "\ufeffValue, Name,more\n1.5, a ,x\n\n2,b,\n".encode()
    rows = rows_of(content, ("name", "value"), subject="s")
    assert [(row.line, row.text("name"), row.number("value")) for row in rows] == [
        (2, "a", 1.5),
        (4, "b", 2.0),
    ]
    assert rows[0].optional("value") == 1.5
    assert rows[1].optional("more") is rows[1].optional("absent") is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "s.empty"),
        (b"name,value\n", "s.empty"),
        (b"name\na\n", "s.header"),
        (b"name,value\na\n", "s.ragged"),
        (b"name,value\n\xff,1\n", "s.encoding"),
        (b'name,value\n"a,1\n', "s.csv"),
        (b"name,value\n" + b"a,1\n" * 9, "s.large"),
    ],
)
def test_what_is_no_such_file_is_refused_under_the_callers_code(content: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        rows_of(content, ("name", "value"), subject="s", largest=40)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("cell", "code"),
    [("", "s.missing"), ("1_000", "s.number"), ("nan", "s.number"), ("1e16", "s.number_large")],
)
def test_a_cell_that_is_no_plain_number_is_refused(cell: str, code: str) -> None:
    (row,) = rows_of(f"name,value\na,{cell}\n".encode(), ("name", "value"), subject="s")
    with pytest.raises(InvalidInput) as refused:
        row.number("value")
    assert refused.value.code == code
