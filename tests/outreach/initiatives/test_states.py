from itertools import product

import pytest

from outreach.evidence.standing import Standing
from outreach.initiatives.states import SUBMISSION
from riskcore.access.rules import RULES
from riskcore.errors import InvalidTransition

ALLOWED = {
    "draft": {"submit", "withdraw"},
    "submitted": {"withdraw", "take_up", "accept", "return"},
    "in_review": {"put_back", "accept", "return"},
    "accepted": {"appeal", "accept", "return"},
    "returned": {"submit", "withdraw", "appeal", "accept", "return"},
    "withdrawn": {"submit"},
}


@pytest.mark.parametrize(("state", "verb"), [*product(SUBMISSION.states, SUBMISSION.steps)])
def test_every_state_and_verb(state: str, verb: str) -> None:
    assert SUBMISSION.can(verb, state) is (verb in ALLOWED[state])
    if verb not in ALLOWED[state]:
        with pytest.raises(InvalidTransition):
            SUBMISSION.step(verb, state)


def test_states_are_the_standings_and_permissions_are_known() -> None:
    assert set(SUBMISSION.states) == {standing.value for standing in Standing}
    assert {step.permission for step in SUBMISSION.steps.values()} <= {rule.key for rule in RULES}
