"""Reading reports: lists and details with the progress of their drawing, and the preview of a draft."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.clients.queries import can
from riskcore.clients.queries import find as find_client
from riskcore.errors import NotFound
from riskcore.jobs.models import Job, JobStatus
from riskcore.reports.assemble import Assembled, Progress, assemble
from riskcore.reports.history import thawed
from riskcore.reports.models import Report
from riskcore.reports.sections import Audience, Edition, Followed, LastAdvice
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

    version: its place in the line of reports for these readers. return_reason: why a reviewer sent it
    back last. newer_id, newer_number: the report that took its place, where ``by`` may see it, or "".
    can_issue, can_return: never by its author. progress_note: "Drawing 3 of 9 sections", or why the
    drawing failed. problems: one sentence per
    section that failed; while there are any the report cannot be issued.
    """

    snapshot_id: str
    sha256: str
    version: int
    sent_at: datetime | None
    return_reason: str
    issued_by: str
    acknowledged_at: datetime | None
    acknowledged_by: str
    acknowledgment: str
    newer_id: str
    newer_number: str
    has_pdf: bool
    problems: tuple[str, ...]
    job_id: str
    job_status: str
    progress_done: int
    progress_total: int
    progress_note: str
    is_working: bool
    can_send: bool
    can_return: bool
    can_issue: bool
    can_acknowledge: bool
    engine: str
    plan: str
    template: str


def find(*, by: Person, report_id: str | UUID) -> Report:
    """The report under this id, if ``by`` may see it; otherwise NotFound."""
    known = _uuid(report_id)
    rows = Report.objects.visible_to(by).select_related(
        "client__carrier", "author", "job", "issued_by", "acknowledged_by"
    )
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
    job, newer = row.job, _newer(by, row)
    return ReportDetail(
        **_line(row),
        **_moves(by, row),
        snapshot_id=row.snapshot_id,
        sha256=row.sha256,
        version=len(row.made_with.get("history", ())) or 1,
        sent_at=row.sent_at,
        return_reason=row.return_reason,
        issued_by=person_named(row.issued_by),
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=person_named(row.acknowledged_by),
        acknowledgment=row.acknowledgment,
        newer_id=str(newer.pk) if newer else "",
        newer_number=newer.number if newer else "",
        has_pdf=bool(row.pdf),
        problems=tuple(row.made_with.get("problems", ())),
        job_id=str(job.pk) if job else "",
        job_status=job.status if job else "",
        progress_done=job.progress_done if job else 0,
        progress_total=job.progress_total if job else 0,
        progress_note=_note(job),
        is_working=job is not None and not job.has_ended,
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
        editions=[Edition(**item) for item in row.made_with.get("history", ())],
        last_advice=_thawed_advice(row.made_with.get("last_advice")),
        last_levels=row.made_with.get("last_levels"),
        on_progress=on_progress,
    )


def name_of(row: Report) -> str:
    return person_named(row.author)


def person_named(user: User | None) -> str:
    """A person as reports name them; "" for nobody."""
    return (user.get_full_name() or user.username) if user else ""


def may_move(*, by: Person, row: Report, verb: str) -> bool:
    """Whether ``by`` may take this step now. Who wrote a report neither issues nor returns it."""
    step = REPORT.steps[verb]
    return (
        REPORT.can(verb, row.status)
        and can(by=by, permission=step.permission, client=row.client)
        and not (step.permission == "report.issue" and row.author_id == by.pk)
    )


def _moves(by: Person, row: Report) -> dict[str, Any]:
    verbs = {
        "can_send": "send_for_review",
        "can_return": "return",
        "can_issue": "issue",
        "can_acknowledge": "acknowledge",
    }
    return {name: may_move(by=by, row=row, verb=verb) for name, verb in verbs.items()}


def _newer(by: Person, row: Report) -> Report | None:
    if row.superseded_by_id is None:
        return None
    return Report.objects.visible_to(by).filter(pk=row.superseded_by_id).first()


def _thawed_advice(frozen: dict[str, Any] | None) -> LastAdvice | None:
    if frozen is None:
        return None
    return LastAdvice(
        **{**frozen, "followed": tuple(Followed(**item) for item in frozen["followed"])}
    )


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
