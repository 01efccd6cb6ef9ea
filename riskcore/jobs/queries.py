"""Jobs as pages and the programming interface show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from riskcore.access.rules import RULES
from riskcore.access.scoping import Person
from riskcore.clients import queries as clients
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied
from riskcore.jobs.kinds import KINDS
from riskcore.jobs.models import Job
from riskcore.jobs.states import JOB


@dataclass(frozen=True, kw_only=True)
class JobView:
    """One job, for one reader.

    fraction: 0 to 1, None while unknown. stopping: it runs, and somebody has asked for it to stop.
    error_code and error_message: "" unless it failed. result: what its kind's ``store`` returned.
    """

    id: str
    kind: str
    label: str
    client_code: str
    requested_by: str
    status: str
    stopping: bool
    has_ended: bool
    fraction: float | None
    note: str
    attempt: int
    error_code: str
    error_message: str
    result: dict[str, Any]
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    can_cancel: bool
    can_retry: bool


def find(*, by: Person, job_id: str | UUID) -> JobView:
    """The job with this id, or NotFound where ``by`` may see none."""
    job = get(by=by, job_id=job_id)
    return _view(job, may_manage=may_manage(by=by, job=job))


def recent(
    *, by: Person, client: Client | None = None, limit: int = 50, offset: int = 0
) -> list[JobView]:
    """The newest jobs ``by`` may see, of one client or of all, newest first."""
    jobs = Job.objects.visible_to(by).select_related("client", "requested_by")
    if client is not None:
        jobs = jobs.filter(client=client)
    managed = set(Client.objects.visible_to(by, "job.manage").values_list("pk", flat=True))
    return [
        _view(job, may_manage=job.requested_by_id == by.pk or job.client_id in managed)
        for job in jobs.order_by("-created_at", "id")[offset : offset + limit]
    ]


def get(*, by: Person, job_id: str | UUID) -> Job:
    """The row, for the actions; NotFound where ``by`` may see none under this id."""
    known = _uuid(job_id)
    jobs = Job.objects.visible_to(by).select_related("client", "requested_by")
    job = jobs.filter(pk=known).first() if known else None
    if job is None:
        raise NotFound(
            "job.unknown",
            f"You asked for the job {str(job_id)!r}; there is none with that number that you may "
            "see. Check the number in the list of jobs.",
            job=str(job_id),
        )
    return job


def may_manage(*, by: Person, job: Job) -> bool:
    """Whether ``by``, who sees this job, may stop it or have it tried again."""
    if job.requested_by_id == by.pk:
        return True
    return job.client is not None and clients.can(by=by, permission="job.manage", client=job.client)


def check_may_manage(*, by: Person, job: Job) -> None:
    """Raise PermissionDenied with the rule's sentence, unless ``may_manage``."""
    if not may_manage(by=by, job=job):
        raise PermissionDenied(
            "access.denied",
            RULES.get("job.manage").refusal,
            permission="job.manage",
            job=str(job.pk),
        )


def _uuid(text: str | UUID) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


def _view(job: Job, *, may_manage: bool) -> JobView:
    return JobView(
        id=str(job.pk),
        kind=job.kind,
        label=KINDS.get(job.kind).label if job.kind in KINDS else job.kind,
        client_code=job.client.code if job.client else "",
        requested_by=job.requested_by.get_full_name() or job.requested_by.username,
        status=job.status,
        stopping=job.cancel_requested and not job.has_ended,
        has_ended=job.has_ended,
        fraction=_fraction(job),
        note=job.progress_note,
        attempt=job.attempt,
        error_code=job.error_code,
        error_message=job.error_message,
        result=job.result,
        created_at=job.created_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
        can_cancel=may_manage and JOB.can("cancel", job.status) and not job.cancel_requested,
        can_retry=may_manage and JOB.can("retry", job.status),
    )


def _fraction(job: Job) -> float | None:
    if not job.progress_total:
        return None
    return min(job.progress_done / job.progress_total, 1.0)
