"""Waiting for a job from a command, which does no work itself: a worker does, or one is started."""

import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from django.utils import timezone

from riskcore.errors import DomainError
from riskcore.jobs.models import Job
from riskcore.processes import manage, spawn

POLL_SECONDS = 0.2
IDLE_SECONDS = 2.0
LAST_JOB_SECONDS = 10.0


class NotEnded(DomainError):
    """The job goes on after the time somebody was ready to wait for it."""

    status = 504


def wait_for(
    job_id: str | UUID,
    *,
    timeout: float,
    on_progress: Callable[[Job], None] | None = None,
    start_worker_if_idle: bool = True,
) -> Job:
    """The row of this job, once it has ended; NotEnded after ``timeout`` seconds.

    Call it outside any transaction. ``on_progress`` gets the row whenever its state, progress or note
    has changed. Where nobody claims the job within two seconds of its being due, a worker is started
    that does what is due and ends.
    """
    started = time.monotonic()
    helper = _Helper()
    shown: object = None
    try:
        while True:
            job = Job.objects.get(pk=job_id)
            looks = (job.status, job.progress_done, job.progress_total, job.progress_note)
            if on_progress is not None and looks != shown:
                shown = looks
                on_progress(job)
            if job.has_ended:
                return job
            if time.monotonic() - started > timeout:
                raise _not_ended(job, timeout)
            if start_worker_if_idle:
                helper.see_to(job)
            time.sleep(POLL_SECONDS)
    finally:
        helper.let_go()


class _Helper:
    """A worker of our own, started only where no other turns up."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._idle_since: float | None = None

    def see_to(self, job: Job) -> None:
        moment = timezone.now()
        same = Job.objects.filter(pk=job.pk)
        at_work = self._process is not None and self._process.poll() is None
        if at_work or not (same.due(moment) | same.abandoned(moment)).exists():
            self._idle_since = None
        elif self._idle_since is None:
            self._idle_since = time.monotonic()
        elif time.monotonic() - self._idle_since >= IDLE_SECONDS:
            self._idle_since = None
            self._process = spawn(manage("worker", "--drain"))

    def let_go(self) -> None:
        """It finishes the job it may have begun meanwhile, and ends."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=LAST_JOB_SECONDS)


def _not_ended(job: Job, timeout: float) -> NotEnded:
    return NotEnded(
        "job.not_ended",
        f"You waited {timeout:g} seconds for the job {job.pk}, which is still {job.status}. "
        "It goes on without you: look at it again later.",
        job=str(job.pk),
        status=job.status,
    )
