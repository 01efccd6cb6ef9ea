"""Rows that share a key, as the mapping says they are to be read, and what it says a row is."""

from decimal import Decimal

import polars as pl
import pytest

from riskcore.imports.checks import tell_apart
from riskcore.imports.findings import Findings
from riskcore.imports.mapping import Mapping, Repeats
from tests.riskcore.imports.conftest import Send, rules

CONTENT = "Number,Paid,Note,People\nA1,10,first,\nB1,1,,2\nA1,5.5,last,\n"
MAPPING = (
    'key = ["number"]\nrepeated = "{}"\n'
    '[columns]\nnumber = "Number"\npaid = "Paid"\nnote = "Note"\npeople = "People"\n'
)


@pytest.mark.parametrize(
    ("rule", "paid", "note"),
    [("sum", "15.50", "first"), ("first", "10.00", "first"), ("last", "5.50", "last")],
)
def test_repeated_rows_become_one(
    send: Send, written: list[pl.DataFrame], rule: str, paid: str, note: str
) -> None:
    outcome = send(CONTENT, MAPPING.format(rule), commit=True)
    assert (outcome.status, outcome.rows, outcome.created) == ("committed", 3, 2)
    row = written[0].filter(pl.col("number") == "A1").row(0, named=True)
    assert (row["paid"], row["note"], row["people"]) == (Decimal(paid), note, None)
    assert any("repeat the number" in text for text in outcome.notes)


def test_repeated_rows_are_refused_where_the_mapping_says_so(send: Send) -> None:
    outcome = send(CONTENT, MAPPING.format("refuse"), commit=True)
    assert rules(outcome) == [(2, "Number", "row.repeated"), (4, "Number", "row.repeated")]
    assert "first in row 2" in outcome.problems[1].message


GRAIN = 'grain = ["number", "note"]\n'
GRAIN_COLUMNS = '[columns]\nnumber = "No"\nnote = "Officer"\nday = "Day"\n'
REPEATING = "No,Officer,Day\n1,A,2024-01-01\n1,A,2024-01-01\n3,B,2024-01-02\n2,,2024-01-03\n"


def test_a_row_is_what_the_mapping_says_or_the_file_is_held(send: Send) -> None:
    outcome = send(REPEATING, GRAIN + GRAIN_COLUMNS)
    assert outcome.status == "held"
    assert "a row is one number x note, but 2 rows agree" in outcome.reason
    assert "rows 2 and 3" in outcome.reason


def test_a_grain_that_is_empty_everywhere_tells_nothing_apart(send: Send) -> None:
    outcome = send("No,Officer,Day\n1,,2024-01-01\n2,,2024-01-01\n", GRAIN + GRAIN_COLUMNS)
    assert [problem.rule for problem in outcome.problems] == ["grain.empty"]
    assert "note is empty in every row" in outcome.reason


def test_rows_said_twice_are_dropped_unless_they_disagree(send: Send) -> None:
    same = 'repeats = "same"\n' + GRAIN
    outcome = send(REPEATING, same + GRAIN_COLUMNS)
    assert outcome.created == 3
    assert any("1 rows repeat the number x note" in note for note in outcome.notes)
    disagreeing = REPEATING.replace("1,A,2024-01-01\n3,B", "1,A,2024-01-09\n3,B")
    held = send(disagreeing, same + GRAIN_COLUMNS)
    assert "although they differ elsewhere" in held.reason


def test_rows_for_unnamed_people_are_told_apart_by_their_place() -> None:
    table = pl.DataFrame({"row": [2, 3, 4], "number": ["1", "1", "1"], "note": ["A", "A", None]})
    placed = told_apart(table, Repeats.DISTINCT)
    assert placed["place"].to_list() == [1, 2, 1]


def test_rows_that_are_parts_come_to_the_kind_as_they_are() -> None:
    table = pl.DataFrame({"row": [2, 3, 4], "number": ["1", "1", "1"], "note": ["A", "A", None]})
    placed = told_apart(table, Repeats.PARTS)
    assert (placed["row"].to_list(), placed["place"].to_list()) == ([2, 3, 4], [1, 1, 1])


def told_apart(table: pl.DataFrame, repeats: Repeats) -> pl.DataFrame:
    mapping = Mapping(name="m", kind="toy", grain=("number", "note"), repeats=repeats)
    return tell_apart(table, mapping=mapping, findings=Findings())
