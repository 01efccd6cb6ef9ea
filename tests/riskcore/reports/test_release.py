"""Review by a second person, issue, receipt, superseding."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, InvalidTransition, NotFound, PermissionDenied
from riskcore.jobs import runner
from riskcore.reports.actions import request_report
from riskcore.reports.models import Report
from riskcore.reports.release import (
    LONGEST_NOTE,
    acknowledge,
    issue_report,
    return_report,
    send_for_review,
)
from tests.factories.reports import released
from tests.factories.snapshots import AS_OF


def stored(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())


def asked(by: User, **wish: object) -> Report:
    return request_report(by=by, client_code="alder-falls", **({"as_of": AS_OF} | wish))


def test_a_draft_says_so_on_every_page_and_what_is_issued_does_not(
    in_review: Report, uma: User
) -> None:
    draft = stored(in_review.pdf.name)
    assert b"draft.css" in draft
    assert b"Draft, not released" in draft
    issued = issue_report(by=uma, report_id=in_review.pk)
    fair = stored(issued.pdf.name)
    assert b"draft.css" not in fair
    assert fair == draft.replace(b'<link rel="stylesheet" href="asset:draft.css">', b"").replace(
        b"Draft, not released \xc2\xb7 ", b""
    )
    assert (issued.status, issued.issued_by) == ("issued", uma)
    assert AuditEvent.objects.filter(verb="report.issue", actor=uma).exists()


def test_who_wrote_it_neither_issues_nor_returns_it(in_review: Report, ana: User) -> None:
    for refused in (
        lambda: issue_report(by=ana, report_id=in_review.pk),
        lambda: return_report(by=ana, report_id=in_review.pk, reason="Mine."),
    ):
        with pytest.raises(PermissionDenied, match="somebody else"):
            refused()
    with pytest.raises(IntegrityError, match=r"two_persons|CHECK"), transaction.atomic():
        Report.objects.filter(pk=in_review.pk).update(issued_by=ana)


def test_a_draft_is_not_issued_without_review_nor_anything_by_strangers(
    drafted: Report, uma: User, ben: User, rita: User, cal: User
) -> None:
    with pytest.raises(InvalidTransition):
        issue_report(by=uma, report_id=drafted.pk)
    with pytest.raises(PermissionDenied):
        send_for_review(by=ben, report_id=drafted.pk)
    for stranger in (cal, rita):
        with pytest.raises(NotFound):
            send_for_review(by=stranger, report_id=drafted.pk)


def test_a_return_says_why_until_it_is_sent_again(in_review: Report, ana: User, uma: User) -> None:
    with pytest.raises(InvalidInput, match="say what is to change"):
        return_report(by=uma, report_id=in_review.pk, reason=" ")
    with pytest.raises(InvalidInput, match="may have"):
        return_report(by=uma, report_id=in_review.pk, reason="x" * (LONGEST_NOTE + 1))
    back = return_report(by=uma, report_id=in_review.pk, reason=" Name the shift. ")
    assert (back.status, back.return_reason, back.sent_at) == ("draft", "Name the shift.", None)
    assert send_for_review(by=ana, report_id=back.pk).return_reason == ""


def test_the_client_says_once_that_it_received_it(
    issued: Report, rita: User, chief: User, uma: User
) -> None:
    with pytest.raises(PermissionDenied):
        acknowledge(by=uma, report_id=issued.pk)
    row = acknowledge(by=rita, report_id=issued.pk, note="Seen by the council.")
    assert (row.status, row.acknowledged_by, row.acknowledgment) == (
        "acknowledged",
        rita,
        "Seen by the council.",
    )
    assert row.sha256 == issued.sha256
    with pytest.raises(InvalidTransition):
        acknowledge(by=chief, report_id=issued.pk)


def test_a_newer_report_for_the_same_readers_supersedes_all_before_it(
    issued: Report, ana: User, uma: User, rita: User
) -> None:
    acknowledge(by=rita, report_id=issued.pk)
    other = released(asked(ana, audience="insurer"), by=uma)
    newer = released(asked(ana, as_of=AS_OF + timedelta(days=1)), by=uma)
    older = released(asked(ana, as_of=AS_OF - timedelta(days=1)), by=uma)
    for row in (issued, other, newer, older):
        row.refresh_from_db()
    assert (issued.status, issued.superseded_by) == ("superseded", newer)
    assert issued.acknowledged_by == rita
    assert [row.status for row in (other, newer, older)] == ["issued"] * 3


def test_what_was_overtaken_is_not_issued(
    alder: Client, ana: User, uma: User, quick_engine: object
) -> None:
    first, second = asked(ana), asked(ana)
    for row in (first, second):
        runner.run(str(row.job_id))
        send_for_review(by=ana, report_id=row.pk)
    issue_report(by=uma, report_id=first.pk)
    with pytest.raises(Conflict, match="does not know of it"):
        issue_report(by=uma, report_id=second.pk)


def test_without_sound_bytes_nothing_is_issued(in_review: Report, uma: User) -> None:
    default_storage.delete(in_review.fair_pdf.name)
    with pytest.raises(Conflict, match="Ask for it again"):
        issue_report(by=uma, report_id=in_review.pk)
