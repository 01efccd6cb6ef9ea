"""The life of a recommendation, every state against every verb."""

import itertools

import pytest

from riskcore.access.rules import RULES
from riskcore.errors import InvalidTransition
from riskcore.recommendations.states import RECOMMENDATION

MOVES = {
    ("draft", "issue"): "issued",
    ("draft", "withdraw"): "withdrawn",
    ("issued", "report_complete"): "client_reports_complete",
    ("issued", "withdraw"): "withdrawn",
    ("client_reports_complete", "verify"): "verified_closed",
    ("client_reports_complete", "reopen"): "issued",
    ("client_reports_complete", "withdraw"): "withdrawn",
    ("verified_closed", "reopen"): "issued",
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
    assert answered == {"report_complete"}
    assert set(by_permission.values()) <= set(RULES.keys())


def test_what_is_withdrawn_stays_withdrawn() -> None:
    assert not any(RECOMMENDATION.can(verb, "withdrawn") for verb in RECOMMENDATION.steps)
