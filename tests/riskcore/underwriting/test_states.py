"""The four lives hang together: every state is reached, and what a point guards is a step."""

import pytest

from riskcore.access.rules import RULES
from riskcore.lifecycle import Lifecycle
from riskcore.underwriting import states

LIVES = [states.REVIEW_LIFE, states.ISSUE_LIFE, states.REFERRAL_LIFE, states.CONTINGENCY_LIFE]


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_every_state_is_reached_and_every_permission_known(life: Lifecycle) -> None:
    reached = {life.initial, *(step.target for step in life.steps.values())}
    assert reached == set(life.states)
    assert {step.permission for step in life.steps.values()} - {""} <= set(RULES.keys())


def test_the_sets_of_states_are_states() -> None:
    known = set(states.REVIEW_LIFE.states)
    for group in (
        states.UNDER_WAY,
        states.BEFORE_BINDING,
        states.ENDED_BY_DECISION,
        states.DECIDABLE,
    ):
        assert group <= known
    assert not states.UNDER_WAY & states.ENDED_BY_DECISION
    assert set(states.PASSES) <= set(states.REVIEW_LIFE.steps)


def test_binding_follows_release_and_release_follows_a_quote() -> None:
    steps = states.REVIEW_LIFE.steps
    assert steps["bind"].sources == {"released"}
    assert steps["release"].sources == {"quoted"}
    assert steps["issue"].sources == {"bound"}
