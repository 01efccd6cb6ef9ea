"""Asking for work, stopping it and having it tried again."""

from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied, RegistryError
from riskcore.jobs import actions, runner, tasks
from riskcore.jobs.models import Job, JobStatus
from tests.riskcore.jobs.conftest import NOTE, Register, brought_to, effects


def verbs(job: Job) -> list[str]:
    acts = AuditEvent.objects.filter(subject_id=str(job.pk)).order_by("sequence")
    return list(acts.values_list("verb", flat=True))


def test_a_job_is_queued_and_the_asking_recorded(queued: Job, ana: User, alder: Client) -> None:
    assert (queued.status, queued.client, queued.requested_by) == ("queued", alder, ana)
    assert verbs(queued) == ["job.requested"]


def test_the_kind_says_how_often_it_is_tried(register: Register, ana: User, alder: Client) -> None:
    register(max_attempts=2)
    job = actions.enqueue(by=ana, kind=NOTE, arguments={}, client=alder)
    assert job.max_attempts == 2


def test_the_same_key_asked_twice_gives_the_same_job(
    register: Register, ana: User, uma: User, alder: Client
) -> None:
    register()
    asked = [
        actions.enqueue(by=by, kind=NOTE, arguments={"by": by.pk}, client=alder, key="2026-09")
        for by in (ana, uma)
    ]
    assert asked[0] == asked[1]
    assert verbs(asked[0]) == ["job.requested"]
    assert asked[1].arguments == {"by": ana.pk}


def test_the_same_key_for_another_client_or_person_is_another_job(
    register: Register, ana: User, dee: User, cal: User, alder: Client, birch: Client
) -> None:
    register()
    owners: list[tuple[User, Client | None]] = [
        (ana, alder),
        (cal, birch),
        (ana, None),
        (dee, None),
    ]
    for by, client in owners:
        actions.enqueue(by=by, kind=NOTE, arguments={}, client=client, key="k")
    assert Job.objects.count() == 4


def test_without_a_key_each_ask_is_a_job(register: Register, ana: User, alder: Client) -> None:
    register()
    for _ in range(2):
        actions.enqueue(by=ana, kind=NOTE, arguments={}, client=alder)
    assert Job.objects.count() == 2


def test_an_overlong_key_is_refused(register: Register, ana: User) -> None:
    register()
    with pytest.raises(InvalidInput, match="Shorten the key"):
        actions.enqueue(by=ana, kind=NOTE, arguments={}, key="k" * 161)


def test_an_unknown_kind_is_a_mistake_in_our_code(ana: User) -> None:
    with pytest.raises(RegistryError):
        actions.enqueue(by=ana, kind="test.unknown", arguments={})


def test_nobody_asks_for_work_on_a_client_they_cannot_see(
    register: Register, cal: User, alder: Client
) -> None:
    register()
    with pytest.raises(NotFound):
        actions.enqueue(by=cal, kind=NOTE, arguments={}, client=alder)
    assert not Job.objects.exists()


def test_the_id_goes_to_the_queue_only_after_the_commit(
    register: Register,
    ana: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    register()
    sent: list[str] = []
    monkeypatch.setattr(tasks.run_job, "apply_async", lambda args, retry: sent.append(args[0]))
    with django_capture_on_commit_callbacks(execute=True):
        job = actions.enqueue(by=ana, kind=NOTE, arguments={})
        assert sent == []
    assert sent == [str(job.pk)]
    job.refresh_from_db()
    assert job.published_at is not None


def test_a_broker_that_does_not_answer_loses_nothing(
    register: Register,
    ana: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    register()

    def refuse(**_: Any) -> None:
        raise ConnectionRefusedError("nobody there")

    monkeypatch.setattr(tasks.run_job, "apply_async", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        job = actions.enqueue(by=ana, kind=NOTE, arguments={})
    job.refresh_from_db()
    assert (job.status, job.published_at) == (JobStatus.QUEUED, None)


def test_a_queued_job_is_cancelled_at_once_and_never_begun(queued: Job, ana: User) -> None:
    job = actions.cancel(by=ana, job_id=queued.pk)
    assert job.status == JobStatus.CANCELLED
    assert runner.run(job.pk) == JobStatus.CANCELLED
    assert effects() == 0
    assert verbs(job) == ["job.requested", "job.cancelled"]


def test_a_running_job_is_asked_to_stop(queued: Job, ana: User) -> None:
    job = actions.cancel(by=ana, job_id=brought_to("running", queued).pk)
    assert (job.status, job.cancel_requested) == (JobStatus.RUNNING, True)


def test_a_failed_job_tried_again_starts_afresh(queued: Job, ana: User) -> None:
    job = actions.retry(by=ana, job_id=brought_to("failed", queued).pk)
    assert (job.status, job.attempt, job.error_code, job.ended_at) == ("queued", 0, "", None)
    assert runner.run(job.pk) == JobStatus.DONE
    assert verbs(job) == ["job.requested", "job.retried"]


def test_a_job_cancelled_while_it_ran_can_be_tried_again(queued: Job, ana: User) -> None:
    job = actions.cancel(by=ana, job_id=brought_to("running", queued).pk)
    runner.cancelled(job)
    actions.retry(by=ana, job_id=job.pk)
    assert runner.run(job.pk) == JobStatus.DONE


@pytest.mark.parametrize("action", [actions.cancel, actions.retry])
@pytest.mark.parametrize("who", ["uma", "ben", "rita", "lee"])
def test_only_the_requester_or_an_administrator_manages(
    queued: Job, request: pytest.FixtureRequest, who: str, action: Any
) -> None:
    with pytest.raises(PermissionDenied, match="administrator"):
        action(by=request.getfixturevalue(who), job_id=queued.pk)


def test_an_administrator_may_stop_anybodys_work(queued: Job, dee: User) -> None:
    assert actions.cancel(by=dee, job_id=queued.pk).status == JobStatus.CANCELLED


@pytest.mark.parametrize("action", [actions.cancel, actions.retry])
def test_another_carriers_advisor_finds_no_such_job(queued: Job, cal: User, action: Any) -> None:
    with pytest.raises(NotFound):
        action(by=cal, job_id=queued.pk)


def test_a_job_that_moved_meanwhile_is_a_conflict(
    queued: Job, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = Job.objects.get(pk=queued.pk)
    brought_to("running", queued)
    monkeypatch.setattr(actions.queries, "get", lambda **_: stale)
    with pytest.raises(Conflict):
        actions.cancel(by=ana, job_id=queued.pk)
    assert verbs(queued) == ["job.requested"]
