"""The file note of a review: all that a file audit asks about a decision, on paper that stands alone."""

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
from riskcore.canonical import canonical_json, sha256
from riskcore.clients.queries import check
from riskcore.jobs.actions import enqueue
from riskcore.jobs.kinds import KINDS, JobContext, JobKind
from riskcore.jobs.models import Job
from riskcore.policies import LimitBasis, Trigger
from riskcore.rating import kept
from riskcore.reports import rendering
from riskcore.reports.actions import PdfFile
from riskcore.reports.drawn_files import Kind, drawn_file
from riskcore.reports.sections import Attachment
from riskcore.underwriting.contingencies import contingencies
from riskcore.underwriting.documents import documents
from riskcore.underwriting.finding import find_review
from riskcore.underwriting.permissions import VIEW
from riskcore.underwriting.queries import sheet
from riskcore.underwriting.rated import behind
from riskcore.underwriting.referrals import reasons
from riskcore.underwriting.terms import LineTerms

KEY = "underwriting.file_note"
FILE = Kind(job=KEY, permission=VIEW, code="file_note", noun="file note")
TEMPLATE = "riskcore/underwriting/file_note.html"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A finished note: the bytes and how many pages they are."""

    content: bytes
    pages: int


def ask(*, by: User, number: str) -> Job:
    """Ask for the file note of a review as PDF; the job's result holds the name of the file.

    Raises NotFound and PermissionDenied ("underwriting.view").
    """
    review = find_review(by=by, number=number)
    check(by=by, permission=VIEW, client=review.client)
    today = timezone.localdate().isoformat()
    arguments = {"review": review.number, "version": review.version, "drawn_on": today}
    return enqueue(by=by, kind=KEY, client=review.client, arguments=arguments)


def read(*, by: User, job_id: str | UUID) -> PdfFile:
    """The bytes a job has drawn, checked against their hash. Raises NotFound (no such job of this
    kind, or it has not drawn anything yet), PermissionDenied and BytesChanged."""
    drawn = drawn_file(FILE, by=by, job_id=job_id)
    return drawn.named("file-note", drawn.job.arguments["review"])


def html_of(*, by: User, number: str, drawn_on: date) -> str:
    """The note as one page of HTML for the print engine, from the review as it stands."""
    review = find_review(by=by, number=number)
    found = sheet(by=by, number=number)
    lines = found.terms.lines if found.terms else ()
    grounds = behind(by=by, review=review, lines=lines)
    expiring = {each.line: each for each in found.expiring}
    context = {
        "sheet": found,
        "line": found.line,
        "carrier": review.client.carrier.name,
        "synthetic": review.client.synthetic,
        "decision": found.decisions[0] if found.decisions else None,
        "earlier": found.decisions[1:],
        "terms": [_words(each, expiring.get(each.line)) for each in lines],
        "grounds": [
            (one, kept.read(by=by, worksheet_id=one.worksheet.id).steps) for one in grounds
        ],
        "unrated": sorted({each.line for each in lines} - {one.line for one in grounds}),
        "documents": documents(by=by, number=number),
        "contingencies": contingencies(by=by, client=review.client, today=drawn_on),
        "reasons": list(reasons(by=by, client=review.client)),
        "drawn_on": drawn_on,
    }
    return render_to_string(TEMPLATE, context)


def work(context: JobContext) -> Drawn:
    asked = context.arguments
    by, drawn_on = context.requested_by, date.fromisoformat(asked["drawn_on"])
    rendered = rendering.render(
        html_of(by=by, number=asked["review"], drawn_on=drawn_on),
        dated=drawn_on,
        heartbeat=context.heartbeat,
        attachments=[
            Attachment(
                name="review.json",
                description="The review as data: terms, issues, acts, decisions, documents",
                content=_data(by, asked["review"]),
            )
        ],
    )
    return Drawn(content=rendered.content, pages=rendered.pages)


def store(context: JobContext, prepared: Drawn) -> dict[str, Any]:
    """Keep the file; records ``underwriting.file_note_drawn``."""
    review = find_review(by=context.requested_by, number=context.arguments["review"])
    name = default_storage.save(f"file-notes/{context.job_id}.pdf", ContentFile(prepared.content))
    facts = {"pages": prepared.pages, "sha256": sha256(prepared.content)}
    record(
        by=context.requested_by,
        verb="underwriting.file_note_drawn",
        subject=review,
        client=review.client,
        number=review.number,
        **facts,
    )
    return {"file": name, **facts}


def _words(offered: LineTerms, expiring: LineTerms | None) -> dict[str, Any]:
    """One line of the terms as it is printed."""
    return {
        "line": offered.line,
        "trigger": Trigger(offered.trigger).label,
        "retro_date": offered.retro_date,
        "is_claims_made": offered.trigger != Trigger.OCCURRENCE,
        "limits": [(LimitBasis(basis).label, amount) for basis, amount in offered.limits],
        "retention": offered.retention,
        "premium": offered.premium,
        "expiring_premium": expiring.premium if expiring else None,
        "schedule": offered.schedule_percent,
    }


def _data(by: User, number: str) -> bytes:
    found = sheet(by=by, number=number)
    body = {
        "review": found.line.number,
        "client": found.line.client_code,
        "status": found.line.status,
        "version": found.line.version,
        "as_of": found.line.as_of.isoformat(),
        "term": [found.line.starts_on.isoformat(), found.line.ends_on.isoformat()],
        "expiring": [each.as_body() for each in found.expiring],
        "terms": [each.as_body() for each in found.terms.lines] if found.terms else [],
        "issues": [
            {
                "rule": issue.rule,
                "label": issue.label,
                "sentence": issue.sentence,
                "status": issue.status,
                "rows": [dict(row) for row in issue.rows],
                "acts": [
                    {"verb": act.verb, "by": act.by, "at": act.at.isoformat(), "reason": act.reason}
                    for act in issue.acts
                ],
            }
            for issue in found.issues
        ],
        "decisions": [
            {
                "outcome": row.outcome,
                "rationale": row.rationale,
                "conditions": row.conditions,
                "by": row.decided_by,
                "at": row.decided_at.isoformat(),
            }
            for row in found.decisions
        ],
        "documents": [
            {"file": row.file_name, "kind": row.kind, "size": row.size, "sha256": row.sha256}
            for row in documents(by=by, number=number)
        ],
    }
    return canonical_json(body).encode()


FILE_NOTE = JobKind(key=KEY, label="File note of a review as PDF", work=work, store=store)


def register() -> None:
    KINDS.register(FILE_NOTE)
