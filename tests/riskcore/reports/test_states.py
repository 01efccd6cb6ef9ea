"""The life of a report, every state against every verb."""

import itertools

import pytest

from riskcore.errors import InvalidTransition
from riskcore.reports.states import RELEASED, REPORT

MOVES = {
    **{(state, "draw"): "draft" for state in ("requested", "draft", "failed")},
    **{(state, "fail"): "failed" for state in ("requested", "draft", "failed")},
    ("draft", "send_for_review"): "in_review",
    ("in_review", "return"): "draft",
    ("in_review", "issue"): "issued",
    ("issued", "acknowledge"): "acknowledged",
    ("issued", "supersede"): "superseded",
    ("acknowledged", "supersede"): "superseded",
}


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(REPORT.states, [*REPORT.steps])))
def test_each_verb_leads_where_it_should_or_is_refused(state: str, verb: str) -> None:
    if (state, verb) in MOVES:
        assert REPORT.step(verb, state).target == MOVES[state, verb]
    else:
        with pytest.raises(InvalidTransition):
            REPORT.step(verb, state)


def test_what_is_released_is_never_drawn_again_nor_taken_back() -> None:
    onward = {
        REPORT.steps[verb].target
        for state in RELEASED
        for verb in REPORT.steps
        if REPORT.can(verb, state)
    }
    assert onward <= RELEASED


def test_the_drawing_and_the_superseding_are_the_houses_the_rest_needs_a_person() -> None:
    assert {verb for verb, step in REPORT.steps.items() if not step.permission} == {
        "draw",
        "fail",
        "supersede",
    }
