"""The queue carries ids."""

from pathlib import Path
from typing import Any

import pytest
from celery import current_app

from riskcore.access.models import User
from riskcore.jobs import actions, tasks
from riskcore.jobs.models import Job, JobStatus
from tests.riskcore.jobs.conftest import brought_to


def test_the_task_does_the_job(queued: Job) -> None:
    tasks.run_job(str(queued.pk))
    queued.refresh_from_db()
    assert queued.status == JobStatus.DONE


def test_a_job_that_is_no_longer_queued_is_not_published(
    queued: Job, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(tasks.run_job, "apply_async", lambda **given: sent.append(given))
    actions.cancel(by=ana, job_id=queued.pk)
    assert tasks.publish(queued.pk) is True
    assert sent == []


def test_a_queue_in_a_folder_is_made_ready_as_often_as_asked(settings: Any, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "queue"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_in": str(folder), "other": 1}
    tasks.prepare_queue()
    tasks.prepare_queue()
    assert folder.is_dir()


@pytest.mark.parametrize(
    ("concurrency", "pool"), [(1, ["solo"]), (3, ["prefork", "--concurrency", "3"])]
)
def test_a_worker_is_one_process_unless_asked_otherwise(
    monkeypatch: pytest.MonkeyPatch, concurrency: int, pool: list[str]
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(current_app, "worker_main", started.append)
    tasks.work(concurrency=concurrency)
    [words] = started
    place = words.index("--pool") + 1
    assert words[place : place + len(pool)] == pool


def test_a_finished_job_is_not_done_again_by_a_late_message(queued: Job) -> None:
    brought_to("done", queued)
    before = Job.objects.values().get()
    tasks.run_job(str(queued.pk))
    assert Job.objects.values().get() == before
