"""The stages of a case: each pair of stage and verb, and that none can be skipped."""

import pytest

from accountability.cases.states import CASE, STAGES
from riskcore.errors import InvalidTransition

ORDER = list(STAGES)
BACK = {"return": ("review", "investigate"), "reopen": ("closed", "investigate")}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("verb", CASE.steps)
def test_a_verb_leads_one_stage_on_or_is_refused(verb: str, stage: str) -> None:
    if CASE.can(verb, stage):
        step = CASE.step(verb, stage)
        if verb in BACK:
            assert (stage, step.target) == BACK[verb]
        else:
            assert ORDER.index(step.target) == ORDER.index(stage) + 1
    else:
        with pytest.raises(InvalidTransition):
            CASE.step(verb, stage)


def test_every_stage_but_the_last_has_one_way_on() -> None:
    for stage in STAGES[:-1]:
        onward = [verb for verb in CASE.steps if CASE.can(verb, stage) and verb not in BACK]
        assert len(onward) == 1


def test_every_move_names_who_may_make_it() -> None:
    assert {step.permission for step in CASE.steps.values()} == {"case.handle", "case.direct"}
