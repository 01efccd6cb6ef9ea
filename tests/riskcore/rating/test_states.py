"""Every pair of state and verb, not only the listed ones."""

import pytest

from riskcore.errors import InvalidTransition
from riskcore.rating.states import PLAN_LIFE

ALLOWED = {
    ("draft", "replace"), ("draft", "propose"), ("retired", "propose"),
    ("proposed", "send_back"), ("proposed", "activate"), ("active", "retire"),
}  # fmt: skip


@pytest.mark.parametrize("state", PLAN_LIFE.states)
@pytest.mark.parametrize("verb", PLAN_LIFE.steps)
def test_only_these_moves_are_allowed(state: str, verb: str) -> None:
    if (state, verb) in ALLOWED:
        assert PLAN_LIFE.step(verb, state)
        return
    with pytest.raises(InvalidTransition):
        PLAN_LIFE.step(verb, state)
