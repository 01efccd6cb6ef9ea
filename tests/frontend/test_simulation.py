"""Simulated years as pages: the cover that was chosen, what is assumed, and why there are none."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.book import book
from tests.frontend.pages import text_of


@pytest.fixture
def towns(alder: Client, uma: User, client: Browser) -> list[Client]:
    client.force_login(uma)
    return book(alder, count=6)


def test_a_client_is_simulated_under_the_cover_chosen(towns: list[Client], client: Browser) -> None:
    address = reverse("client_simulation", args=["town-5"])
    page = text_of(client.get(address + "?retention=5000&limit=100000&aggregate=10000"))
    assert "of years a claim exceeds the retention" in page
    assert "of years the aggregate is used up" in page
    assert "What is assumed" in page
    assert "nothing here enters the price" in page


def test_the_book_is_simulated_from_the_first_dollar(towns: list[Client], client: Browser) -> None:
    page = text_of(client.get(reverse("book_simulation") + "?retention=-5&line=XX"))
    assert "A year is expected to cost" in page
    assert "exceeds the retention" not in page


def test_a_record_without_figures_says_why(alder: Client, uma: User, client: Browser) -> None:
    client.force_login(uma)
    page = text_of(client.get(reverse("client_simulation", args=[alder.code])))
    assert "Credibility was asked of 0 entities" in page
