"""From draft to paper that stands: review by a second person, issue, receipt by the client.

Who wrote a report never releases it. Issuing swaps the draft for the same pages without the
watermark, which were drawn with it, and moves what it takes the place of to "superseded".
"""

from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.canonical import sha256
from riskcore.clients.models import Client
from riskcore.clients.queries import check
from riskcore.errors import Conflict, InvalidInput, PermissionDenied
from riskcore.reports.actions import BytesChanged, checked_bytes
from riskcore.reports.history import predecessors
from riskcore.reports.models import Report
from riskcore.reports.queries import find
from riskcore.reports.states import REPORT

LONGEST_NOTE = 4_000


@transaction.atomic
def send_for_review(*, by: User, report_id: str | UUID) -> Report:
    """Say that the author is done: from here somebody else reads it, and it is not drawn again.

    Raises NotFound, PermissionDenied, InvalidTransition, Conflict where a section failed. Records
    ``report.send_for_review`` with the draft's hash.
    """
    row = check_move(by=by, report_id=report_id, verb="send_for_review")
    checked_bytes(row)
    _move(row, "send_for_review", sent_at=timezone.now(), return_reason="")
    return _recorded(by, row, "send_for_review", sha256=row.sha256)


@transaction.atomic
def return_report(*, by: User, report_id: str | UUID, reason: str) -> Report:
    """Give a report back to its author, with a reason that the author reads.

    Raises NotFound, PermissionDenied (its author too), InvalidTransition, InvalidInput without a
    reason. Records ``report.return``.
    """
    row = check_move(by=by, report_id=report_id, verb="return")
    said = _note(reason, field="reason")
    if not said:
        raise InvalidInput(
            "report.reason_missing",
            f"You asked to return the report {row.number} without a reason; say what is to change.",
            field="reason",
        )
    _move(row, "return", return_reason=said, sent_at=None)
    return _recorded(by, row, "return", reason=said)


@transaction.atomic
def issue_report(*, by: User, report_id: str | UUID) -> Report:
    """Release a report that was sent for review: from now on its bytes and their hash never change.

    1. refuse its author, and what was not reviewed; 2. see that nothing was issued since it was asked
    for that its version history does not know; 3. put the pages without the watermark in place of the
    draft; 4. move what it takes the place of to superseded. Raises NotFound, PermissionDenied,
    InvalidTransition, BytesChanged, Conflict. Records ``report.issue`` with the hash, and
    ``report.supersede`` for each report it replaces.
    """
    row = check_move(by=by, report_id=report_id, verb="issue")
    Client.objects.select_for_update().get(pk=row.client_id)
    older = list(predecessors(row).exclude(status="superseded"))
    _check_line(row)
    _check_fair(row)
    _move(
        row,
        "issue",
        pdf=row.fair_pdf.name,
        sha256=row.fair_sha256,
        issued_at=timezone.now(),
        issued_by=by,
    )
    for earlier in older:
        _move(earlier, "supersede", superseded_by=row)
        _recorded(by, earlier, "supersede", by_number=row.number)
    return _recorded(by, row, "issue", sha256=row.sha256, pages=row.pages, author=row.author_id)


@transaction.atomic
def acknowledge(*, by: User, report_id: str | UUID, note: str = "") -> Report:
    """Record that the client received the report, in the client's own words where it says any.

    It is a receipt, not an agreement. Raises NotFound, PermissionDenied, InvalidTransition (not
    issued, acknowledged already, or superseded). Records ``report.acknowledge`` with the hash.
    """
    row = check_move(by=by, report_id=report_id, verb="acknowledge")
    said = _note(note, field="note")
    _move(
        row, "acknowledge", acknowledged_at=timezone.now(), acknowledged_by=by, acknowledgment=said
    )
    return _recorded(by, row, "acknowledge", sha256=row.sha256, note=said)


def check_move(*, by: User, report_id: str | UUID, verb: str) -> Report:
    """The report, where ``by`` may take this step now; raises as the step itself would."""
    row = find(by=by, report_id=report_id)
    step = REPORT.steps[verb]
    check(by=by, permission=step.permission, client=row.client)
    if step.permission == "report.issue" and row.author_id == by.pk:
        raise PermissionDenied(
            "report.second_person",
            f"You wrote the report {row.number}, and a report is released by somebody else. "
            "Ask another advisor or an underwriter of the carrier.",
            number=row.number,
        )
    if row.status == "failed":
        _refuse_failed(row)
    REPORT.step(verb, row.status)
    return row


def _move(row: Report, verb: str, **changes: Any) -> None:
    moved = Report.objects.filter(pk=row.pk, status=row.status, sha256=row.sha256).update(
        status=REPORT.step(verb, row.status).target, **changes
    )
    if not moved:
        raise Conflict(
            "report.changed",
            f"Somebody else changed the report {row.number} while you read it; nothing was done. "
            "Read it again.",
            number=row.number,
        )
    row.refresh_from_db()


def _recorded(by: User, row: Report, verb: str, **facts: Any) -> Report:
    audit.record(
        by=by, verb=f"report.{verb}", subject=row, client=row.client, number=row.number, **facts
    )
    return row


def _note(text: str, *, field: str) -> str:
    said = text.strip()
    if len(said) > LONGEST_NOTE:
        raise InvalidInput(
            "report.note_too_long",
            f"Your note has {len(said):,} characters and may have {LONGEST_NOTE:,}. Shorten it.",
            field=field,
        )
    return said


def _check_line(row: Report) -> None:
    """The version history printed in the report is still true."""
    known = row.made_with.get("history", ())
    told = known[-2]["number"] if len(known) > 1 else ""
    newest = predecessors(row).last()
    found = newest.number if newest else ""
    if known and told != found:
        raise Conflict(
            "report.overtaken",
            f"The report {found} was issued since {row.number} was asked for, and its version history "
            "does not know of it. Ask for the report again.",
            number=row.number,
            issued=found,
        )


def _check_fair(row: Report) -> None:
    name = row.fair_pdf.name or ""
    if not name or not default_storage.exists(name):
        raise Conflict(
            "report.no_fair_copy",
            f"The report {row.number} has no copy without the watermark. Ask for it again.",
            number=row.number,
        )
    with default_storage.open(name) as file:
        if sha256(file.read()) != row.fair_sha256:
            raise BytesChanged(
                "report.file_changed",
                f"The stored file of the report {row.number} is not the one that was drawn. "
                "Ask for the report again.",
                number=row.number,
            )


def _refuse_failed(row: Report) -> None:
    problems = row.made_with.get("problems", [])
    raise Conflict(
        "report.incomplete",
        f"You asked to release the report {row.number}, in which something could not be drawn. "
        f"{' '.join(problems)} Have it mended and ask for the report again.",
        number=row.number,
        problems=problems,
    )
