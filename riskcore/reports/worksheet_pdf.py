"""A kept worksheet on paper: a job that draws it and keeps the file, and how to ask for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from riskcore.access.models import User
from riskcore.audit.actions import record
from riskcore.canonical import sha256
from riskcore.jobs.actions import enqueue
from riskcore.jobs.kinds import KINDS, JobContext, JobKind
from riskcore.jobs.models import Job
from riskcore.rating import kept
from riskcore.rating.kept import Reread
from riskcore.rating.plan_reader import read_plan
from riskcore.rating.plan_words import parts_of, share
from riskcore.reports import rendering
from riskcore.reports.actions import PdfFile
from riskcore.reports.drawn_files import Kind, drawn_file
from riskcore.reports.sections import Attachment

KEY = "rating.worksheet_pdf"
FILE = Kind(job=KEY, permission="rating.view", code="worksheet", noun="worksheet on paper")
TEMPLATE = "riskcore/rating/worksheet_pdf.html"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A finished worksheet: the bytes and how many pages they are."""

    content: bytes
    pages: int


def ask(*, by: User, worksheet_id: str) -> Job:
    """Ask for a kept worksheet as PDF; the job's result holds the name of the file in the file store.

    Raises NotFound and PermissionDenied ("rating.view").
    """
    row = kept.find(by=by, worksheet_id=worksheet_id)
    return enqueue(by=by, kind=KEY, client=row.client, arguments={"worksheet": row.pk})


def read(*, by: User, job_id: str | UUID) -> PdfFile:
    """The bytes a job has drawn, checked against their hash.

    Raises NotFound (no such job of this kind, or it has not drawn anything yet), PermissionDenied
    ("rating.view") and BytesChanged.
    """
    drawn = drawn_file(FILE, by=by, job_id=job_id)
    return drawn.named("worksheet", drawn.client.code, drawn.job.arguments["worksheet"][:12])


def html_of(*, by: User, worksheet_id: str) -> str:
    """The worksheet as one page of HTML for the print engine; it holds the plan in words."""
    row = kept.find(by=by, worksheet_id=worksheet_id)
    again = kept.read(by=by, worksheet_id=worksheet_id)
    schedule = again.worked.priced.schedule
    context = {
        "read": again,
        "parts": parts_of(read_plan(row.plan_body.text.encode())),
        "judged": [*_judged(again)],
        "schedule": tuple(
            map(share, (schedule.uncapped, schedule.low, schedule.high, schedule.capped))
        ),
        "claims": [
            (again.inputs.years[claim.year], claim, counted.counted)
            for claim, counted in zip(again.inputs.claims, again.worked.counted, strict=True)
        ],
        "activation": row.plan.activations.select_related("proposed_by", "activated_by")
        .filter(activated_at__lte=row.created_at)
        .last(),
    }
    return render_to_string(TEMPLATE, context)


def _judged(read: Reread) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Each item and credit that counts: label, share, reason, evidence."""
    priced = read.worked.priced
    for item in priced.schedule.lines:
        if item.value:
            yield item.label, share(item.value), item.reason, item.evidence
    for credit in priced.credits:
        label = f"{credit.label}, credit"
        yield label, share(credit.allowed), credit.reason, credit.evidence


def work(context: JobContext) -> Drawn:
    worksheet_id = context.arguments["worksheet"]
    row = kept.find(by=context.requested_by, worksheet_id=worksheet_id)
    rendered = rendering.render(
        html_of(by=context.requested_by, worksheet_id=worksheet_id),
        dated=row.as_of,
        heartbeat=context.heartbeat,
        attachments=[
            Attachment(
                name="worksheet.json",
                description="The stored worksheet: inputs, steps and result",
                content=row.body.encode(),
            ),
            Attachment(
                name="plan.json",
                description="The rating plan it was made by",
                content=row.plan_body.text.encode(),
            ),
        ],
    )
    return Drawn(content=rendered.content, pages=rendered.pages)


def store(context: JobContext, prepared: Drawn) -> dict[str, Any]:
    """Keep the file; records ``rating.worksheet_drawn``."""
    row = kept.find(by=context.requested_by, worksheet_id=context.arguments["worksheet"])
    name = default_storage.save(f"worksheets/{context.job_id}.pdf", ContentFile(prepared.content))
    facts = {"pages": prepared.pages, "sha256": sha256(prepared.content)}
    record(
        by=context.requested_by,
        verb="rating.worksheet_drawn",
        subject=row,
        client=row.client,
        **facts,
    )
    return {"file": name, **facts}


WORKSHEET_PDF = JobKind(key=KEY, label="Rating worksheet as PDF", work=work, store=store)


def register() -> None:
    KINDS.register(WORKSHEET_PDF)
