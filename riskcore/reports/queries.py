"""Reading reports: lists and details with the progress of their drawing, and the preview of a draft."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from riskcore.access.scoping import Person
from riskcore.clients.queries import can
from riskcore.clients.queries import find as find_client
from riskcore.errors import NotFound
from riskcore.jobs.models import Job, JobStatus
from riskcore.reports.assemble import Assembled, Progress, assemble
from riskcore.reports.models import Report
from riskcore.reports.sections import Audience, Recommended
from riskcore.reports.states import REPORT


@dataclass(frozen=True, kw_only=True)
class ReportLine:
    """One report in a list. status: that of the report, or "failed" where its drawing ended so."""

    id: str
    number: str
    client_code: str
    client_name: str
    as_of: date
    audience: str
    author: str
    status: str
    pages: int
    created_at: datetime
    issued_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ReportDetail(ReportLine):
    """One report with all that its page shows. sha256: of the stored file, "" while there is none.

    progress_note: "Drawing 3 of 9 sections", or why the drawing failed. problems: one sentence per
    section that failed; while there are any the report cannot be issued.
    """

    snapshot_id: str
    sha256: str
    has_pdf: bool
    problems: tuple[str, ...]
    job_id: str
    job_status: str
    progress_done: int
    progress_total: int
    progress_note: str
    is_working: bool
    can_issue: bool
    engine: str
    plan: str
    template: str


def find(*, by: Person, report_id: str | UUID) -> Report:
    """The report under this id, if ``by`` may see it; otherwise NotFound."""
    known = _uuid(report_id)
    rows = Report.objects.visible_to(by).select_related("client__carrier", "author", "job")
    row = rows.filter(pk=known).first() if known else None
    if row is None:
        raise NotFound(
            "report.unknown",
            f"You asked for the report {str(report_id)!r}; there is none under that number that you "
            "may see. Look for it in the client's list of reports.",
            report=str(report_id),
        )
    return row


def listing(*, by: Person, client_code: str = "") -> tuple[ReportLine, ...]:
    """Reports ``by`` may see, newest first; of one client where its code is given (or NotFound)."""
    rows = Report.objects.visible_to(by).select_related("client", "author", "job")
    if client_code:
        client = find_client(by=by, code=client_code, permission="report.view")
        rows = rows.filter(client=client)
    return tuple(ReportLine(**_line(row)) for row in rows)


def detail(*, by: Person, report_id: str | UUID) -> ReportDetail:
    """One report, or NotFound."""
    row = find(by=by, report_id=report_id)
    job = row.job
    issuable = REPORT.can("issue", row.status)
    return ReportDetail(
        **_line(row),
        snapshot_id=row.snapshot_id,
        sha256=row.sha256,
        has_pdf=bool(row.pdf),
        problems=tuple(row.made_with.get("problems", ())),
        job_id=str(job.pk) if job else "",
        job_status=job.status if job else "",
        progress_done=job.progress_done if job else 0,
        progress_total=job.progress_total if job else 0,
        progress_note=_note(job),
        is_working=job is not None and not job.has_ended,
        can_issue=issuable and can(by=by, permission="report.issue", client=row.client),
        engine=row.made_with.get("engine", ""),
        plan=row.made_with.get("plan", ""),
        template=row.made_with.get("template", ""),
    )


def preview(*, by: Person, report_id: str | UUID) -> Assembled:
    """The report as a page draws it, from the same snapshot and templates as the PDF."""
    return assembled(find(by=by, report_id=report_id))


def assembled(row: Report, on_progress: Progress = lambda done, total, note: None) -> Assembled:
    """All sections of a report row from what was frozen with it."""
    return assemble(
        snapshot=row.snapshot,
        audience=Audience(row.audience),
        recommendations=[thawed(item) for item in row.made_with["recommendations"]],
        author=name_of(row),
        number=row.number,
        synthetic=row.client.synthetic,
        on_progress=on_progress,
    )


def name_of(row: Report) -> str:
    return row.author.get_full_name() or row.author.username


def thawed(item: dict[str, Any]) -> Recommended:
    """A recommendation as it was frozen in ``made_with``, its due date a date again."""
    due = item["due_on"]
    return Recommended(**{**item, "due_on": date.fromisoformat(due) if due else None})


def _line(row: Report) -> dict[str, Any]:
    failed = row.status == REPORT.initial and row.job and row.job.status == JobStatus.FAILED
    return {
        "id": str(row.pk),
        "number": row.number,
        "client_code": row.client.code,
        "client_name": row.client.name,
        "as_of": row.as_of,
        "audience": row.audience,
        "author": name_of(row),
        "status": "failed" if failed else row.status,
        "pages": row.pages,
        "created_at": row.created_at,
        "issued_at": row.issued_at,
    }


def _note(job: Job | None) -> str:
    if job is None:
        return ""
    return job.error_message or job.progress_note


def _uuid(text: str | UUID) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
