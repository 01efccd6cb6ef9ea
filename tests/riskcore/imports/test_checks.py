"""Rows that share a key, as the mapping says they are to be read."""

from decimal import Decimal

import polars as pl
import pytest

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
