"""Rating plans on pages: read, compared, written, and brought into force by two people."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.rating.models import RatingPlanVersion
from riskcore.rating.plan_form import canonical
from tests.factories import rated_book
from tests.factories.rating import a_plan, active, proposed, written
from tests.frontend.pages import text_of

STEP = {"reason": "Filed rates.", "effective_on": "2026-10-01"}


@pytest.fixture
def browser(uma: User, client: Browser) -> Browser:
    client.force_login(uma)
    return client


def test_without_a_plan_the_list_says_so(browser: Browser) -> None:
    assert "No rating plan has been written yet." in text_of(browser.get(reverse("rating_plans")))


def test_the_list_says_what_waits(browser: Browser, uma: User) -> None:
    row = proposed(by=uma)
    page = text_of(browser.get(reverse("rating_plans")))
    assert "1 proposed version" in page
    assert row.number in page


def test_a_plan_is_read_in_words_and_saved(browser: Browser, uma: User) -> None:
    row = written(by=uma)
    page = text_of(browser.get(reverse("rating_plan", args=[row.number])))
    assert "Each claim counts at most" in page
    assert "It is draft" in page
    saved = browser.get(reverse("rating_plan_export", args=[row.number]))
    assert saved.content.decode() == canonical(a_plan())


def test_a_file_with_problems_is_told_all_of_them(browser: Browser) -> None:
    broken = canonical(a_plan(title=" ")).replace('"rounding":"dollar"', '"rounding":"guess"')
    answer = browser.post(
        reverse("rating_plan_write"), {"file": SimpleUploadedFile("p.json", broken.encode())}
    )
    assert answer.status_code == 422
    page = text_of(answer)
    assert "title is empty." in page
    assert "rounding is 'guess'" in page
    garbage = SimpleUploadedFile("p.json", b"{")
    assert "could not be read as JSON" in text_of(
        browser.post(reverse("rating_plan_write"), {"file": garbage})
    )


def test_two_people_on_pages(browser: Browser, dee: User, alder: Client) -> None:
    file = SimpleUploadedFile("p.json", canonical(a_plan()).encode())
    browser.post(reverse("rating_plan_write"), {"file": file})
    row = RatingPlanVersion.objects.get()
    propose = reverse("rating_plan_move", args=[row.number, "propose"])
    assert browser.get(propose).status_code == 200
    assert browser.post(propose, {"version": 1, "reason": ""}).status_code == 422
    assert browser.post(propose, {"version": 1, **STEP}).status_code == 302
    activate = reverse("rating_plan_move", args=[row.number, "activate"])
    assert browser.get(activate).status_code == 403
    assert browser.post(activate, {"version": 2}).status_code == 403
    browser.force_login(dee)
    assert "Activate" in text_of(browser.get(reverse("rating_plan", args=[row.number])))
    assert browser.post(activate, {"version": 1}).status_code == 409
    assert browser.post(activate, {"version": 2}).status_code == 302
    page = text_of(browser.get(reverse("rating_plan", args=[row.number])))
    assert "proposed by uma, activated by dee" in page
    assert browser.get(reverse("rating_plan_move", args=[row.number, "paint"])).status_code == 404


def test_two_versions_side_by_side(browser: Browser, uma: User) -> None:
    first, second = written(by=uma), written(by=uma, plan=a_plan(minimum_premium=9000))
    page = text_of(browser.get(reverse("rating_plan_compare", args=[second.number, first.number])))
    assert "says 1 thing otherwise" in page
    assert "$9,000" in page
    same = text_of(browser.get(reverse("rating_plan_compare", args=[first.number, first.number])))
    assert "The two versions say the same." in same


def test_what_a_version_does_to_the_book(
    browser: Browser, uma: User, dee: User, alder: Client
) -> None:
    active(by=uma, second=dee)
    rated_book.book(alder)
    row = proposed(by=uma, plan=a_plan(minimum_premium=400_000))
    address = reverse("rating_plan_change", args=[row.number])
    page = text_of(browser.get(address, {"as_of": "2026-09-30"}))
    assert "The book of 4 clients moves from" in page
    assert "Most of it is the minimum and rounding" in page
    early = browser.get(address, {"as_of": "2020-01-01"})
    assert early.status_code == 404


@pytest.mark.parametrize("name", ["rita", "lee"])
def test_plans_are_the_insurers(name: str, client: Browser, request: pytest.FixtureRequest) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(reverse("rating_plans")).status_code == 403


def test_another_carriers_plan_is_not_found(client: Browser, uma: User, cal: User) -> None:
    row = written(by=uma)
    client.force_login(cal)
    assert client.get(reverse("rating_plan", args=[row.number])).status_code == 404
