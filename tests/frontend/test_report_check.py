"""The page that tells whoever holds a copy whether it is genuine."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from frontend import report_check
from riskcore.reports import standing
from riskcore.reports.models import Report
from tests.frontend.pages import text_of

ADDRESS = "/check-a-report/"


def test_anybody_may_send_the_file_or_paste_its_hash(issued: Report, client: Browser) -> None:
    assert reverse("report_check") == ADDRESS
    assert ADDRESS in client.get(reverse("sign_in")).content.decode()
    with default_storage.open(str(issued.pdf.name)) as kept:
        content = kept.read()
    copy = SimpleUploadedFile("copy.pdf", content)
    changed = SimpleUploadedFile("copy.pdf", content + b" ")
    for sent in ({"file": copy}, {"sha256": issued.sha256.upper()}):
        answer = client.post(ADDRESS, sent)
        assert answer.status_code == 200
        page = text_of(answer)
        assert "Issued, and the latest" in page
        assert issued.number in page
        assert issued.client.name not in page
    page = text_of(client.post(ADDRESS, {"file": changed}))
    assert "No report with these bytes was issued here." in page
    assert issued.number not in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"sha256": ""}, "one of the two"),
        ({"sha256": "0" * 64, "file": SimpleUploadedFile("a.pdf", b"a")}, "one of the two"),
        ({"sha256": "xyz"}, "it has 64 digits"),
        ({"file": SimpleUploadedFile("a.pdf", b"ab")}, "no report is as large"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_a_sentence(
    db: None,
    client: Browser,
    monkeypatch: pytest.MonkeyPatch,
    sent: dict[str, object],
    sentence: str,
) -> None:
    monkeypatch.setattr(report_check, "LARGEST_MEGABYTES", 1 / 1024**2)
    answer = client.post(ADDRESS, sent)
    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_asking_too_often_says_when_to_come_back(
    db: None, client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "CHECKS", 0)
    answer = client.post(ADDRESS, {"sha256": "0" * 64})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Try again in 15 minutes" in text_of(answer)
