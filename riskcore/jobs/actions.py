"""What people do with jobs: ask for one, stop one, have one tried again."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.actions import record
from riskcore.clients import queries as clients
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput
from riskcore.jobs import queries, tasks
from riskcore.jobs.kinds import KINDS
from riskcore.jobs.models import Job, JobStatus
from riskcore.jobs.states import JOB

LONGEST_KEY = 160


def enqueue(
    *, by: User, kind: str, arguments: dict[str, Any], client: Client | None = None, key: str = ""
) -> Job:
    """Ask for work of a registered kind; a worker hears of it after the commit.

    The caller has checked that ``by`` may ask for it. With a ``key``, the same ask for the same client
    (or, where there is none, by the same person) gives the job that was made the first time, whatever
    has become of it and whatever the arguments are now. Raises NotFound for a client ``by`` cannot
    see. Records ``job.requested``, once.
    """
    chosen = KINDS.get(kind)
    if client is not None:
        clients.find(by=by, code=client.code, permission="job.view")
    if len(key) > LONGEST_KEY:
        raise InvalidInput(
            "job.key_too_long",
            f"You asked for work under a key of {len(key)} characters; "
            f"it may have {LONGEST_KEY}. Shorten the key.",
            longest=LONGEST_KEY,
        )
    facts = {
        "client": client,
        "requested_by": by,
        "arguments": arguments,
        "max_attempts": chosen.max_attempts,
    }
    with transaction.atomic():
        if key:
            owner = f"client:{client.pk}" if client else f"person:{by.pk}"
            job, created = Job.objects.get_or_create(
                kind=kind, idempotency_key=f"{owner}:{key}", defaults=facts
            )
        else:
            job, created = Job.objects.create(kind=kind, **facts), True
        if created:
            record(by=by, verb="job.requested", subject=job, client=client, kind=kind)
            _publish_after_commit(job)
    return job


def cancel(*, by: User, job_id: str | UUID) -> Job:
    """Stop a job: at once while it is queued, at its next sign of life while it runs.

    Raises NotFound, PermissionDenied (neither its requester nor an administrator), InvalidTransition
    (it has ended) or Conflict. Records ``job.cancelled``.
    """
    job = queries.get(by=by, job_id=job_id)
    queries.check_may_manage(by=by, job=job)
    step = JOB.step("cancel", job.status)
    with transaction.atomic():
        if job.status == JobStatus.QUEUED:
            _move(job, status=step.target, ended_at=timezone.now())
        else:
            _move(job, cancel_requested=True)
        record(by=by, verb="job.cancelled", subject=job, client=job.client, was=job.status)
    job.refresh_from_db()
    return job


def retry(*, by: User, job_id: str | UUID) -> Job:
    """Have a failed or cancelled job tried again from the start, with all its attempts.

    Raises NotFound, PermissionDenied, InvalidTransition or Conflict. Records ``job.retried``.
    """
    job = queries.get(by=by, job_id=job_id)
    queries.check_may_manage(by=by, job=job)
    step = JOB.step("retry", job.status)
    with transaction.atomic():
        _move(
            job,
            status=step.target,
            attempt=0,
            cancel_requested=False,
            not_before=None,
            published_at=None,
            progress_done=0,
            progress_total=0,
            progress_note="",
            error_code="",
            error_message="",
            started_at=None,
            ended_at=None,
        )
        record(by=by, verb="job.retried", subject=job, client=job.client, was=job.status)
        _publish_after_commit(job)
    job.refresh_from_db()
    return job


def _publish_after_commit(job: Job) -> None:
    transaction.on_commit(partial(tasks.publish, job.pk), robust=True)


def _move(job: Job, **changes: Any) -> None:
    if not Job.objects.filter(pk=job.pk, status=job.status).update(**changes):
        raise Conflict(
            "job.changed",
            f"The job was {job.status} when you asked, and has moved on since. Look at it again.",
            job=str(job.pk),
        )
