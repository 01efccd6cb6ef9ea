"""What a file leaves out is filled in only where a whole column shows it, and said."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from riskcore.losses.prepare import COMPONENTS, Prepared, cause_of, prepare
from tests.factories.losses import table


def components(prepared: Prepared) -> list[tuple[Decimal, ...]]:
    return prepared.rows.select(COMPONENTS).rows()


@pytest.mark.parametrize(
    ("row", "expected", "note"),
    [
        ({"total_paid": 7}, (7, 0, 0, 0, 0), "in total only"),
        ({"total_paid": 7, "indemnity_paid": 5}, (5, 0, 2, 0, 0), "no column for expense paid"),
        ({"total_paid": 7, "expense_paid": 5}, (2, 0, 5, 0, 0), "no column for indemnity paid"),
        ({"total_reserve": 7}, (0, 7, 0, 0, 0), "in total only"),
        (
            {"indemnity_paid": 5, "expense_paid": 1, "total_incurred": 9, "recovery": 1},
            (5, 4, 1, 0, 1),
            "incurred less paid",
        ),
        ({"recovery": -3}, (0, 0, 0, 0, 3), "negative amounts"),
        ({"indemnity_paid": 5, "expense_reserve": 2}, (5, 0, 0, 2, 0), ""),
    ],
)
def test_components_come_from_what_the_file_holds(
    row: dict[str, Any], expected: tuple[int, ...], note: str
) -> None:
    prepared = prepare(table({"number": "A1", **row}))
    assert components(prepared) == [expected]
    assert note in " ".join(prepared.notes)
    assert bool(note) == bool(prepared.notes)


def test_a_blank_cell_in_a_known_column_is_nought_not_unknown() -> None:
    prepared = prepare(
        table(
            {"number": "A1", "indemnity_paid": 5, "expense_paid": 2, "total_paid": 7},
            {"number": "A2", "indemnity_paid": 5, "total_paid": 7},
        )
    )
    assert components(prepared)[1] == (5, 0, 0, 0, 0)
    assert prepared.notes == ()


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ({}, "open"),
        ({"closed_on": date(2026, 1, 1)}, "closed"),
        ({"status": "O", "closed_on": date(2026, 1, 1)}, "open"),
        ({"status": "Reopened"}, "reopened"),
        ({"status": "?"}, ""),
    ],
)
def test_the_state_is_what_the_file_says_or_what_its_closing_date_shows(
    row: dict[str, Any], state: str
) -> None:
    assert prepare(table({"number": "A1", **row})).rows["state"].to_list() == [state]


def test_a_code_of_the_mapping_goes_before_the_words() -> None:
    row = prepare(table({"number": "A1", "cause": " K9 bite ", "cause_code": "SUP"})).rows
    assert cause_of("LEL", row.row(0, named=True)) == "SUP"
    assert cause_of("LEL", {"cause": "K9 bite", "cause_code": ""}) == "UOF-K"
