"""Every verb is refused in every state the table does not name, by the table and by the actions."""

import pytest

from riskcore.access.models import User
from riskcore.errors import InvalidTransition
from riskcore.jobs import actions, queries
from riskcore.jobs.models import Job, JobStatus
from riskcore.jobs.states import JOB
from tests.riskcore.jobs.conftest import brought_to

MOVES = {
    ("queued", "claim"): "running",
    ("running", "claim"): "running",
    ("running", "finish"): "done",
    ("running", "hand_back"): "queued",
    ("running", "fail"): "failed",
    ("queued", "cancel"): "cancelled",
    ("running", "cancel"): "cancelled",
    ("failed", "retry"): "queued",
    ("cancelled", "retry"): "queued",
}


def test_the_table_and_the_database_know_the_same_states() -> None:
    assert list(JOB.states) == JobStatus.values


@pytest.mark.parametrize("verb", list(JOB.steps))
@pytest.mark.parametrize("status", list(JOB.states))
def test_a_verb_moves_a_job_only_as_the_table_says(status: str, verb: str) -> None:
    if (status, verb) in MOVES:
        assert JOB.step(verb, status).target == MOVES[status, verb]
    else:
        with pytest.raises(InvalidTransition):
            JOB.step(verb, status)


@pytest.mark.parametrize("verb", ["cancel", "retry"])
@pytest.mark.parametrize("status", list(JOB.states))
def test_an_action_and_the_view_agree_with_the_table(
    queued: Job, ana: User, status: str, verb: str
) -> None:
    job = brought_to(status, queued)
    view = queries.find(by=ana, job_id=job.pk)
    action, offered = {
        "cancel": (actions.cancel, view.can_cancel),
        "retry": (actions.retry, view.can_retry),
    }[verb]
    assert offered is JOB.can(verb, status)
    if offered:
        action(by=ana, job_id=job.pk)
    else:
        with pytest.raises(InvalidTransition):
            action(by=ana, job_id=job.pk)
        job.refresh_from_db()
        assert job.status == status
