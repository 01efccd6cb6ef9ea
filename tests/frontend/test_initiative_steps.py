"""Steps of a submission on its page, and quarters without outreach."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from frontend.initiative_steps import words_form
from outreach.evidence.reviews import review
from outreach.initiatives.models import NothingToReport, Step
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.outreach import prove, record

pytestmark = pytest.mark.django_db


def take(browser: Browser, client: Client, number: int, **sent: str) -> str:
    address = reverse("initiative_step", args=[client.code, number])
    return browser.post(address, sent, follow=True).content.decode()


def test_a_draft_is_kept_and_submitted(alder: Client, lee: User, client: Browser) -> None:
    client.force_login(lee)
    draft = record(lee, alder, draft=True)
    page = client.get(reverse("initiative", args=[alder.code, draft.pk])).content.decode()
    assert "A draft: nobody reviews it yet" in page
    assert "It waits for a reviewer." in take(client, alder, draft.pk, verb="submit")


def test_a_return_is_answered_on_the_page(
    alder: Client, lee: User, ana: User, client: Browser
) -> None:
    initiative = record(lee, alder)
    prove(lee, initiative)
    review(by=ana, initiative_id=initiative.pk, decision="returned", level=0, reason="No date.")
    client.force_login(lee)
    page = client.get(reverse("initiative", args=[alder.code, initiative.pk])).content.decode()
    assert "Answer and send again" in page
    assert "Ask another reviewer" in page
    answered = take(client, alder, initiative.pk, verb="submit", words="It is on the back.")
    assert "It is on the back." in answered


def test_what_cannot_be_done_is_said(alder: Client, lee: User, client: Browser) -> None:
    initiative = record(lee, alder)
    client.force_login(lee)
    page = take(client, alder, initiative.pk, verb="withdraw")
    assert "Say in a sentence why you take it back." in page
    assert not Step.objects.exists()


def test_a_reviewer_takes_up_and_returns_to_the_queue(
    alder: Client, lee: User, ana: User, client: Browser
) -> None:
    initiative = record(lee, alder)
    client.force_login(ana)
    page = take(client, alder, initiative.pk, verb="take_up", **{"from": "review"})
    assert "Taken up by Ana." in page
    assert "Put it back" in page


@pytest.mark.parametrize(("name", "status"), [("uma", 403), ("cal", 404)])
def test_others_may_not(
    alder: Client,
    lee: User,
    client: Browser,
    name: str,
    status: int,
    request: pytest.FixtureRequest,
) -> None:
    initiative = record(lee, alder)
    client.force_login(request.getfixturevalue(name))
    address = reverse("initiative_step", args=[alder.code, initiative.pk])
    assert client.post(address, {"verb": "comment", "words": "x"}).status_code == status


def test_an_empty_quarter_is_attested_from_the_desk(
    alder: Client, lee: User, client: Browser
) -> None:
    client.force_login(lee)
    desk = client.get(reverse("client_outreach", args=[alder.code])).content.decode()
    assert "I attest that there was nothing to report" in desk
    sent = {"quarter": "2025 Q1", "words": "We were new."}
    page = client.post(reverse("outreach_nothing", args=[alder.code]), sent, follow=True)
    assert "2025 Q1: nothing to report" in page.content.decode()
    again = client.post(reverse("outreach_nothing", args=[alder.code]), sent, follow=True)
    assert "on record already" in again.content.decode()
    assert NothingToReport.objects.count() == 1


def test_forms_of_one_page_have_ids_of_their_own() -> None:
    assert words_form("appeal")["words"].id_for_label == "appeal_words"
