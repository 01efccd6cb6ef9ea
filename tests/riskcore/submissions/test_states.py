"""Every state and verb of a submission, not only the listed ones."""

import pytest

from riskcore.errors import InvalidTransition
from riskcore.submissions.states import SUBMISSION

ALLOWED = {
    ("submit", "open"),
    ("submit", "returned"),
    ("return", "submitted"),
    ("accept", "submitted"),
    ("withdraw", "open"),
    ("withdraw", "returned"),
    ("withdraw", "submitted"),
}


@pytest.mark.parametrize("status", SUBMISSION.states)
@pytest.mark.parametrize("verb", SUBMISSION.steps)
def test_only_what_is_listed_can_be_done(verb: str, status: str) -> None:
    if (verb, status) in ALLOWED:
        assert SUBMISSION.step(verb, status).verb == verb
    else:
        with pytest.raises(InvalidTransition):
            SUBMISSION.step(verb, status)
