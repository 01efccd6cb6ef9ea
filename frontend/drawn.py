"""Papers that a job draws, as pages show them: first how far it is, then where it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from frontend.requests import PageRequest, wants_part
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.jobs import queries as jobs
from riskcore.jobs.models import Job
from riskcore.reports.actions import PdfFile
from riskcore.reports.drawn_files import Kind


def pages_of(job: Job) -> str:
    """How long a drawn paper is, as a sentence."""
    many = job.result["pages"]
    return f"It is drawn: {many} page{'' if many == 1 else 's'}."


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One kind of paper. progress, file: the names of its addresses; template: the page around its
    progress; said: what is told of a finished one."""

    kind: Kind
    tab: str
    progress: str
    file: str
    template: str
    said: Callable[[Job], str] = pages_of


def found(request: PageRequest, client: Client, paper: Paper, job_id: UUID) -> Job:
    """The job that draws such a paper of this client, or NotFound."""
    job = jobs.get(by=request.user, job_id=job_id)
    if job.kind != paper.kind.job or job.client != client:
        raise NotFound(
            "job.unknown",
            f"There is no {paper.kind.noun} of {client.name} under way with this number. Ask for it "
            "again.",
        )
    return job


def shown(
    request: PageRequest, client: Client, paper: Paper, job: Job, **more: Any
) -> HttpResponse:
    """How far it is, as a page or as the part of it that is asked for again. more: for the page."""
    context = {
        "client": client,
        "job": job,
        "progress_url": reverse(paper.progress, args=[client.code, job.pk]),
        "file_url": reverse(paper.file, args=[client.code, job.pk]),
        "said": paper.said(job) if job.status == "done" else "",
        **more,
    }
    if wants_part(request):
        return render(request, "frontend/_drawn.html", context)
    shell = client_shell(request, client, paper.tab)
    return render(request, paper.template, {**shell, **context})


def sent(request: PageRequest, drawn: PdfFile) -> HttpResponse:
    """The drawn paper, shown in the browser, or saved where ``?save`` asks for it."""
    disposition = str(content_disposition_header("save" in request.GET, drawn.name))
    return HttpResponse(
        drawn.content,
        content_type="application/pdf",
        headers={"Content-Disposition": disposition},
    )
