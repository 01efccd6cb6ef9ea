"""Doing one job: claim it, work, and write its effect and its end in one transaction.

Any process may die between any two lines. Before the last transaction commits, nothing has been
written but the claim, whose lease runs out; after it, everything has.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import close_old_connections, connection, transaction
from django.db.models import F
from django.utils import timezone

from riskcore.errors import DomainError
from riskcore.jobs.kinds import KINDS, Cancelled, JobContext, LeaseLost
from riskcore.jobs.models import Job, JobStatus
from riskcore.jobs.pace import lease, retry_delay

logger = logging.getLogger(__name__)

WRITE_EVERY = timedelta(seconds=1)


def run(job_id: str | UUID) -> JobStatus | None:
    """Do this job if it is ours to do; returns the state it is in afterwards, None for no such job.

    A ``DomainError`` ends it with that error's code and sentence. Any other exception sends it back
    to be tried again later, until its attempts are used up. A job that cannot be claimed (done, held
    by another worker, not due) is left alone, so the same id may arrive any number of times.
    """
    job = claim(job_id)
    if job is not None:
        try:
            _perform(job)
        except LeaseLost:
            logger.warning("Job %s was taken back while it was worked on.", job.pk)
        except Cancelled:
            cancelled(job)
        except DomainError as error:
            fail(job, code=error.code, message=error.message)
        except Exception:
            logger.exception("Job %s (%s), attempt %s, stopped.", job.pk, job.kind, job.attempt)
            try_again(job)
        except BaseException:
            # The worker is told to go at once: the next one need not wait for the lease to end, and
            # the attempt does not count.
            _write(
                job,
                status=JobStatus.QUEUED,
                attempt=job.attempt - 1,
                lease_until=None,
                published_at=None,
            )
            raise
    status = Job.objects.filter(pk=job_id).values_list("status", flat=True).first()
    return None if status is None else JobStatus(status)


def drain(*, should_stop: Callable[[], bool] = lambda: False) -> int:
    """Do every job that is due, oldest first, until none is left; returns how many were begun."""
    begun = 0
    while not should_stop():
        claimable = Job.objects.claimable(timezone.now()).order_by("created_at", "pk")
        job_id = claimable.values_list("pk", flat=True).first()
        if job_id is None:
            break
        begun += 1
        run(job_id)
        if not connection.in_atomic_block:
            close_old_connections()
    return begun


def claim(job_id: str | UUID) -> Job | None:
    """Take the lease of a job that is due or abandoned; None where there is nothing to take."""
    now = timezone.now()
    with transaction.atomic():
        claimed = (
            Job.objects.filter(pk=job_id)
            .claimable(now)
            .update(
                status=JobStatus.RUNNING,
                token=F("token") + 1,
                attempt=F("attempt") + 1,
                lease_until=now + lease(),
                heartbeat_at=now,
                started_at=now,
                progress_done=0,
                progress_note="",
            )
        )
        if not claimed:
            return None
        # Read before the commit: until then nobody can raise the token again.
        return Job.objects.select_related("requested_by", "client").get(pk=job_id)


def try_again(job: Job) -> bool:
    """Send a job that stopped back to the queue, later each time, or end it after its last attempt.

    Nothing is changed, and False is returned, where another claim has taken over meanwhile.
    """
    if job.attempt >= job.max_attempts:
        return fail(job, code="job.gave_up", message=_gave_up(job))
    return _write(
        job,
        status=JobStatus.QUEUED,
        not_before=timezone.now() + retry_delay(job.attempt),
        lease_until=None,
        published_at=None,
        progress_done=0,
        progress_note="Interrupted; it will be tried again.",
    )


def fail(job: Job, *, code: str, message: str) -> bool:
    """End a job that is held under this claim with the reason its requester will read."""
    return _write(
        job,
        status=JobStatus.FAILED,
        error_code=code[:64],
        error_message=message,
        ended_at=timezone.now(),
        lease_until=None,
    )


def cancelled(job: Job) -> bool:
    """End a job that is held under this claim because somebody asked for that."""
    return _write(job, status=JobStatus.CANCELLED, ended_at=timezone.now(), lease_until=None)


class Attempt:
    """One attempt at one job, as its kind sees it: a ``JobContext``.

    Writes at most once a second, however often it is called, and only while the claim holds.
    """

    def __init__(self, job: Job) -> None:
        self.job_id = str(job.pk)
        self.arguments: dict[str, Any] = job.arguments
        self.requested_by = job.requested_by
        self.client = job.client
        self._token = job.token
        self._written_at: datetime | None = None

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Report progress and renew the lease; raises ``Cancelled`` or ``LeaseLost`` to stop."""
        self._renew(
            at_once=done >= total,
            progress_done=max(done, 0),
            progress_total=max(total, 0),
            progress_note=note[:200],
        )

    def heartbeat(self) -> None:
        """Renew the lease; raises ``Cancelled`` or ``LeaseLost`` to stop."""
        self._renew(at_once=False)

    def _renew(self, *, at_once: bool, **changes: Any) -> None:
        now = timezone.now()
        recent = self._written_at is not None and now - self._written_at < WRITE_EVERY
        if recent and not at_once:
            return
        held = Job.objects.filter(pk=self.job_id).held(self._token)
        renewed = held.filter(cancel_requested=False).update(
            heartbeat_at=now, lease_until=now + lease(), **changes
        )
        if not renewed:
            raise Cancelled if held.exists() else LeaseLost
        self._written_at = now


def _perform(job: Job) -> None:
    kind = KINDS.get(job.kind)
    context: JobContext = Attempt(job)
    prepared = kind.work(context)
    with transaction.atomic():
        # The lock keeps the sweeper away however long ``store`` takes, and goes if this process dies.
        held = Job.objects.select_for_update().filter(pk=job.pk).held(job.token).first()
        if held is None:
            raise LeaseLost
        if held.cancel_requested:
            raise Cancelled
        result = kind.store(context, prepared)
        finished = _write(
            job,
            status=JobStatus.DONE,
            result=result,
            progress_done=F("progress_total"),
            lease_until=None,
            ended_at=timezone.now(),
        )
        if not finished:
            raise LeaseLost


def _write(job: Job, **changes: Any) -> bool:
    return bool(Job.objects.filter(pk=job.pk).held(job.token).update(**changes))


def _gave_up(job: Job) -> str:
    times = "once" if job.attempt == 1 else f"{job.attempt} times"
    return (
        f"This work was tried {times} and each time stopped for a reason that does not lie in what "
        f"you asked for. Nothing was changed. Ask for it again later; if it stops again, give your "
        f"administrator the number {job.pk}."
    )
