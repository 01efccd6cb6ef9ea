"""The overall rating: its bounds, its rule and what it never asks."""

from dataclasses import replace
from typing import Any

import pytest

from riskcore.reports.overall import CURRENT, LEVELS, PLANS, SUB_RATINGS, Overall, level_of, rate
from riskcore.reports.sections import Audience, SectionContext
from tests.factories.snapshots import AS_OF, made_up_body, reading, recommended


def a_context(*, tasks: Any = 3.2, strategies: Any = 4, **details: Any) -> SectionContext:
    body = made_up_body()
    body["readings"] = {
        "critical_tasks": reading(
            "Critical tasks",
            "points_of_4",
            tasks,
            denominator=72,
            unavailable="" if tasks is not None else "no advisor has completed an assessment",
        ),
        "outreach_strategies": reading("Strategies", "strategies", strategies, denominator=4),
        **details.pop("readings", {}),
    }
    return SectionContext(
        as_of=AS_OF,
        snapshot_id="f" * 64,
        snapshot=body,
        audience=Audience.COUNCIL,
        synthetic=True,
        recommendations=details.pop("recommendations", recommended()[1:]),
    )


def words(overall: Overall) -> dict[str, str]:
    return {part.key: part.word for part in (overall.rated, *overall.parts)}


def test_every_sub_rating_has_bounds_in_the_plan_that_rise() -> None:
    plan = PLANS[CURRENT]
    assert set(plan.floors) == {entry.key for entry in SUB_RATINGS}
    for floors in plan.floors.values():
        assert list(floors) == sorted(set(floors))
        assert [level_of(floor, floors) for floor in floors] == [1, 2, 3]
        assert level_of(floors[0] - 0.01, floors) == 0


@pytest.mark.parametrize(
    ("wish", "overall"),
    [
        ({}, "good"),
        ({"tasks": 2.3}, "adequate"),
        ({"recommendations": recommended()}, "weak"),  # one critical, 30 days late
        ({"strategies": 0}, "adequate"),
        ({"tasks": 1.0, "strategies": 0}, "poor"),
        ({"recommendations": ()}, "good"),
        ({"tasks": None}, "not rated"),
    ],
)
def test_the_lower_of_practice_and_follow_up_leads(wish: dict[str, Any], overall: str) -> None:
    rated = rate(a_context(**wish))
    assert rated.rated.word == overall
    if overall == "not rated":
        assert rated.rated.measured.because == "no advisor has completed an assessment"


def test_no_count_of_complaints_or_force_is_ever_asked() -> None:
    rates = {
        key: [
            words(rate(a_context(readings={key: reading("Rate", "per_100", value)})))
            for value in (0, 18.3, 900)
        ]
        for key in ("complaint_rate", "force_level_2_rate", "sustained_rate")
    }
    assert all(first == second == third for first, second, third in rates.values())
    read = {part.measured.reading for part in rate(a_context()).parts}
    assert read == {"", "critical_tasks", "outreach_strategies"}


def test_a_movement_is_told_where_both_are_rated() -> None:
    moved = rate(a_context(tasks=2.3), before={"overall": 3, "practice": 1, "evidence": None})
    told = {part.key: part.movement for part in (moved.rated, *moved.parts)}
    assert told["overall"] == "worse than in the last report (good)"
    assert told["practice"] == "better than in the last report (weak)"
    assert told["evidence"] == told["data"] == ""
    same = replace(moved.rated, before=2)
    assert same.movement == "as in the last report (adequate)"


def test_the_pips_keep_the_level_in_black_and_white() -> None:
    rated = rate(a_context()).rated
    assert [replace(rated, level=level).pips for level in (None, 0, 1, 2, 3)] == [
        "",
        "■···",
        "■■··",
        "■■■·",
        "■■■■",
    ]
    assert len(LEVELS) == 4
