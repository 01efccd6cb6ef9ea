"""The plan's points and bands, and the plans it refuses to be."""

from dataclasses import replace

import pytest

from accountability.links.plan import PLAN
from riskcore.errors import InvalidInput


@pytest.mark.parametrize(
    ("apart", "points"), [(0, 35), (1, 30), (-1, 30), (2, 20), (3, 20), (4, 10), (30, 4), (31, 0)]
)
def test_nearer_days_are_worth_more(apart: int, points: int) -> None:
    assert PLAN.days_points(apart) == points


@pytest.mark.parametrize(
    ("confidence", "word"), [(100, "strong"), (75, "strong"), (74, "likely"), (40, "possible")]
)
def test_a_confidence_has_a_word(confidence: int, word: str) -> None:
    assert PLAN.band(confidence) == word
    assert PLAN.band(39) == "weak"


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": ((3, 20), (0, 35))},
        {"bands": ((40, "possible"), (75, "strong"))},
        {"floor": 30},
    ],
)
def test_a_plan_out_of_order_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidInput) as raised:
        replace(PLAN, **wrong)
    assert raised.value.code == "links.plan"


def test_one_thing_alone_suggests_nothing_but_a_number() -> None:
    alone = [PLAN.person, PLAN.officer, PLAN.matter, PLAN.place, PLAN.same_month]
    assert max(alone + [points for _, points in PLAN.days]) < PLAN.floor <= PLAN.number
