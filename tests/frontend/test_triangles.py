"""Triangles as pages: of a client, of the book, as a file, and why there is none."""

from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.book import book, claim
from tests.frontend.pages import text_of


@pytest.fixture
def towns(alder: Client, uma: User, client: Browser) -> list[Client]:
    client.force_login(uma)
    return book(alder, count=6)


def test_the_book_shows_its_triangle_and_each_method(towns: list[Client], client: Browser) -> None:
    page = text_of(client.get(reverse("book_triangle") + "?line=LEL&as_of=2025-12-31"))
    assert "90 claims of 6 clients, by year of loss and age" in page
    assert "Chain ladder, with Mack's error" in page
    assert "Cape Cod" in page
    assert "Per unit of exposure" in page


def test_a_client_is_told_that_its_development_is_mostly_noise(
    towns: list[Client], client: Browser
) -> None:
    address = reverse("client_triangle", args=["town-4"])
    page = text_of(client.get(address + "?as_of=2025-12-31&cap=5000&basis=paid"))
    assert "mostly noise" in page
    assert "each occurrence capped at $5,000" in page
    assert "choose a line" in page


def test_the_file_holds_the_triangle_that_was_shown(towns: list[Client], client: Browser) -> None:
    for address in (reverse("book_triangle_csv"), reverse("client_triangle_csv", args=["town-4"])):
        answer = client.get(address + "?as_of=2025-12-31&basis=counts&line=LEL")
        assert answer["Content-Type"].startswith("text/csv")
        assert "triangle-" in answer["Content-Disposition"]
        assert answer.content.decode("utf-8-sig").startswith("origin,development,value")


def test_a_record_without_a_triangle_says_why(alder: Client, uma: User, client: Browser) -> None:
    client.force_login(uma)
    address = reverse("client_triangle", args=[alder.code])
    assert "record without a dated claim" in text_of(client.get(address))
    claim(alder, "1", date(2020, 3, 1), (date(2022, 5, 1), "paid", 10))
    page = text_of(client.get(address + "?as_of=2025-12-31"))
    assert "a factor needs sums above 0" in page


def test_a_choice_that_is_not_well_formed_asks_nothing(
    towns: list[Client], client: Browser
) -> None:
    answer = client.get(reverse("book_triangle") + "?as_of=soon&years=99&line=XX&cap=-1&basis=z")
    assert answer.status_code == 200
    assert "Triangle" in text_of(answer)
