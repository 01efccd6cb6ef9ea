"""Cells, what moved, what the scores come to, and what a weak cell suggests."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from riskcore.assessments.checklist import Layer
from riskcore.assessments.grid import FIRST_TASKS, Given, all_cells, lay_out, mean, suggestions
from riskcore.assessments.library import checklist

POLICE = checklist("law-enforcement-2026-1")
NOW = datetime(2026, 9, 1, tzinfo=UTC)


def entry(value: int | None, note: str = "", evidence: str = "Seen.") -> Given:
    return Given(place=1, value=value, evidence=evidence, note=note, by="Ana", at=NOW)


def test_a_cell_says_how_it_moved_and_how_the_sides_differ() -> None:
    place = ("force", "policy")
    rows = lay_out(POLICE, {place: entry(1)}, before={place: entry(3)}, other={place: entry(4)})
    cell, *rest = all_cells(rows)
    assert (cell.change, cell.moved, cell.apart) == (-2, "−2", -3)
    assert cell.meaning == "begun or by habit, nothing written"
    assert {(one.change, one.moved, one.meaning) for one in rest} == {(None, "", "not assessed")}


def test_what_does_not_apply_is_settled_only_with_its_reason() -> None:
    given = {
        ("force", "policy"): entry(None, note="No sworn officers."),
        ("force", "training"): entry(None),
    }
    first, second, *_ = lay_out(POLICE, given)[0].cells
    assert (first.is_settled, first.meaning) == (True, "does not apply")
    assert (second.is_settled, second.meaning) == (False, "not assessed")
    assert lay_out(POLICE, given)[0].left == 5


@given(st.lists(st.integers(0, 4), min_size=72, max_size=72))
def test_the_mean_is_that_of_the_tasks_weighed_by_their_cells(scores: list[int]) -> None:
    given = {
        (task, layer.value): entry(value)
        for (task, layer), value in zip(POLICE.cells, scores, strict=True)
    }
    rows = lay_out(POLICE, given)
    whole = mean(all_cells(rows))
    assert whole is not None
    assert abs(whole - sum(scores) / 72) < 1e-12
    by_task = [row.mean for row in rows]
    assert abs(whole - sum(value or 0 for value in by_task) / len(by_task)) < 1e-12
    assert len(suggestions(rows)) == sum(value <= 1 for value in scores)


def test_nothing_in_place_where_somebody_may_be_hurt_is_critical_and_comes_first() -> None:
    given = {
        ("property", "policy"): entry(0),
        ("pursuit", "review"): entry(1),
        ("force", "training"): entry(0, evidence="No record of the year."),
    }
    found = suggestions(lay_out(POLICE, given))
    assert [(one.task, one.classification) for one in found] == [
        ("force", "critical"),
        ("pursuit", "important"),
        ("property", "important"),
    ]
    first = found[0]
    assert first.condition == "No record of the year."
    assert first.criterion.endswith(
        "(Fourth Amendment; 42 U.S.C. 1983; state law on the use of force)"
    )
    assert first.action.startswith("Put it in place, and keep as proof: training records")
    assert first.why == "Response to resistance, training: scored 0 of 4, nothing is in place."
    assert first.layer is Layer.TRAINING


def test_the_gravest_tasks_are_tasks_of_the_checklist() -> None:
    assert {task.code for task in POLICE.tasks} >= FIRST_TASKS


def test_nothing_scored_has_no_mean() -> None:
    assert mean(all_cells(lay_out(POLICE, {}))) is None
