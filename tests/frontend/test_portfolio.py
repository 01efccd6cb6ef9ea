"""The list of clients."""

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.riskcore import ClientFactory


@pytest.fixture
def book(alder: Client, dee: User, client: Browser) -> Browser:
    ClientFactory(name="Zinc", kind="county", state="GA", administrator=alder.administrator)
    ClientFactory(name="Basalt", state="GA", administrator=alder.administrator)
    client.force_login(dee)
    return client


@pytest.mark.parametrize(
    ("query", "caption"),
    [
        ("", "3 of 3 clients, by name"),
        ("?state=GA", "2 of 3 clients, GA, by name"),
        ("?kind=county", "1 of 3 clients, kind county, by name"),
        ("?text=zin&order=-state", "1 of 3 clients, with “zin”, by state, from last to first"),
        ("?kind=nonsense", "3 of 3 clients, by name"),
        ("?page=99", "3 of 3 clients, by name"),
    ],
)
def test_the_caption_says_what_is_shown(book: Browser, query: str, caption: str) -> None:
    assert caption in book.get(reverse("portfolio") + query).content.decode()


def test_an_unknown_order_is_refused_with_the_known_ones(book: Browser) -> None:
    answer = book.get(reverse("portfolio") + "?order=password")
    assert answer.status_code == 422
    assert "name, kind, state, carrier" in answer.content.decode()


def test_a_part_is_the_table_of_the_page_and_announces_itself(book: Browser) -> None:
    page = book.get(reverse("portfolio"))
    part = book.get(reverse("portfolio"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'id="announcements" hx-swap-oob="innerHTML">3 of 3 clients' in part
    rows = part.partition("<tbody>")[2].partition("</tbody>")[0]
    assert rows in page.content.decode()


def test_going_back_through_history_gives_the_whole_page(book: Browser) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in book.get(reverse("portfolio"), headers=headers).content.decode()


def test_sorting_is_a_link_that_keeps_the_choice(book: Browser) -> None:
    page = book.get(reverse("portfolio") + "?state=GA&order=state").content.decode()
    assert 'href="?state=GA&amp;order=-state"' in page
    assert 'aria-sort="ascending"' in page


def test_the_number_of_queries_does_not_grow_with_the_list(
    book: Browser, alder: Client, django_assert_max_num_queries: Any
) -> None:
    ClientFactory.create_batch(20, administrator=alder.administrator)
    with django_assert_max_num_queries(7):
        book.get(reverse("portfolio"))
