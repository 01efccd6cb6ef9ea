"""What if, side by side on a page."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories import rated_book
from tests.factories.rating import active
from tests.frontend.pages import text_of


@pytest.fixture
def page(alder: Client, uma: User, dee: User, client: Browser) -> Browser:
    active(by=uma, second=dee)
    rated_book.book(alder)
    client.force_login(uma)
    return client


def asked(page: Browser, **what: str) -> str:
    address = reverse("rating_what_if", args=["alder-falls"])
    return text_of(page.get(address, {"as_of": "2026-09-30", **what}))


def test_nothing_supposed_is_a_form(page: Browser) -> None:
    assert "Side by side" not in asked(page)


@pytest.mark.parametrize(
    "what",
    [
        {"claim": "C-2", "closed_at": "20000"},
        {"claim": "C-2"},
        {"retention": "25000"},
        {"limit": "2000000"},
        {"cap": "50000"},
        {"exposure": "80"},
        {"accreditation": "10"},
    ],
)
def test_each_is_worked_out_beside_what_is(page: Browser, what: dict[str, str]) -> None:
    told = asked(page, **what)
    assert "The premium would be" in told
    assert "◆ yes" in told


def test_the_differences_reason_is_told(page: Browser) -> None:
    assert "most of it from the factor of the retention" in asked(page, retention="25000")


def test_a_claim_that_is_not_there_and_a_limit_that_is_not_priced(page: Browser) -> None:
    assert "NOPE cannot be supposed" in asked(page, claim="NOPE")
    assert "It cannot be worked out, because" in asked(page, limit="90000000")
    assert "The premium would be" not in asked(page, retention="-1")
