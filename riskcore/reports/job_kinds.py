"""The work of drawing a report: assemble, render, then keep the bytes under their own hash."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from riskcore.audit import actions as audit
from riskcore.canonical import sha256
from riskcore.errors import Conflict
from riskcore.jobs.kinds import KINDS, JobContext, JobKind
from riskcore.reports.assemble import print_html
from riskcore.reports.models import Report
from riskcore.reports.queries import assembled
from riskcore.reports.rendering import Rendered, render
from riskcore.reports.states import REPORT


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A drawn report, not yet kept. rendered: with the watermark of a draft; fair: without.
    data_sha256: of the ``data.json`` inside both."""

    rendered: Rendered
    fair: Rendered
    problems: tuple[str, ...]
    data_sha256: str


def work(context: JobContext) -> Prepared:
    """Assemble the sections, then have the PDF drawn, as a draft and as it may be released; writes
    nothing."""
    rows = Report.objects.select_related("client__carrier", "author", "snapshot")
    row = rows.get(pk=context.arguments["report"])
    report = assembled(row, on_progress=context.progress)
    count = len(report.front) + len(report.sections)
    context.progress(count, count + 1, "Setting the pages")
    rendered, fair = (
        render(
            print_html(report, is_draft=is_draft),
            dated=report.as_of,
            heartbeat=context.heartbeat,
            attachments=report.attachments,
        )
        for is_draft in (True, False)
    )
    return Prepared(
        rendered=rendered,
        fair=fair,
        problems=report.problems,
        data_sha256=sha256(report.data.content),
    )


def store(context: JobContext, prepared: Prepared) -> dict[str, Any]:
    """Keep the bytes under their hash and move the report on, unless it was sent for review meanwhile.

    Records ``report.draw``, or ``report.fail`` where a section failed: its draft can be read all the
    same.
    """
    row = Report.objects.select_related("client").get(pk=context.arguments["report"])
    step = REPORT.step("fail" if prepared.problems else "draw", row.status)
    content = prepared.rendered.content
    fingerprint = sha256(content)
    fair = prepared.fair.content
    moved = Report.objects.filter(pk=row.pk, status__in=step.sources).update(
        status=step.target,
        pdf=_keep(fingerprint, content),
        sha256=fingerprint,
        fair_pdf=_keep(sha256(fair), fair),
        fair_sha256=sha256(fair),
        pages=prepared.rendered.pages,
        rendered_at=timezone.now(),
        made_with={
            **row.made_with,
            "engine": prepared.rendered.engine,
            "problems": list(prepared.problems),
            "data_sha256": prepared.data_sha256,
        },
    )
    if not moved:
        raise Conflict(
            "report.issued",
            f"The report {row.number} was sent for review while it was drawn again; that one stands.",
            number=row.number,
        )
    facts = {"report": str(row.pk), "number": row.number, "sha256": fingerprint}
    audit.record(
        by=context.requested_by,
        verb=f"report.{step.verb}",
        subject=row,
        client=row.client,
        number=row.number,
        sha256=fingerprint,
    )
    return {**facts, "pages": prepared.rendered.pages, "problems": list(prepared.problems)}


def _keep(fingerprint: str, content: bytes) -> str:
    """Save under a name made of the hash; the same bytes are kept once.

    A worker that was killed while writing may have left a part under that name: it is replaced.
    """
    name = f"reports/{fingerprint[:2]}/{fingerprint}.pdf"
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            if kept.read() == content:
                return name
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(content))


KINDS.register(JobKind(key="report.draw", label="Draw a report", work=work, store=store))
