"""What the database itself holds true of jobs, and how they are picked out."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.jobs.models import Job, JobStatus
from tests.riskcore.jobs.conftest import brought_to, let_lease_end


def test_a_key_is_used_once_for_each_kind(ana: User) -> None:
    Job.objects.create(kind="a", idempotency_key="k", requested_by=ana)
    Job.objects.create(kind="b", idempotency_key="k", requested_by=ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="a", idempotency_key="k", requested_by=ana)


def test_an_unknown_state_is_refused(queued: Job) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(status="asleep")


def test_due_means_queued_and_not_held_back(queued: Job) -> None:
    now = timezone.now()
    assert list(Job.objects.due(now)) == [queued]
    Job.objects.update(not_before=now + timedelta(seconds=1))
    assert not Job.objects.due(now).exists()
    assert Job.objects.due(now + timedelta(seconds=2)).exists()


def test_abandoned_means_running_past_its_lease(queued: Job) -> None:
    brought_to("running", queued)
    assert not Job.objects.abandoned(timezone.now()).exists()
    let_lease_end(queued)
    assert Job.objects.abandoned(timezone.now()).exists()


def test_held_means_running_under_this_claim(queued: Job) -> None:
    assert not Job.objects.held(0).exists()
    brought_to("running", queued)
    assert Job.objects.held(1).exists()
    assert not Job.objects.held(0).exists()


@pytest.mark.parametrize("status", JobStatus.values)
def test_a_job_has_ended_when_nothing_more_will_come(queued: Job, status: str) -> None:
    job = brought_to(status, queued)
    assert job.has_ended is (status in {"done", "failed", "cancelled"})
