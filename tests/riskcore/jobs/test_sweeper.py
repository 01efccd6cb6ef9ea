"""Jobs of silent workers are taken back; jobs nobody heard of are published; twice does no harm."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs import actions, runner, sweeper, tasks
from riskcore.jobs.models import Job, JobStatus
from tests.riskcore.jobs.conftest import NOTE, Register, brought_to, let_lease_end


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids that went to the queue."""
    ids: list[str] = []
    monkeypatch.setattr(tasks.run_job, "apply_async", lambda args, retry: ids.append(args[0]))
    return ids


def test_a_silent_workers_job_is_queued_again_and_held_back(queued: Job) -> None:
    job = brought_to("running", queued)
    let_lease_end(job)
    assert sweeper.take_back() == 1
    job.refresh_from_db()
    assert (job.status, job.published_at, job.lease_until) == (JobStatus.QUEUED, None, None)
    assert job.not_before is not None
    assert job.not_before > timezone.now()


def test_a_job_at_work_is_left_alone(queued: Job) -> None:
    brought_to("running", queued)
    assert sweeper.take_back() == 0


def test_after_its_last_attempt_a_silent_workers_job_fails(register: Register, ana: User) -> None:
    register(max_attempts=1)
    job = brought_to("running", actions.enqueue(by=ana, kind=NOTE, arguments={}))
    let_lease_end(job)
    assert sweeper.take_back() == 1
    job.refresh_from_db()
    assert (job.status, job.error_code) == (JobStatus.FAILED, "job.gave_up")
    assert "tried once" in job.error_message


def test_a_silent_workers_job_that_was_to_stop_is_cancelled(queued: Job, ana: User) -> None:
    job = actions.cancel(by=ana, job_id=brought_to("running", queued).pk)
    let_lease_end(job)
    sweeper.take_back()
    job.refresh_from_db()
    assert job.status == JobStatus.CANCELLED


@pytest.mark.parametrize(
    ("changes", "published"),
    [
        ({}, 1),
        ({"published_at": timedelta(seconds=-5)}, 0),
        ({"published_at": timedelta(seconds=-40)}, 1),
        ({"published_at": timedelta(seconds=-40), "created_at": timedelta(hours=-1)}, 0),
        ({"published_at": timedelta(minutes=-11), "created_at": timedelta(hours=-1)}, 1),
        ({"not_before": timedelta(seconds=30)}, 0),
        ({"not_before": timedelta(seconds=-1)}, 1),
        ({"status": JobStatus.CANCELLED}, 0),
    ],
)
def test_what_is_published(
    queued: Job, sent: list[str], changes: dict[str, Any], published: int
) -> None:
    now = timezone.now()
    moments = {
        name: now + value if isinstance(value, timedelta) else value
        for name, value in changes.items()
    }
    Job.objects.filter(pk=queued.pk).update(**moments)
    assert sweeper.publish_due() == published
    assert sent == [str(queued.pk)] * published


def test_a_second_sweep_does_not_publish_again(queued: Job, sent: list[str]) -> None:
    assert [sweeper.sweep().published, sweeper.sweep().published] == [1, 0]
    assert len(sent) == 1


def test_a_broker_that_is_down_is_asked_once_a_sweep(
    register: Register, ana: User, alder: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    register()
    for _ in range(3):
        actions.enqueue(by=ana, kind=NOTE, arguments={}, client=alder)
    asked = []

    def refuse(**_: Any) -> None:
        asked.append(1)
        raise ConnectionRefusedError("nobody there")

    monkeypatch.setattr(tasks.run_job, "apply_async", refuse)
    assert sweeper.publish_due() == 0
    assert len(asked) == 1
    assert Job.objects.filter(published_at=None).count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_sweepers_at_once_take_back_and_publish_each_job_once(
    register: Register, ana: User, sent: list[str]
) -> None:
    register()
    with transaction.atomic():
        jobs = [actions.enqueue(by=ana, kind=NOTE, arguments={}) for _ in range(6)]
        Job.objects.update(published_at=timezone.now())
    for job in jobs[:3]:
        assert runner.claim(job.pk) is not None
        let_lease_end(job)
    Job.objects.filter(pk__in=[job.pk for job in jobs[3:]]).update(published_at=None)
    sent.clear()
    start = threading.Barrier(2)
    swept: list[sweeper.Sweep] = []

    def sweep() -> None:
        start.wait()
        swept.append(sweeper.sweep())
        connection.close()

    threads = [threading.Thread(target=sweep) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one.taken_back for one in swept) == 3
    assert sorted(sent) == sorted(str(job.pk) for job in jobs[3:])
