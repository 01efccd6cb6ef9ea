"""The life of a report, every state against every verb."""

import itertools

import pytest

from riskcore.errors import InvalidTransition
from riskcore.reports.states import REPORT

MOVES = {
    **{(state, "draw"): "draft" for state in ("requested", "draft", "failed")},
    **{(state, "fail"): "failed" for state in ("requested", "draft", "failed")},
    ("draft", "issue"): "issued",
}


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(REPORT.states, [*REPORT.steps])))
def test_each_verb_leads_where_it_should_or_is_refused(state: str, verb: str) -> None:
    if (state, verb) in MOVES:
        assert REPORT.step(verb, state).target == MOVES[state, verb]
    else:
        with pytest.raises(InvalidTransition):
            REPORT.step(verb, state)


def test_an_issued_report_is_frozen() -> None:
    assert not any(REPORT.can(verb, "issued") for verb in REPORT.steps)


def test_only_issuing_needs_a_person_the_rest_is_the_workers() -> None:
    assert {verb: step.permission for verb, step in REPORT.steps.items()} == {
        "draw": "",
        "fail": "",
        "issue": "report.issue",
    }
