"""What a reader sees of the work under way."""

from typing import Any
from uuid import uuid4

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.jobs import actions, queries
from riskcore.jobs.kinds import KINDS
from riskcore.jobs.models import Job
from tests.riskcore.jobs.conftest import NOTE, Register, brought_to


def test_a_job_is_shown_with_its_label_and_end(queued: Job, ana: User) -> None:
    view = queries.find(by=ana, job_id=str(brought_to("done", queued).pk))
    assert (view.label, view.client_code, view.requested_by) == (
        "Note something",
        "alder-falls",
        "Ana",
    )
    assert (view.status, view.has_ended, view.result["word"]) == ("done", True, "yes")
    assert (view.can_cancel, view.can_retry, view.error_message) == (False, False, "")


def test_a_failed_job_shows_why(queued: Job, ana: User) -> None:
    view = queries.find(by=ana, job_id=brought_to("failed", queued).pk)
    assert (view.error_code, view.error_message) == ("test.refused", "It was refused.")


@pytest.mark.parametrize(
    ("done", "total", "fraction"), [(0, 0, None), (0, 4, 0.0), (1, 4, 0.25), (9, 4, 1.0)]
)
def test_progress_is_a_fraction_once_it_is_known(
    queued: Job, ana: User, done: int, total: int, fraction: float | None
) -> None:
    Job.objects.update(progress_done=done, progress_total=total)
    assert queries.find(by=ana, job_id=queued.pk).fraction == fraction


def test_a_running_job_that_is_to_stop_says_so_and_is_not_asked_again(
    queued: Job, ana: User
) -> None:
    actions.cancel(by=ana, job_id=brought_to("running", queued).pk)
    view = queries.find(by=ana, job_id=queued.pk)
    assert (view.status, view.stopping, view.can_cancel) == ("running", True, False)


@pytest.mark.parametrize(
    ("who", "manages"),
    [("ana", True), ("uma", False), ("ben", False), ("lee", False), ("dee", True)],
)
def test_everybody_of_the_client_sees_and_some_may_manage(
    queued: Job, request: pytest.FixtureRequest, who: str, manages: bool
) -> None:
    by = request.getfixturevalue(who)
    view = queries.find(by=by, job_id=queued.pk)
    assert view.can_cancel is manages
    assert [one.can_cancel for one in queries.recent(by=by)] == [manages]


@pytest.mark.parametrize("job_id", ["nonsense", "", uuid4()])
def test_no_such_job_is_not_found(ana: User, job_id: Any) -> None:
    with pytest.raises(NotFound):
        queries.find(by=ana, job_id=job_id)


def test_another_carriers_advisor_sees_nothing(queued: Job, cal: User, alder: Client) -> None:
    with pytest.raises(NotFound):
        queries.find(by=cal, job_id=queued.pk)
    assert queries.recent(by=cal) == []
    assert queries.recent(by=cal, client=alder) == []


def test_work_for_no_client_is_seen_by_its_requester_alone(
    register: Register, ana: User, dee: User
) -> None:
    register()
    job = actions.enqueue(by=ana, kind=NOTE, arguments={})
    assert queries.find(by=ana, job_id=job.pk).client_code == ""
    with pytest.raises(NotFound):
        queries.find(by=dee, job_id=job.pk)


def test_a_kind_no_longer_registered_is_still_shown(queued: Job, ana: User) -> None:
    Job.objects.update(kind="test.gone")
    assert "test.gone" not in KINDS
    assert queries.find(by=ana, job_id=queued.pk).label == "test.gone"


def test_the_newest_come_first_in_a_fixed_number_of_queries(
    register: Register, ana: User, alder: Client, django_assert_num_queries: Any
) -> None:
    register()
    jobs = [
        actions.enqueue(by=ana, kind=NOTE, arguments={}, client=alder if n % 2 else None)
        for n in range(6)
    ]
    with django_assert_num_queries(2):
        shown = queries.recent(by=ana, limit=4)
    assert [view.id for view in shown] == [str(job.pk) for job in reversed(jobs)][:4]
    assert len(queries.recent(by=ana, client=alder)) == 3
