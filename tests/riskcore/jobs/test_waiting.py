"""A command waits; a worker works, and is started where none turns up."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.jobs import actions, runner, waiting
from riskcore.jobs.models import Job, JobStatus
from tests.riskcore.jobs.conftest import brought_to


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands that were started; each does the work at once, in this process."""
    commands: list[list[str]] = []

    def spawn(command: list[str]) -> "subprocess.Popen[bytes]":
        commands.append(command)
        runner.drain()
        return subprocess.Popen([sys.executable, "-c", ""])

    monkeypatch.setattr(waiting, "spawn", spawn)
    monkeypatch.setattr(waiting, "IDLE_SECONDS", 0.05)
    monkeypatch.setattr(waiting, "POLL_SECONDS", 0.02)
    return commands


def test_a_job_nobody_claims_gets_a_worker(queued: Job, started: list[list[str]]) -> None:
    assert waiting.wait_for(queued.pk, timeout=10).status == JobStatus.DONE
    [command] = started
    assert command[-2:] == ["worker", "--drain"]


def test_an_abandoned_job_gets_a_worker(queued: Job, started: list[list[str]]) -> None:
    job = brought_to("running", queued)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert waiting.wait_for(job.pk, timeout=10).status == JobStatus.DONE


@pytest.mark.parametrize("status", ["done", "failed", "cancelled"])
def test_a_job_that_has_ended_is_given_at_once(
    queued: Job, started: list[list[str]], status: str
) -> None:
    assert waiting.wait_for(brought_to(status, queued).pk, timeout=10).status == status
    assert started == []


def test_waiting_ends_after_its_time_and_the_job_goes_on(
    queued: Job, started: list[list[str]]
) -> None:
    brought_to("running", queued)
    with pytest.raises(waiting.NotEnded, match="still running"):
        waiting.wait_for(queued.pk, timeout=0.1)
    assert started == []


def test_no_worker_is_started_for_a_job_that_is_held_back(
    queued: Job, started: list[list[str]]
) -> None:
    Job.objects.update(not_before=timezone.now() + timedelta(minutes=1))
    with pytest.raises(waiting.NotEnded):
        waiting.wait_for(queued.pk, timeout=0.2)
    assert started == []


def test_no_worker_is_started_where_that_is_not_wanted(
    queued: Job, started: list[list[str]]
) -> None:
    with pytest.raises(waiting.NotEnded):
        waiting.wait_for(queued.pk, timeout=0.2, start_worker_if_idle=False)
    assert started == []


def test_each_change_is_shown_once(queued: Job, ana: User, started: list[list[str]]) -> None:
    shown: list[str] = []

    def show(job: Job) -> None:
        shown.append(job.status)
        if job.status == JobStatus.QUEUED:
            runner.claim(job.pk)
        else:
            runner.cancelled(job)

    waiting.wait_for(queued.pk, timeout=10, on_progress=show)
    assert shown == ["queued", "running", "cancelled"]
    assert actions.retry(by=ana, job_id=queued.pk).status == JobStatus.QUEUED
