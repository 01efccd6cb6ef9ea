"""The page of one job: how far it is, stop it, have it tried again."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url

from frontend.access import WRITE, signed_in
from frontend.requests import PageRequest, wants_part
from riskcore.jobs import actions
from riskcore.jobs.queries import JobView, find
from riskcore.jobs.states import JOB

HUNDRED = 100


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A job as ``_progress.html`` shows it."""

    pk: str
    status: str
    has_ended: bool
    progress_done: int
    progress_total: int
    progress_note: str
    error_message: str


@signed_in()
def job(request: PageRequest, *, job_id: UUID) -> HttpResponseBase:
    """The job; asked for within the page, its progress only, or the whole again once it has ended."""
    found = find(by=request.user, job_id=job_id)
    context = {
        "found": found,
        "means": JOB.states[found.status],
        "job": _bar(found),
        "progress_url": resolve_url("job", job_id=job_id),
    }
    if not wants_part(request):
        return render(request, "frontend/job.html", context)
    response = render(request, "frontend/_progress.html", context)
    if found.has_ended:
        response["HX-Refresh"] = "true"
    return response


@signed_in(methods=WRITE)
def cancel(request: PageRequest, *, job_id: UUID) -> HttpResponseBase:
    actions.cancel(by=request.user, job_id=job_id)
    return redirect("job", job_id=job_id)


@signed_in(methods=WRITE)
def retry(request: PageRequest, *, job_id: UUID) -> HttpResponseBase:
    actions.retry(by=request.user, job_id=job_id)
    return redirect("job", job_id=job_id)


def _bar(found: JobView) -> Bar:
    known = found.fraction is not None
    return Bar(
        pk=found.id,
        status=found.status,
        has_ended=found.has_ended,
        progress_done=round((found.fraction or 0) * HUNDRED),
        progress_total=HUNDRED if known else 0,
        progress_note=found.note,
        error_message=found.error_message,
    )
