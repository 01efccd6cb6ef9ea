"""``manage.py worker`` drains the table, or works from the queue."""

from io import StringIO

import pytest
from django.core.management import call_command

from riskcore.access.models import User
from riskcore.jobs import actions, tasks
from riskcore.jobs.models import Job, JobStatus
from tests.riskcore.jobs.conftest import NOTE, Register, brought_to, effects, let_lease_end


def test_draining_does_all_that_is_due(register: Register, ana: User) -> None:
    register()
    for _ in range(2):
        actions.enqueue(by=ana, kind=NOTE, arguments={})
    out = StringIO()
    call_command("worker", "--drain", verbosity=2, stdout=out)
    assert out.getvalue() == "Jobs begun: 2.\n"
    assert effects() == 2


def test_draining_takes_back_what_silent_workers_hold(queued: Job) -> None:
    let_lease_end(brought_to("running", queued))
    call_command("worker", "--drain")
    queued.refresh_from_db()
    assert queued.status == JobStatus.QUEUED
    assert queued.not_before is not None


def test_otherwise_it_takes_jobs_from_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(tasks, "work", lambda *, concurrency: asked.append(concurrency))
    call_command("worker")
    call_command("worker", "--concurrency", "4")
    assert asked == [1, 4]
