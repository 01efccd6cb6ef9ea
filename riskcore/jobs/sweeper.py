"""Putting right what a killed process left: jobs nobody works on, and jobs no worker heard of.

Safe with any number of sweepers at once: every change is conditional on what was read, and telling
the workers twice of one job does no harm.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from riskcore.jobs import runner
from riskcore.jobs.models import Job, JobStatus
from riskcore.jobs.pace import publish_again_at
from riskcore.jobs.tasks import publish

AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """What one sweep did, in jobs: taken_back from silent workers (queued again, ended after their
    last attempt, or stopped as asked) and published to the workers."""

    taken_back: int
    published: int


def sweep() -> Sweep:
    """Take back what silent workers hold, then publish what no worker has begun."""
    return Sweep(taken_back=take_back(), published=publish_due())


def take_back() -> int:
    """End the claims whose lease has run out; returns how many there were."""
    now = timezone.now()
    if not Job.objects.abandoned(now).exists():
        return 0
    with transaction.atomic():
        # A worker that is storing its effect holds the row's lock: it is busy, not silent.
        silent = Job.objects.select_for_update(skip_locked=True).abandoned(now)
        return sum(_release(job) for job in silent.order_by("lease_until", "pk")[:AT_ONCE])


def publish_due() -> int:
    """Publish queued jobs that are due and were never published, or so long ago that the message
    must be taken for lost; returns how many. Ends at the first the broker does not take."""
    published = 0
    for job_id, seen in islice(_unheard(timezone.now()), AT_ONCE):
        # Two sweepers read the same row; the one that changes it publishes.
        mine = Job.objects.filter(pk=job_id, status=JobStatus.QUEUED, published_at=seen)
        if not mine.update(published_at=timezone.now()):
            continue
        if not publish(job_id):
            break
        published += 1
    return published


def _release(job: Job) -> bool:
    if job.cancel_requested:
        return runner.cancelled(job)
    return runner.try_again(job)


def _unheard(now: datetime) -> Iterator[tuple[UUID, datetime | None]]:
    due = Job.objects.due(now).order_by("created_at", "pk")
    rows = due.values_list("pk", "created_at", "not_before", "published_at")
    for job_id, created, not_before, published in rows:
        again = published and publish_again_at(due=not_before or created, published=published)
        if again is None or again <= now:
            yield job_id, published
