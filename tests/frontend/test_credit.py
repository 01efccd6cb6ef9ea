import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories import credit as factory
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def earned(alder: Client, lee: User, ana: User, chief: User) -> Client:
    factory.counted(alder, chief)
    factory.four(lee, ana, alder)
    return alder


def page_of(client: Browser, name: str, of: Client, query: str = "") -> str:
    return text_of(client.get(reverse(name, args=[of.code]) + query)).replace("\xa0", " ")


def test_every_item_and_what_would_raise_it_is_told_to_both_sides(
    earned: Client, lee: User, uma: User, client: Browser
) -> None:
    client.force_login(lee)
    ours = page_of(client, "client_credit", earned)
    assert "The outreach credit is 0.1 % of the law-enforcement liability premium." in ours
    assert "What would raise it most" in ours
    assert "Title of S1" in ours
    assert "outreach credit is 0.1 %" in page_of(client, "client_outreach", earned)
    client.force_login(uma)
    theirs = page_of(client, "client_credit", earned)
    assert "(1.00 × 33.6 + 0.0) = 33.6 points." in theirs
    assert "in time" in theirs
    assert "outreach credit is 0.1 %" in page_of(client, "client_outreach", earned)


def test_what_is_not_known_is_said(alder: Client, uma: User, client: Browser) -> None:
    client.force_login(uma)
    page = page_of(client, "client_credit", alder, "?as_of=2026-01-31")
    assert "cannot be computed, because no residents" in page
    assert "as of 31 Jan 2026" in page
    assert "Name a day from" in page_of(client, "client_credit", alder, "?as_of=1066-10-14")


def test_what_if_shows_both_side_by_side(earned: Client, uma: User, client: Browser) -> None:
    client.force_login(uma)
    assert "Then:" not in page_of(client, "client_credit_what_if", earned)
    page = page_of(client, "client_credit_what_if", earned, "?measured=published&cap=5")
    assert "Then: The outreach credit is 0.3 %" in page
    refused = page_of(client, "client_credit_what_if", earned, "?cap=9")
    assert "A cap of 9" in refused
