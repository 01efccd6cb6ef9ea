"""One initiative: its evidence, its corrections, and why it came back."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from outreach.evidence.models import Evidence
from outreach.evidence.reviews import review
from outreach.initiatives.actions import correct_initiative
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from tests.factories.outreach import accepted, png, prove, record
from tests.factories.riskcore import ClientFactory

pytestmark = pytest.mark.django_db
HTMX = pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])


def page(browser: Browser, user: User, initiative: Initiative) -> str:
    browser.force_login(user)
    address = reverse("initiative", args=[initiative.client.code, initiative.pk])
    return browser.get(address).content.decode()


@HTMX
@pytest.mark.parametrize("name", ["initiative", "initiative_correct", "evidence_file"])
def test_for_cal_it_does_not_exist(
    alder: Client, lee: User, cal: User, client: Browser, name: str, headers: dict[str, str]
) -> None:
    initiative = record(lee, alder)
    proof = prove(lee, initiative).evidence
    number = proof.pk if name == "evidence_file" else initiative.pk
    client.force_login(cal)
    for code in (alder.code, "birch-county"):
        answer = client.get(reverse(name, args=[code, number]), headers=headers)
        assert answer.status_code in {403, 404}
        assert initiative.title not in answer.content.decode()
    assert client.get(reverse(name, args=[alder.code, number])).status_code == 404


def test_under_another_client_s_address_it_is_not_found(
    alder: Client, lee: User, dee: User, client: Browser
) -> None:
    initiative = record(lee, alder)
    other = ClientFactory(administrator=alder.administrator)
    client.force_login(dee)
    address = reverse("initiative", args=[other.code, initiative.pk])
    assert client.get(address).status_code == 404


def test_the_record_shows_evidence_by_kind_and_hash(
    alder: Client, lee: User, client: Browser
) -> None:
    initiative = record(lee, alder, cost=Decimal("12.50"), partner="Library", notes="Two\nlines")
    proof = prove(lee, initiative).evidence
    text = page(client, lee, initiative)
    assert proof.sha256[:12] in text
    assert proof.sha256[:13] not in text
    assert "sign-in sheet" in text
    assert "$12.50" in text
    assert "Two<br>lines" in text


def test_an_underwriter_sees_that_there_is_evidence_and_cannot_open_it(
    alder: Client, lee: User, uma: User, client: Browser
) -> None:
    initiative = record(lee, alder)
    proof = prove(lee, initiative).evidence
    address = reverse("evidence_file", args=[alder.code, proof.pk])
    text = page(client, uma, initiative)
    assert proof.file_name in text
    assert address not in text
    assert client.get(address).status_code == 403


def test_evidence_is_sent_so_that_no_browser_interprets_it(
    alder: Client, lee: User, ana: User, client: Browser
) -> None:
    proof = prove(lee, record(lee, alder)).evidence
    client.force_login(ana)
    answer = client.get(reverse("evidence_file", args=[alder.code, proof.pk]))
    assert b"".join(answer.streaming_content) == b"Total,30\r\n"
    assert answer["Content-Disposition"] == 'attachment; filename="sheet.csv"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/csv"
    assert "no-store" in answer["Cache-Control"]
    assert AuditEvent.objects.filter(verb="evidence.opened", actor=ana).count() == 1


def test_a_return_is_the_first_thing_its_department_reads(
    alder: Client, lee: User, ana: User, client: Browser
) -> None:
    initiative = record(lee, alder)
    review(
        by=ana, initiative_id=initiative.pk, decision="returned", level=0, reason="No <b>date</b>."
    )
    text = page(client, lee, initiative)
    assert "No &lt;b&gt;date&lt;/b&gt;." in text
    assert text.index("No &lt;b&gt;") < text.index("What shows it")
    assert reverse("initiative_correct", args=[alder.code, initiative.pk]) in text


@HTMX
def test_more_evidence_is_kept_and_a_second_copy_refused(
    alder: Client, lee: User, client: Browser, headers: dict[str, str]
) -> None:
    initiative = record(lee, alder)
    client.force_login(lee)
    address = reverse("initiative_evidence", args=[alder.code, initiative.pk])
    files = {"photos": [SimpleUploadedFile(name, png()) for name in ("a.png", "b.png")]}
    answer = client.post(address, files, headers=headers, follow=True)
    text = answer.content.decode()
    assert [proof.file_name for proof in Evidence.objects.all()] == ["a.png"]
    assert "the very same file already proves it" in text
    assert "1 file kept" in text


def test_a_file_used_elsewhere_is_kept_and_said(alder: Client, lee: User, client: Browser) -> None:
    prove(lee, record(lee, alder, reference="lib-1"), png(), file_name="a.png")
    initiative = record(lee, alder)
    client.force_login(lee)
    address = reverse("initiative_evidence", args=[alder.code, initiative.pk])
    answer = client.post(address, {"photos": SimpleUploadedFile("b.png", png())}, follow=True)
    assert "on record for lib-1 as well" in answer.content.decode()


def test_sending_no_file_is_said(alder: Client, lee: User, client: Browser) -> None:
    initiative = record(lee, alder)
    client.force_login(lee)
    address = reverse("initiative_evidence", args=[alder.code, initiative.pk])
    assert "You sent no file." in client.post(address, {}, follow=True).content.decode()


def correction(browser: Browser, initiative: Initiative, **changes: str) -> object:
    address = reverse("initiative_correct", args=[initiative.client.code, initiative.pk])
    form = browser.get(address).context["form"]
    filled = {name: value for name, value in form.initial.items() if value is not None}
    return browser.post(address, filled | changes)


def test_a_correction_is_a_further_version_that_waits_for_review(
    alder: Client, lee: User, ana: User, client: Browser
) -> None:
    initiative = accepted(lee, ana, alder)
    client.force_login(lee)
    correction(client, initiative, people_reached="31")
    assert Initiative.objects.count() == 2
    text = page(client, lee, initiative)
    assert "Waits for a review." in text
    assert "before a correction" in text
    assert "Accepted at level 2" in text


def test_a_correction_of_nothing_or_of_an_old_version_is_explained(
    alder: Client, lee: User, client: Browser
) -> None:
    initiative = record(lee, alder)
    client.force_login(lee)
    same = correction(client, initiative)
    assert same.status_code == 422  # type: ignore[attr-defined]
    assert "every field stands as it was recorded" in same.content.decode()  # type: ignore[attr-defined]
    correct_initiative(by=lee, initiative_id=initiative.pk, people_reached=31)
    address = reverse("initiative_correct", args=[alder.code, initiative.pk])
    assert client.get(address).status_code == 409


def test_only_those_who_submit_may_change_it(
    alder: Client, lee: User, ana: User, client: Browser
) -> None:
    initiative = record(lee, alder)
    client.force_login(ana)
    for name in ("initiative_evidence", "initiative_correct"):
        address = reverse(name, args=[alder.code, initiative.pk])
        assert client.post(address, {}).status_code == 403


def one_by_one(browser: Browser, client: Client, number: int, content: bytes, name: str) -> dict:
    address = reverse("initiative_evidence", args=[client.code, number])
    sent = {"photos": SimpleUploadedFile(name, content)}
    answer: dict = browser.post(address, sent, headers={"X-Upload": "1"}).json()
    return answer


def test_a_file_sent_again_after_a_broken_line_is_kept_once(
    alder: Client, lee: User, client: Browser
) -> None:
    initiative = record(lee, alder)
    client.force_login(lee)
    told = [one_by_one(client, alder, initiative.pk, png(), "a.png") for _ in range(2)]
    assert told == [{"kept": True, "words": "kept"}, {"kept": True, "words": "kept before"}]
    refused = one_by_one(client, alder, initiative.pk, b"<svg/>", "a.svg")
    assert refused["kept"] is False
    assert "can carry scripts" in refused["words"]
    assert Evidence.objects.count() == 1


def test_the_page_brings_the_script_that_sends_one_by_one(
    alder: Client, lee: User, client: Browser
) -> None:
    initiative = record(lee, alder)
    client.force_login(lee)
    page = client.get(reverse("initiative", args=[alder.code, initiative.pk])).content.decode()
    address = reverse("initiative_evidence", args=[alder.code, initiative.pk])
    assert f'data-upload="{address}"' in page
    assert "frontend/upload.js" in page
