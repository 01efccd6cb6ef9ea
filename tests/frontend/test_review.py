"""The reviewer's queue: flags first, one decision at a time, and only for reviewers."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from outreach.evidence.models import Review
from outreach.evidence.wording import RETURN_REASONS
from outreach.initiatives.actions import correct_initiative
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.outreach import png, prove, record

pytestmark = pytest.mark.django_db
HTMX = pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
QUEUE = "/review/"


@pytest.fixture
def waiting(alder: Client, lee: User) -> list[Initiative]:
    """One plain, then two that share a file and are flagged for it."""
    made = [record(lee, alder, title=title, activity=title) for title in ("Plain", "Twin", "Copy")]
    prove(lee, made[0], b"own")
    for initiative in made[1:]:
        prove(lee, initiative, png(), file_name="same.png")
    return made


def shown(browser: Browser, query: str = "") -> str:
    return browser.get(QUEUE + query).content.decode()


def test_flags_come_first_with_record_and_evidence(
    waiting: list[Initiative], ana: User, client: Browser
) -> None:
    client.force_login(ana)
    page = shown(client)
    assert "<h1>Twin</h1>" in page
    assert "1 of 3 waiting · 2 flagged" in page
    assert "Look closely: the same file proves another initiative." in page
    assert '<img src="/clients/alder-falls/evidence/' in page
    assert "frontend/review.js" in page
    assert "independent document" in page


def test_one_after_another_without_a_script(
    waiting: list[Initiative], ana: User, client: Browser
) -> None:
    client.force_login(ana)
    last = shown(client, f"?item={waiting[0].pk}")
    assert "<h1>Plain</h1>" in last
    assert f'href="?item={waiting[2].pk}"' in last
    assert 'rel="next"' not in last


@HTMX
def test_an_acceptance_leads_to_the_next(
    waiting: list[Initiative], ana: User, client: Browser, headers: dict[str, str]
) -> None:
    client.force_login(ana)
    answer = client.post(
        reverse("review_decide", args=[waiting[1].pk]),
        {"decision": "accepted", "level": "2", "own_words": "Clear."},
        headers=headers,
    )
    assert answer["Location"] == f"{QUEUE}?item={waiting[2].pk}"
    made = Review.objects.get()
    assert (made.decision, made.level, made.reason) == ("accepted", 2, "Clear.")


def test_a_return_carries_the_chosen_reasons_and_own_words(
    waiting: list[Initiative], ana: User, client: Browser
) -> None:
    client.force_login(ana)
    client.post(
        reverse("review_decide", args=[waiting[0].pk]),
        {"decision": "returned", "level": "3", "reasons": ["no_date"], "own_words": "Page 2."},
    )
    made = Review.objects.get()
    assert (made.decision, made.level) == ("returned", 0)
    assert made.reason == f"{RETURN_REASONS['no_date']} Page 2."


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"decision": "accepted"}, "at the evidence level 0"),
        ({"decision": "returned"}, "without a reason"),
        ({"decision": "praised"}, "a review either accepts or returns"),
        ({"decision": "accepted", "level": "4"}, "Select a valid choice"),
    ],
)
def test_what_does_not_go_together_is_said_and_nothing_decided(
    waiting: list[Initiative], ana: User, client: Browser, sent: dict[str, str], sentence: str
) -> None:
    client.force_login(ana)
    answer = client.post(reverse("review_decide", args=[waiting[0].pk]), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "<h1>Plain</h1>" in page
    assert not Review.objects.exists()


def test_a_record_corrected_meanwhile_is_not_decided(
    waiting: list[Initiative], lee: User, ana: User, client: Browser
) -> None:
    correct_initiative(by=lee, initiative_id=waiting[0].pk, people_reached=31)
    client.force_login(ana)
    answer = client.post(
        reverse("review_decide", args=[waiting[0].pk]), {"decision": "accepted", "level": "1"}
    )
    assert answer.status_code == 409
    assert not Review.objects.exists()


def test_asking_for_one_that_waits_no_more_says_so(
    waiting: list[Initiative], ana: User, client: Browser
) -> None:
    client.force_login(ana)
    for asked in ("999999", "abc", "²"):
        assert "waits no more" in shown(client, f"?item={asked}")


@HTMX
@pytest.mark.parametrize("name", ["uma", "lee", "dee", "ben"])
def test_the_queue_is_for_advisors(
    waiting: list[Initiative],
    request: pytest.FixtureRequest,
    client: Browser,
    name: str,
    headers: dict[str, str],
) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(QUEUE, headers=headers).status_code == 403
    address = reverse("review_decide", args=[waiting[0].pk])
    sent = {"decision": "accepted", "level": "1"}
    assert client.post(address, sent, headers=headers).status_code == 403


def test_another_carriers_advisor_has_an_empty_queue_and_finds_nothing(
    waiting: list[Initiative], cal: User, client: Browser
) -> None:
    client.force_login(cal)
    assert "Nothing waits for a review" in shown(client)
    sent = {"decision": "accepted", "level": "1"}
    answer = client.post(reverse("review_decide", args=[waiting[0].pk]), sent)
    assert answer.status_code == 404
    assert not Review.objects.exists()


def test_the_menu_offers_it_to_advisors_only(
    alder: Client, ana: User, uma: User, client: Browser
) -> None:
    for user, offered in ((ana, True), (uma, False)):
        client.force_login(user)
        page = client.get(reverse("portfolio")).content.decode()
        assert (f'href="{QUEUE}"' in page) is offered
