"""Loss runs that do not add up are refused with row, column and sentence."""

from datetime import date
from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.kinds import FILE_KINDS, Problem, Target
from riskcore.losses.file_kind import LOSS_RUN, check
from tests.factories.losses import load, table

VALUED = date(2026, 6, 30)


@pytest.fixture
def target(alder: Client, ana: User) -> Target:
    return Target(by=ana, client=alder, valued_on=VALUED)


def rules(target: Target, *rows: dict[str, Any]) -> list[tuple[int, str, str]]:
    problems = check(table(*({"line": "LEL", **row} for row in rows)), target)
    return [(problem.row, problem.column, problem.rule) for problem in problems]


def test_the_kind_is_registered_and_asks_for_a_valuation_date() -> None:
    assert FILE_KINDS.get("loss-run") is LOSS_RUN
    assert LOSS_RUN.needs_valuation


def test_every_header_suggests_one_field_only() -> None:
    synonyms = [word for entry in LOSS_RUN.fields for word in entry.synonyms]
    assert len(synonyms) == len(set(synonyms))


def test_a_claim_that_stands_twice_is_named_with_both_rows(target: Target) -> None:
    frame = table({"number": "A1", "line": "LEL"}, {"number": "A1", "line": "LEL"})
    problems: list[Problem] = check(frame, target)
    assert [problem.row for problem in problems] == [2, 3]
    assert "rows 2, 3" in problems[0].message


def test_a_suffix_tells_two_claimants_apart(target: Target) -> None:
    rows = [{"number": "A1", "suffix": "01"}, {"number": "A1", "suffix": "02"}]
    assert rules(target, *rows) == []


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ({"status": "perhaps"}, "status", "status_known"),
        (
            {"occurred_on": date(2025, 5, 2), "reported_on": date(2025, 5, 1)},
            "reported_on",
            "dates_in_order",
        ),
        (
            {"occurred_on": date(2025, 5, 2), "closed_on": date(2025, 5, 1)},
            "closed_on",
            "dates_in_order",
        ),
        (
            {"indemnity_paid": 10, "expense_paid": 5, "total_paid": "15.01"},
            "total_paid",
            "figures_add_up",
        ),
        (
            {"indemnity_paid": 10, "indemnity_reserve": 5, "recovery": 1, "total_incurred": 15},
            "total_incurred",
            "figures_add_up",
        ),
        ({"status": "C", "indemnity_reserve": 1}, "status", "closed_holds_no_reserve"),
        (
            {"closed_on": date(2026, 1, 1), "expense_reserve": 1},
            "status",
            "closed_holds_no_reserve",
        ),
    ],
)
def test_what_does_not_agree_is_a_problem(
    target: Target, row: dict[str, Any], column: str, rule: str
) -> None:
    assert rules(target, {"number": "A1", **row}) == [(2, column, rule)]


def test_figures_that_agree_to_the_cent_pass(target: Target) -> None:
    row = {
        "number": "A1",
        "indemnity_paid": "0.10",
        "expense_paid": "0.20",
        "total_paid": "0.30",
        "expense_reserve": "5.00",
        "indemnity_reserve": 0,
        "total_reserve": "5.00",
        "recovery": "0.30",
        "total_incurred": "5.00",
    }
    assert rules(target, row) == []


def test_a_claim_cannot_change_its_line(target: Target, alder: Client, ana: User) -> None:
    load(alder, ana, VALUED, {"number": "A1"})
    assert rules(target, {"number": "A1", "line": "EPL"}) == [(2, "line", "line_unchanged")]
    assert rules(target, {"number": "A1", "line": None}) == []


def test_a_file_without_a_line_is_held_with_one_sentence(target: Target) -> None:
    blank = {"line": None}
    assert rules(target, {"number": "A1", **blank}, {"number": "A2", **blank}) == [
        (0, "line", "line_given")
    ]


def test_a_claim_without_a_line_among_others_is_a_problem_of_its_row(target: Target) -> None:
    assert rules(target, {"number": "A1"}, {"number": "A2", "line": None}) == [
        (3, "line", "line_given")
    ]
