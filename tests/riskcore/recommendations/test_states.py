"""The life of a recommendation, every state against every verb."""

import itertools

import pytest

from riskcore.access.rules import RULES
from riskcore.errors import InvalidTransition
from riskcore.recommendations import states
from riskcore.recommendations.states import CLOSED, RECOMMENDATION

OWED = ("issued", "acknowledged", "in_progress")
STANDING = (*OWED, "client_reports_complete")
ENDED = ("verified_closed", "alternative_accepted", "risk_accepted")
MOVES = {
    ("draft", "issue"): "issued",
    ("draft", "withdraw"): "withdrawn",
    ("issued", "acknowledge"): "acknowledged",
    ("issued", "begin"): "in_progress",
    ("acknowledged", "begin"): "in_progress",
    ("client_reports_complete", "verify"): "verified_closed",
    ("client_reports_complete", "reopen"): "issued",
    **{(state, "report_complete"): "client_reports_complete" for state in OWED},
    **{(state, "withdraw"): "withdrawn" for state in STANDING},
    **{(state, "supersede"): "superseded" for state in STANDING},
    **{(state, "accept_alternative"): "alternative_accepted" for state in STANDING},
    **{(state, "accept_risk"): "risk_accepted" for state in STANDING},
    **{(state, "reopen"): "issued" for state in ENDED},
}
PAIRS = list(itertools.product(RECOMMENDATION.states, RECOMMENDATION.steps))


@pytest.mark.parametrize(("state", "verb"), PAIRS)
def test_each_verb_leads_where_it_should_or_is_refused(state: str, verb: str) -> None:
    if (state, verb) in MOVES:
        assert RECOMMENDATION.step(verb, state).target == MOVES[state, verb]
    else:
        with pytest.raises(InvalidTransition):
            RECOMMENDATION.step(verb, state)


def test_the_client_reports_and_only_the_advisor_closes() -> None:
    by_permission = {verb: step.permission for verb, step in RECOMMENDATION.steps.items()}
    answered = {verb for verb, held in by_permission.items() if held == "recommendation.answer"}
    assert answered == {"acknowledge", "begin", "report_complete"}
    assert not {RECOMMENDATION.steps[verb].target for verb in answered} & CLOSED
    assert set(by_permission.values()) <= set(RULES.keys())


@pytest.mark.parametrize("state", ["withdrawn", "superseded"])
def test_what_is_taken_back_stays_so(state: str) -> None:
    assert not any(RECOMMENDATION.can(verb, state) for verb in RECOMMENDATION.steps)


def test_every_state_is_owed_reported_ended_or_a_draft() -> None:
    assert {*states.OWED, states.REPORTED, *CLOSED, "draft"} == set(RECOMMENDATION.states)
    assert set(STANDING) | set(ENDED) == states.PRINTED
