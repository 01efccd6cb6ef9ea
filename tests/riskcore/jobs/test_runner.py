"""One job at a time, by lease and token; its effect and its end in one transaction."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput
from riskcore.jobs import actions, runner, sweeper
from riskcore.jobs.kinds import Cancelled, JobContext, LeaseLost
from riskcore.jobs.models import Job, JobStatus
from tests.riskcore.jobs.conftest import NOTE, Register, effects, let_lease_end, note


def refuse(context: JobContext) -> None:
    raise InvalidInput("note.refused", "You asked for a note about nothing. Name something.")


def stumble(context: JobContext) -> None:
    raise ZeroDivisionError("a secret of ours")


def seen(job: Job) -> Job:
    job.refresh_from_db()
    return job


def test_a_job_is_done_with_its_effect_and_result(queued: Job) -> None:
    assert runner.run(queued.pk) == JobStatus.DONE
    job = seen(queued)
    assert (job.result["word"], job.attempt, job.token, job.lease_until) == ("yes", 1, 1, None)
    assert job.ended_at is not None
    assert effects() == 1


def test_the_kind_sees_who_asked_for_what_and_for_whom(
    register: Register, ana: User, alder: Client
) -> None:
    contexts: list[JobContext] = []
    register(work=contexts.append)
    job = actions.enqueue(by=ana, kind=NOTE, arguments={"n": 1}, client=alder)
    runner.run(job.pk)
    [context] = contexts
    assert context.job_id == str(job.pk)
    assert (context.requested_by, context.client) == (ana, alder)
    assert context.arguments == {"n": 1}


def test_an_id_that_comes_again_changes_nothing(queued: Job) -> None:
    for _ in range(3):
        assert runner.run(queued.pk) == JobStatus.DONE
    assert effects() == 1


def test_an_unknown_id_is_left_alone(db: None) -> None:
    assert runner.run("00000000-0000-4000-8000-000000000000") is None


def test_of_two_claims_one_wins(queued: Job) -> None:
    claims = [runner.claim(queued.pk), runner.claim(queued.pk)]
    assert [claim is not None for claim in claims] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_of_many_claims_at_once_one_wins(queued: Job) -> None:
    start, won = threading.Barrier(4), []

    def claim() -> None:
        start.wait()
        won.append(runner.claim(queued.pk) is not None)
        connection.close()

    threads = [threading.Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False, False, False, True]


@pytest.mark.parametrize(
    ("changes", "claimable"),
    [
        ({"not_before": timedelta(seconds=-1)}, True),
        ({"not_before": timedelta(seconds=60)}, False),
        ({"status": "running", "lease_until": timedelta(seconds=-1)}, True),
        ({"status": "running", "lease_until": timedelta(seconds=60)}, False),
        ({"status": "running", "lease_until": timedelta(seconds=-1), "attempt": 5}, False),
        ({"cancel_requested": True}, False),
        ({"status": "done"}, False),
    ],
)
def test_what_may_be_claimed(queued: Job, changes: dict[str, Any], claimable: bool) -> None:
    now = timezone.now()
    moments = {
        name: now + value if isinstance(value, timedelta) else value
        for name, value in changes.items()
    }
    Job.objects.filter(pk=queued.pk).update(**moments)
    assert (runner.claim(queued.pk) is not None) is claimable


def test_a_refusal_ends_the_job_with_its_own_sentence(ana: User, register: Register) -> None:
    register(work=refuse)
    job = actions.enqueue(by=ana, kind=NOTE, arguments={})
    assert runner.run(job.pk) == JobStatus.FAILED
    assert seen(job).error_code == "note.refused"
    assert job.error_message.startswith("You asked for a note about nothing.")
    assert job.attempt == 1


def test_a_refusal_while_storing_undoes_what_was_stored(ana: User, register: Register) -> None:
    def store(context: JobContext, prepared: str) -> dict[str, Any]:
        note(context, prepared)
        raise InvalidInput("note.late", "You asked too late. Ask earlier.")

    register(store=store)
    job = actions.enqueue(by=ana, kind=NOTE, arguments={})
    assert runner.run(job.pk) == JobStatus.FAILED
    assert effects() == 0


def test_a_fault_is_tried_again_later_each_time_and_then_given_up(
    ana: User, register: Register, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.COMMONWARD = {**settings.COMMONWARD, "JOB_RETRY_SECONDS": 10}
    register(work=stumble, max_attempts=3)
    job = actions.enqueue(by=ana, kind=NOTE, arguments={})
    waits = []
    for _ in range(2):
        before = timezone.now()
        assert runner.run(job.pk) == JobStatus.QUEUED
        not_before = seen(job).not_before
        assert not_before is not None
        waits.append(round((not_before - before).total_seconds()))
        assert runner.run(job.pk) == JobStatus.QUEUED, "not yet due"
        Job.objects.update(not_before=timezone.now())
    assert waits == [10, 20]
    assert runner.run(job.pk) == JobStatus.FAILED
    assert (seen(job).error_code, job.attempt) == ("job.gave_up", 3)
    assert "tried 3 times" in job.error_message
    assert "secret" not in job.error_message
    assert "a secret of ours" in caplog.text


def test_a_kind_this_worker_does_not_know_is_tried_again(queued: Job) -> None:
    Job.objects.update(kind="test.unknown")
    assert runner.run(queued.pk) == JobStatus.QUEUED


def test_a_worker_told_to_go_gives_its_job_back_at_once(ana: User, register: Register) -> None:
    def leave(context: JobContext) -> None:
        raise KeyboardInterrupt

    register(work=leave)
    job = actions.enqueue(by=ana, kind=NOTE, arguments={})
    with pytest.raises(KeyboardInterrupt):
        runner.run(job.pk)
    assert (seen(job).status, job.attempt, job.not_before) == ("queued", 0, None)


def test_a_stale_worker_stores_nothing(ana: User, register: Register) -> None:
    def fall_asleep(context: JobContext) -> str:
        let_lease_end(job)
        assert sweeper.take_back() == 1
        return "late"

    register(work=fall_asleep)
    job = actions.enqueue(by=ana, kind=NOTE, arguments={})
    assert runner.run(job.pk) == JobStatus.QUEUED
    assert effects() == 0
    assert seen(job).result == {}


def test_a_stale_token_writes_nothing_under_a_newer_claim(queued: Job) -> None:
    stale = runner.claim(queued.pk)
    let_lease_end(queued)
    fresh = runner.claim(queued.pk)
    assert stale is not None
    assert fresh is not None
    with pytest.raises(LeaseLost):
        runner.Attempt(stale).heartbeat()
    assert runner.fail(stale, code="x", message="x") is False
    assert runner.try_again(stale) is False
    runner.Attempt(fresh).heartbeat()
    assert (seen(queued).status, queued.token, queued.attempt) == ("running", 2, 2)


def test_the_effect_and_the_end_share_one_transaction(ana: User, register: Register) -> None:
    def store_and_lose(context: JobContext, prepared: str) -> dict[str, Any]:
        note(context, prepared)
        Job.objects.update(token=99)
        return {}

    register(store=store_and_lose)
    job = actions.enqueue(by=ana, kind=NOTE, arguments={})
    runner.run(job.pk)
    assert effects() == 0
    assert seen(job).token == 1


@pytest.mark.django_db(transaction=True)
def test_work_runs_outside_a_transaction_and_store_inside(ana: User, register: Register) -> None:
    inside: list[bool] = []

    def work(context: JobContext) -> None:
        inside.append(transaction.get_connection().in_atomic_block)

    def store(context: JobContext, prepared: None) -> dict[str, Any]:
        inside.append(transaction.get_connection().in_atomic_block)
        return {}

    register(work=work, store=store)
    runner.run(actions.enqueue(by=ana, kind=NOTE, arguments={}).pk)
    assert inside == [False, True]


@pytest.mark.parametrize("swallows", [False, True])
def test_a_job_stops_midway_when_asked(
    ana: User, register: Register, monkeypatch: pytest.MonkeyPatch, swallows: bool
) -> None:
    """Even where its kind carries on after any error of its parts."""
    steps: list[int] = []

    def work(context: JobContext) -> None:
        for step in range(3):
            steps.append(step)
            try:
                context.heartbeat()
            except Exception:
                if not swallows:
                    raise
            actions.cancel(by=ana, job_id=job.pk)

    register(work=work)
    job = actions.enqueue(by=ana, kind=NOTE, arguments={})
    monkeypatch.setattr(runner, "WRITE_EVERY", timedelta(0))
    assert runner.run(job.pk) == JobStatus.CANCELLED
    assert (steps, effects()) == ([0, 1], 0)
    assert seen(job).ended_at is not None


def test_a_job_asked_to_stop_in_its_last_moment_stores_nothing(
    ana: User, register: Register
) -> None:
    def work(context: JobContext) -> None:
        actions.cancel(by=ana, job_id=job.pk)

    register(work=work)
    job = actions.enqueue(by=ana, kind=NOTE, arguments={})
    assert runner.run(job.pk) == JobStatus.CANCELLED
    assert effects() == 0


def test_progress_is_written_once_a_second_at_most(
    queued: Job, django_assert_num_queries: Any
) -> None:
    claimed = runner.claim(queued.pk)
    assert claimed is not None
    attempt = runner.Attempt(claimed)
    with django_assert_num_queries(2):
        for done in range(101):
            attempt.progress(done, 100, "counting")
    assert (seen(queued).progress_done, queued.progress_note) == (100, "counting")


def test_a_sign_of_life_renews_the_lease(queued: Job) -> None:
    claimed = runner.claim(queued.pk)
    assert claimed is not None
    let_lease_end(queued)
    runner.Attempt(claimed).heartbeat()
    assert sweeper.take_back() == 0
    lease = seen(queued).lease_until
    assert lease is not None
    assert lease > timezone.now()


def test_a_request_to_stop_reaches_the_next_sign_of_life(queued: Job, ana: User) -> None:
    claimed = runner.claim(queued.pk)
    assert claimed is not None
    actions.cancel(by=ana, job_id=queued.pk)
    with pytest.raises(Cancelled):
        runner.Attempt(claimed).progress(1, 2)


def test_draining_does_what_is_due_and_leaves_what_is_not(register: Register, ana: User) -> None:
    register()
    jobs = [actions.enqueue(by=ana, kind=NOTE, arguments={}) for _ in range(3)]
    Job.objects.filter(pk=jobs[2].pk).update(not_before=timezone.now() + timedelta(minutes=1))
    assert runner.drain() == 2
    assert [seen(job).status for job in jobs] == ["done", "done", "queued"]


def test_draining_ends_after_the_job_at_hand_when_told_to_stop(
    register: Register, ana: User
) -> None:
    register()
    for _ in range(2):
        actions.enqueue(by=ana, kind=NOTE, arguments={})
    assert runner.drain(should_stop=lambda: effects() > 0) == 1
