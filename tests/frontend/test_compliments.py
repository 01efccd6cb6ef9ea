"""Compliments on their page: recorded, listed, refused with a sentence."""

import pytest
from django.test import Client as Browser

from accountability.compliments import Compliment
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/clients/alder-falls/compliments/"
SENT = {
    "number": "P-1",
    "received_on": "2026-03-02",
    "kind": "COURTESY",
    "channel": "PHONE",
    "officer": "4711",
    "words": "Stayed with my mother.",
}


def browser(person: User) -> Browser:
    made = Browser()
    made.force_login(person)
    return made


def test_a_compliment_is_recorded_and_listed(alder: Client, chief: User) -> None:
    assert "No compliment is on record" in text_of(browser(chief).get(ADDRESS))
    assert browser(chief).post(ADDRESS, SENT).status_code == 302
    page = text_of(browser(chief).get(ADDRESS))
    assert "1 compliment is on record" in page
    assert "Stayed with my mother." in page
    row = Compliment.objects.get()
    assert row.officer is not None
    assert row.officer.token[:8] in page
    assert "4711" not in page
    again = browser(chief).post(ADDRESS, SENT)
    assert again.status_code == 422
    assert "already recorded" in text_of(again)


def test_insurers_see_none(alder: Client, uma: User, cal: User) -> None:
    assert browser(uma).get(ADDRESS).status_code == 403
    assert browser(cal).post(ADDRESS, SENT).status_code == 404
