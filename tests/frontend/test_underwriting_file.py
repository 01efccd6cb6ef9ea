"""What a review leaves on file, by its pages: documents, the file note, the grounds of its terms."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs import runner
from riskcore.jobs.models import Job
from riskcore.underwriting.documents import ReviewDocument
from riskcore.underwriting.models import Review
from tests.factories.riskcore import ExposureFactory
from tests.factories.underwriting import WIDE, granted, policy, review
from tests.frontend.pages import text_of

LETTER = b"date,words\r\n2026-09-01,We accept.\r\n"


@pytest.fixture
def quoted(alder: Client, uma: User, dee: User, settings: Any, tmp_path: Any) -> Review:
    settings.MEDIA_ROOT = tmp_path
    policy(alder)
    ExposureFactory(client=alder, month=date(2026, 8, 1), quantity=80)
    granted(alder, by=dee, asked=WIDE)
    return review(alder, by=uma, status="quoted")


@pytest.fixture
def browser(uma: User) -> Browser:
    made = Browser()
    made.force_login(uma)
    return made


def test_a_document_is_kept_from_its_form_and_opened(quoted: Review, browser: Browser) -> None:
    address = reverse("underwriting_attach", args=[quoted.client.code, quoted.number])
    sent = {"file": SimpleUploadedFile("l.csv", LETTER), "kind": "letter", "title": "Acceptance"}
    page = text_of(browser.post(address, sent, follow=True))
    assert "Kept with the review" in page
    assert "Acceptance" in page
    row = ReviewDocument.objects.get()
    opened = browser.get(reverse("underwriting_document", args=[quoted.client.code, row.pk]))
    assert b"".join(opened.streaming_content) == LETTER  # type: ignore[attr-defined]
    again = browser.post(address, {**sent, "file": SimpleUploadedFile("l.csv", LETTER)})
    assert again.status_code == 422
    assert "the very same file" in text_of(again)


def test_the_note_is_drawn_and_opened(quoted: Review, browser: Browser) -> None:
    browser.post(reverse("underwriting_note", args=[quoted.client.code, quoted.number]))
    job = Job.objects.get(kind="underwriting.file_note")
    runner.run(str(job.pk))
    told = text_of(browser.get(reverse("underwriting_note_job", args=[quoted.client.code, job.pk])))
    assert "It is drawn" in told
    file = browser.get(reverse("underwriting_note_file", args=[quoted.client.code, job.pk]))
    assert file.content.startswith(b"%PDF")


def test_terms_without_a_worksheet_say_so(quoted: Review, browser: Browser) -> None:
    page = text_of(browser.get(reverse("client_underwriting", args=[quoted.client.code])))
    assert "names no worksheet" in page


def test_another_clients_review_takes_no_document(
    quoted: Review, birch: Client, browser: Browser
) -> None:
    address = reverse("underwriting_attach", args=[birch.code, quoted.number])
    assert browser.get(address).status_code == 404
