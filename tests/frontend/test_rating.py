"""The rating tab: worksheet, entries, kept worksheets, paper."""

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs import runner
from riskcore.jobs.models import Job
from riskcore.rating.models import Judgement, Worksheet
from tests.factories import rated_book
from tests.factories.rating import active
from tests.frontend.pages import text_of

AS_OF = {"as_of": "2026-09-30"}


@pytest.fixture
def browser(alder: Client, uma: User, dee: User, client: Browser) -> Browser:
    active(by=uma, second=dee)
    rated_book.book(alder)
    client.force_login(uma)
    return client


def address(name: str, *more: object) -> str:
    return reverse(name, args=["alder-falls", *more])


def test_the_worksheet_is_told_step_by_step(browser: Browser) -> None:
    page = text_of(browser.get(address("client_rating"), AS_OF))
    for words in (
        "LEL is indicated at",
        "Experience modification",
        "No claim counts for more than $250,000",
        "C-2, $400,000 incurred, counted $250,000",
        "Beside the price, never in it",
        "No worksheet of this line has been kept yet.",
    ):
        assert words in page


def test_an_item_is_entered_with_reason_and_evidence(browser: Browser) -> None:
    form = text_of(browser.get(address("rating_judge"), AS_OF))
    assert "Training and in-service (from −6" in form
    entered = {
        "line": "LEL", "holds_from": "2026-10-01", "item": "schedule:training", "value": "-3",
        "reason": "Two courses a year.", "evidence": "Record\nRoster",
    }  # fmt: skip
    refused = browser.post(address("rating_judge"), {**entered, "evidence": ""})
    assert refused.status_code == 422
    assert "Name at least one document" in text_of(refused)
    assert browser.post(address("rating_judge"), entered).status_code == 302
    row = Judgement.objects.get()
    assert (str(row.value), row.evidence) == ("-0.0300", ["Record", "Roster"])
    page = text_of(browser.get(address("client_rating"), AS_OF))
    assert "because two courses a year." in page


def test_a_worksheet_is_kept_read_and_drawn(browser: Browser, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    asked = {**AS_OF, "line": "LEL", "effective_on": "2026-10-01"}
    answer = browser.post(address("rating_keep"), asked)
    row = Worksheet.objects.get()
    assert answer.url == address("worksheet", row.pk)  # type: ignore[attr-defined]
    page = text_of(browser.get(address("worksheet", row.pk)))
    assert "it gives the same to the cent" in page
    browser.post(address("worksheet_pdf", row.pk))
    job = Job.objects.get()
    assert "Worksheet on paper" in text_of(browser.get(address("worksheet_job", job.pk)))
    runner.run(job.pk)
    assert "It is drawn" in text_of(browser.get(address("worksheet_job", job.pk)))
    file = browser.get(address("worksheet_file", job.pk))
    assert file.content.startswith(b"%PDF")


def test_a_worksheet_is_found_under_its_own_client(browser: Browser, uma: User) -> None:
    browser.post(address("rating_keep"), {**AS_OF, "line": "LEL"})
    row = Worksheet.objects.get()
    other = browser.get(reverse("worksheet", args=["cedar-bend", row.pk]))
    assert other.status_code == 404


def test_who_cannot_be_rated_is_told_why(alder: Client, uma: User, client: Browser) -> None:
    rated_book.insured(alder)
    client.force_login(uma)
    page = text_of(client.get(address("client_rating"), AS_OF))
    assert "LEL cannot be rated, because no rating plan for LEL is in force" in page
    kept = client.post(address("rating_keep"), AS_OF)
    assert kept.status_code == 422
    assert "Nothing can be entered" in text_of(client.get(address("rating_judge"), AS_OF))


def test_days_that_cannot_be_read_ask_nothing(browser: Browser) -> None:
    asked = {"as_of": "soon", "line": "GL", "effective_on": "0001-01-01"}
    assert browser.get(address("client_rating"), asked).status_code == 200


@pytest.mark.parametrize(
    ("name", "status"), [("rita", 403), ("cal", 404), ("ben", 200), ("lee", 403)]
)
def test_the_premium_is_the_insurers(
    name: str, status: int, browser: Browser, request: pytest.FixtureRequest
) -> None:
    browser.force_login(request.getfixturevalue(name))
    assert browser.get(address("client_rating"), AS_OF).status_code == status
