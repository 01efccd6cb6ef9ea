"""``kill -9`` in the middle of jobs: they still end, and their effect is there exactly once."""

from pathlib import Path

import pytest

from riskcore.access.models import Organisation, User
from riskcore.clients.models import Client
from riskcore.jobs import actions, sweeper, tasks
from riskcore.jobs.models import Job, JobStatus
from riskcore.jobs.waiting import wait_for
from tests.faults.conftest import Start, eventually, kill
from tests.faults.slow import SLOW, reached

pytestmark = pytest.mark.slow


def effects(job: Job) -> int:
    return Organisation.objects.filter(name=f"effect of {job.pk}").count()


def test_jobs_of_a_killed_worker_end_and_take_effect_once(
    start: Start, ana: User, alder: Client, tmp_path: Path
) -> None:
    """One job is killed in its work, another inside the transaction that stores its effect."""
    common = {"by": ana, "kind": SLOW.key, "client": alder}
    folder = str(tmp_path)
    in_work = actions.enqueue(**common, arguments={"folder": folder, "stay": "work"})
    in_store = actions.enqueue(
        **common, arguments={"folder": folder, "after": "in-work", "stay": "store"}
    )
    worker = start("worker", "--concurrency", "2")
    reached(tmp_path / "in-store")
    kill(worker)

    running = Job.objects.filter(status=JobStatus.RUNNING)
    assert set(running) == {in_work, in_store}
    assert effects(in_work) == effects(in_store) == 0
    start("worker")

    def all_have_ended() -> bool:
        sweeper.sweep()
        return all(job.has_ended for job in Job.objects.all())

    eventually(all_have_ended)
    for job in (in_work, in_store):
        job.refresh_from_db()
        assert (job.status, job.result) == (JobStatus.DONE, {"prepared": "prepared"})
        assert job.attempt >= 2
        assert effects(job) == 1


def test_a_job_no_worker_heard_of_is_done_by_one_that_is_started_for_it(
    start: Start, ana: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.run_job, "apply_async", lambda **_: None)
    job = actions.enqueue(by=ana, kind=SLOW.key, arguments={"folder": str(tmp_path)})
    assert wait_for(job.pk, timeout=60).status == JobStatus.DONE
    assert effects(job) == 1
