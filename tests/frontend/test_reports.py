"""The reports tab, the report page and what can be done there."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.jobs import runner
from riskcore.reports.models import Report
from riskcore.reports.sections import SECTIONS
from tests.riskcore.reports.test_assemble import broken, section

HTMX = pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
ADDRESSES = ("client_report", "report_progress", "report_preview", "report_pdf", "report_data")


def address(name: str, row: Report, code: str = "") -> str:
    return reverse(name, args=[code or row.client.code, row.pk])


def test_asking_for_a_report_leads_to_its_page_where_it_is_watched(
    alder: Client, ana: User, client: Browser
) -> None:
    client.force_login(ana)
    form = {"as_of": "2026-09-30", "audience": "insurer"}
    answer = client.post(reverse("client_reports", args=[alder.code]), form)
    [row] = Report.objects.all()
    assert answer["Location"] == address("client_report", row)
    page = client.get(answer["Location"]).content.decode()
    assert f'hx-get="{address("report_progress", row)}"' in page
    assert "Look again" in page
    assert "<iframe" not in page


@pytest.mark.parametrize(
    "form", [{"as_of": "x", "audience": "council"}, {"as_of": "2026-09-30", "audience": "press"}]
)
def test_a_faulty_wish_is_refused_in_the_form(
    alder: Client, ana: User, client: Browser, form: dict[str, str]
) -> None:
    client.force_login(ana)
    answer = client.post(reverse("client_reports", args=[alder.code]), form)
    assert answer.status_code == 422
    assert not Report.objects.exists()


def test_who_may_not_prepare_sees_no_form_and_is_refused(
    alder: Client, rita: User, client: Browser
) -> None:
    client.force_login(rita)
    tab = reverse("client_reports", args=[alder.code])
    assert "Ask for a report" not in client.get(tab).content.decode()
    form = {"as_of": "2026-09-30", "audience": "council"}
    assert client.post(tab, form).status_code == 403


def test_progress_is_a_part_until_the_drawing_has_ended(
    requested: Report, ana: User, quick_engine: object, client: Browser
) -> None:
    client.force_login(ana)
    waiting = client.get(address("report_progress", requested), headers={"HX-Request": "true"})
    assert "Waiting for a worker" in waiting.content.decode()
    assert "HX-Refresh" not in waiting
    runner.run(str(requested.job_id))
    ended = client.get(address("report_progress", requested), headers={"HX-Request": "true"})
    assert ended["HX-Refresh"] == "true"


def test_the_page_holds_the_pages_the_hash_and_the_snapshot(
    drafted: Report, ana: User, client: Browser
) -> None:
    client.force_login(ana)
    page = client.get(address("client_report", drafted)).content.decode()
    assert f'<iframe class="pdf" src="{address("report_pdf", drafted)}"' in page
    assert drafted.sha256 in page
    assert reverse("client_snapshot", args=[drafted.client.code, drafted.snapshot_id]) in page
    assert "Send for review" in page
    assert (
        drafted.number
        in client.get(reverse("client_reports", args=[drafted.client.code])).content.decode()
    )


def test_the_bytes_are_shown_within_our_pages_only_and_their_reading_is_recorded(
    drafted: Report, ana: User, client: Browser
) -> None:
    client.force_login(ana)
    shown = client.get(address("report_pdf", drafted))
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"].startswith("inline")
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert "object-src 'self'" in shown["Content-Security-Policy"]
    kept = client.get(address("report_pdf", drafted) + "?download")
    assert kept["Content-Disposition"] == f'attachment; filename="{drafted.number}.pdf"'
    assert AuditEvent.objects.filter(verb="report.read", actor=ana).count() == 2


def test_the_preview_is_drawn_from_the_templates_of_the_pdf(
    drafted: Report, ana: User, client: Browser
) -> None:
    client.force_login(ana)
    page = client.get(address("report_preview", drafted)).content.decode()
    assert '<article class="report">' in page
    assert "riskcore/report" in page
    assert "style=" not in page


def test_a_failed_section_is_said_and_blocks_issue(
    requested: Report, ana: User, quick_engine: object, client: Browser
) -> None:
    with SECTIONS.registered_temporarily(section("weather", 150, broken)):
        runner.run(str(requested.job_id))
    client.force_login(ana)
    page = client.get(address("client_report", requested)).content.decode()
    assert "could not be drawn" in page
    assert address("report_send", requested) not in page
    assert client.post(address("report_send", requested)).status_code == 409


@pytest.mark.parametrize(
    ("tampered", "said"), [(False, "Verified:"), (True, "is not the one that was drawn")]
)
def test_verifying_says_whether_the_file_is_the_one_drawn(
    drafted: Report, ana: User, client: Browser, tampered: bool, said: str
) -> None:
    if tampered:
        name = str(drafted.pdf.name)
        default_storage.delete(name)
        default_storage.save(name, ContentFile(b"something else"))
    client.force_login(ana)
    answer = client.post(address("report_verify", drafted), follow=True)
    assert said in answer.content.decode()
    assert client.get(address("report_verify", drafted)).status_code == 405


@HTMX
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_report_is_found_under_its_own_client_by_its_own_people(
    drafted: Report,
    birch: Client,
    ana: User,
    cal: User,
    lee: User,
    client: Browser,
    name: str,
    headers: dict[str, str],
) -> None:
    found = []
    for user, code in ((ana, ""), (lee, ""), (cal, ""), (cal, birch.code)):
        client.force_login(user)
        found.append(client.get(address(name, drafted, code), headers=headers).status_code)
    assert found == [200, 403, 404, 404]
    client.force_login(cal)
    for write in ("report_send", "report_issue", "report_return", "report_verify"):
        for code in ("", birch.code):
            assert client.post(address(write, drafted, code), headers=headers).status_code == 404
