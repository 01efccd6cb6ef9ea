"""Each step is a button for those who may take it, and asks for what its verb needs."""

from datetime import date

import pytest

from frontend.recommendation_steps import VERBS, offered, verb_of
from riskcore.errors import NotFound
from riskcore.recommendations.queries import OFFERED
from riskcore.recommendations.states import ANSWER, WRITE

DAY = date(2026, 10, 1)


def keys(status: str, *held: str, due_on: date | None = DAY) -> list[str]:
    return [verb.key for verb in offered(status=status, due_on=due_on, held=set(held))]


def test_every_step_of_the_life_has_a_button() -> None:
    assert set(OFFERED) | {"reply", "extend"} == set(VERBS)


def test_what_is_owed_is_answered_by_one_side_and_extended_by_the_other() -> None:
    assert keys("in_progress", ANSWER) == ["reply", "report_complete"]
    assert "extend" in keys("in_progress", WRITE)
    assert "extend" not in keys("in_progress", WRITE, due_on=None)
    assert keys("verified_closed", ANSWER) == []
    assert keys("issued") == []


def test_an_unknown_step_is_nothing() -> None:
    assert verb_of("reply").label == "Answer"
    with pytest.raises(NotFound, match="has no step 'applaud'"):
        verb_of("applaud")
