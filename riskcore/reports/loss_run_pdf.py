"""The loss run on paper: a job that draws it and keeps the file, and how to ask for it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.actions import record
from riskcore.canonical import sha256
from riskcore.clients.queries import find
from riskcore.exports import csv_bytes
from riskcore.jobs.actions import enqueue
from riskcore.jobs.kinds import KINDS, JobContext, JobKind
from riskcore.jobs.models import Job
from riskcore.losses.loss_run import CSV_HEADERS, LossRun, csv_rows
from riskcore.losses.queries import check_line, loss_run
from riskcore.reports import rendering
from riskcore.reports.actions import PdfFile
from riskcore.reports.drawn_files import Kind, drawn_file
from riskcore.reports.sections import Attachment

KEY = "loss_run.pdf"
FILE = Kind(job=KEY, permission="loss.view", code="loss_run", noun="loss run on paper")
TEMPLATE = "riskcore/losses/loss_run_pdf.html"
MOST_ROWS, EXTRACT = 900, 100


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A finished loss run: the bytes and how many pages they are."""

    content: bytes
    pages: int
    claims: int


def ask(*, by: User, client_code: str, valued_on: date, line: str = "") -> Job:
    """Ask for the loss run as PDF; the job's result holds the name of the file in the file store.

    Raises NotFound, PermissionDenied ("loss.view") and InvalidInput for a line there is none of.
    """
    client = find(by=by, code=client_code, permission="loss.view")
    check_line(line, or_none=True)
    return enqueue(
        by=by,
        kind=KEY,
        client=client,
        arguments={
            "client": client.code,
            "valued_on": valued_on.isoformat(),
            "line": line,
            "run_on": timezone.localdate().isoformat(),
        },
    )


def read(*, by: User, job_id: str | UUID) -> PdfFile:
    """The bytes a job has drawn, checked against their hash.

    Raises NotFound (no such job of this kind, or it has not drawn anything yet), PermissionDenied
    ("loss.view") and BytesChanged.
    """
    drawn = drawn_file(FILE, by=by, job_id=job_id)
    asked = drawn.job.arguments
    return drawn.named("loss-run", drawn.client.code, asked["line"], asked["valued_on"])


def html_of(run: LossRun, *, run_on: date) -> str:
    """The loss run as one page of HTML for the print engine. Of a very long one the largest claims
    are printed, and the file attached to the PDF holds all."""
    rows = run.rows
    if len(rows) > MOST_ROWS:
        rows = tuple(sorted(rows, key=lambda row: -row.figures.incurred)[:EXTRACT])
    return render_to_string(TEMPLATE, {"run": run, "rows": rows, "run_on": run_on})


def work(context: JobContext) -> Drawn:
    arguments = context.arguments
    run = loss_run(
        by=context.requested_by,
        client_code=arguments["client"],
        valued_on=date.fromisoformat(arguments["valued_on"]),
        line=arguments["line"],
    )
    listing = Attachment(
        name="loss-run.csv",
        description="Every claim of this loss run, with its totals",
        content=csv_bytes(CSV_HEADERS, csv_rows(run)),
    )
    rendered = rendering.render(
        html_of(run, run_on=date.fromisoformat(arguments["run_on"])),
        dated=run.header.valued_on,
        heartbeat=context.heartbeat,
        attachments=[listing],
    )
    return Drawn(content=rendered.content, pages=rendered.pages, claims=len(run.rows))


def store(context: JobContext, prepared: Drawn) -> dict[str, Any]:
    """Keep the file; records ``loss_run.drawn``."""
    client = find(by=context.requested_by, code=context.arguments["client"])
    name = default_storage.save(f"loss-runs/{context.job_id}.pdf", ContentFile(prepared.content))
    facts = {"pages": prepared.pages, "claims": prepared.claims, "sha256": sha256(prepared.content)}
    record(
        by=context.requested_by,
        verb="loss_run.drawn",
        subject=client,
        client=client,
        valued_on=context.arguments["valued_on"],
        line=context.arguments["line"],
        **facts,
    )
    return {"file": name, **facts}


LOSS_RUN_PDF = JobKind(key=KEY, label="Loss run as PDF", work=work, store=store)


def register() -> None:
    KINDS.register(LOSS_RUN_PDF)
