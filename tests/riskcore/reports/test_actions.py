"""Asking for, issuing, reading and verifying reports."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from riskcore.audit.models import AuditEvent
from riskcore.canonical import sha256
from riskcore.errors import (
    Conflict,
    DomainError,
    InvalidInput,
    InvalidTransition,
    NotFound,
    PermissionDenied,
)
from riskcore.jobs import runner
from riskcore.recommendations import actions as recommendations
from riskcore.reports import job_kinds
from riskcore.reports.actions import read_pdf, request_report, verify
from riskcore.reports.models import Report
from riskcore.reports.release import send_for_review
from riskcore.reports.sections import SECTIONS
from tests.factories.snapshots import AS_OF
from tests.riskcore.reports.test_assemble import broken, section

pytestmark = pytest.mark.django_db


def stored(name):
    with default_storage.open(name) as file:
        return file.read()


def verbs():
    return list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))


def test_a_request_freezes_number_snapshot_and_plan(requested, ana):
    year = requested.created_at.year
    assert requested.number == f"CW-{year}-alder-falls-001"
    assert requested.status == "requested"
    assert requested.author == ana
    assert requested.made_with["plan"] == requested.snapshot.plan
    assert requested.job.arguments == {"report": str(requested.pk)}
    assert "report.request" in verbs()


def test_numbers_count_up_for_each_client_and_year(requested, uma):
    second = request_report(by=uma, client_code="alder-falls", as_of=AS_OF, audience="insurer")
    assert second.number.endswith("-002")
    assert second.snapshot_id == requested.snapshot_id


def test_only_those_who_prepare_reports_may_ask(alder, ben, cal, rita):
    for person in (ben, rita):
        with pytest.raises(PermissionDenied):
            request_report(by=person, client_code="alder-falls", as_of=AS_OF)
    with pytest.raises(NotFound):
        request_report(by=cal, client_code="alder-falls", as_of=AS_OF)


def test_an_unknown_audience_is_refused(alder, ana):
    with pytest.raises(InvalidInput, match="the audiences are council, insurer"):
        request_report(by=ana, client_code="alder-falls", as_of=AS_OF, audience="press")


def test_a_drawn_report_is_kept_under_its_hash(drafted):
    content = stored(drafted.pdf.name)
    assert drafted.status == "draft"
    assert drafted.sha256 == sha256(content)
    assert drafted.sha256 in drafted.pdf.name
    assert drafted.pages == 7
    assert drafted.made_with["engine"] == "Quick 1.0"


def advise(ana):
    row = recommendations.write(
        by=ana,
        client_code="alder-falls",
        classification="critical",
        title="Review every use of force",
        condition="Eleven of forty were not reviewed.",
        consequence="",
        action="Name a reviewer.",
    )
    return recommendations.issue(by=ana, number=row.number, version=row.version)


def test_sent_recommendations_are_frozen_with_the_request(alder, ana, quick_engine):
    sent = advise(ana)
    report = request_report(by=ana, client_code="alder-falls", as_of=AS_OF)
    recommendations.withdraw(
        by=ana, number=sent.number, version=sent.version, reason="Written twice."
    )
    runner.run(str(report.job_id))
    report.refresh_from_db()
    frozen = report.made_with["recommendations"]
    assert [(item["number"], item["status"]) for item in frozen] == [(sent.number, "issued")]
    assert b"Review every use of force" in stored(report.pdf.name)


def test_a_failed_section_blocks_issue_but_not_reading(requested, ana, quick_engine):
    with SECTIONS.registered_temporarily(section(gather=broken)):
        runner.run(str(requested.job_id))
    requested.refresh_from_db()
    assert requested.status == "failed"
    with pytest.raises(Conflict, match="could not be drawn"):
        send_for_review(by=ana, report_id=requested.pk)
    assert b"Not drawn." in read_pdf(by=ana, report_id=requested.pk).content


def test_drawing_an_issued_report_again_changes_nothing(issued):
    before = Report.objects.values().get(pk=issued.pk)

    class Context:
        arguments = {"report": str(issued.pk)}
        requested_by = issued.author

    other = job_kinds.Rendered(content=b"other", pages=1, engine="", complaints=())
    prepared = job_kinds.Prepared(rendered=other, fair=other, problems=(), data_sha256="")
    with pytest.raises(InvalidTransition):
        job_kinds.store(Context(), prepared)
    assert Report.objects.values().get(pk=issued.pk) == before


def test_reading_the_bytes_is_recorded(issued, rita):
    file = read_pdf(by=rita, report_id=issued.pk)
    assert sha256(file.content) == file.sha256 == issued.sha256
    assert file.name == f"{issued.number}.pdf"
    event = AuditEvent.objects.filter(verb="report.read").get()
    assert event.actor == rita


def test_before_it_is_drawn_there_is_nothing_to_read(requested, ana):
    with pytest.raises(NotFound, match="no worker has drawn yet"):
        read_pdf(by=ana, report_id=requested.pk)


def test_an_intact_file_verifies(issued, ben):
    assert verify(by=ben, report_id=issued.pk).is_intact


def test_a_changed_file_is_found_and_not_handed_out(issued, ana):
    name = issued.pdf.name
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"forged"))
    assert not verify(by=ana, report_id=issued.pk).is_intact
    with pytest.raises(DomainError) as caught:
        read_pdf(by=ana, report_id=issued.pk)
    assert caught.value.code == "report.file_changed"


def test_a_lost_file_is_told_with_its_hash(issued, ana):
    default_storage.delete(issued.pdf.name)
    with pytest.raises(DomainError) as caught:
        verify(by=ana, report_id=issued.pk)
    assert caught.value.facts["sha256"] == issued.sha256


def test_a_file_cut_short_by_a_killed_worker_is_replaced(drafted):
    content = stored(drafted.pdf.name)
    default_storage.delete(drafted.pdf.name)
    default_storage.save(drafted.pdf.name, ContentFile(content[:10]))
    assert job_kinds._keep(drafted.sha256, content) == drafted.pdf.name
    assert stored(drafted.pdf.name) == content


def test_the_same_day_asked_twice_gives_the_same_pages(requested, drafted, ana, quick_engine):
    second = request_report(by=ana, client_code="alder-falls", as_of=date(2026, 9, 30))
    runner.run(str(second.job_id))
    second.refresh_from_db()
    bodies = [stored(row.pdf.name) for row in (drafted, second)]
    assert bodies[0] == bodies[1].replace(second.number.encode(), drafted.number.encode())
