"""The list of clients."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frontend.portfolio import COLUMNS
from frontend.portfolio_row import EXPORT
from frontend.tables import Column
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.profiles.kept import forget
from riskcore.rating import kept_book
from tests.factories.losses import load
from tests.factories.riskcore import ClientFactory


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def book(alder: Client, dee: User, client: Browser) -> Browser:
    ClientFactory(name="Zinc", kind="county", state="GA", administrator=alder.administrator)
    ClientFactory(name="Basalt", state="GA", administrator=alder.administrator)
    client.force_login(dee)
    return client


@pytest.mark.parametrize(
    ("query", "caption"),
    [
        ("", "3 of 3 clients, by loss frequency, largest first"),
        ("?state=GA", "2 of 3 clients, GA, by loss frequency, largest first"),
        ("?kind=county&order=name", "1 of 3 clients, kind county, by name"),
        ("?order=-watch", "3 of 3 clients, by watch indicators above peers, largest first"),
        ("?text=zin&order=-state", "1 of 3 clients, with “zin”, by state, from last to first"),
        ("?kind=nonsense&order=name", "3 of 3 clients, by name"),
        ("?carrier=nobody&order=name", "0 of 3 clients, carrier nobody, by name"),
        ("?within=90&order=name", "0 of 3 clients, renewal within 90 days, by name"),
        ("?owed=critical&order=name", "0 of 3 clients, with critical advice overdue, by name"),
        ("?rated=debit&order=name", "0 of 3 clients, modification above 1, by name"),
        ("?rated=unrated&order=change", "3 of 3 clients, not rated, by indicated change"),
        (
            "?having=outreach_evidence_gaps&order=name",
            "0 of 3 clients, with strategies without evidence, by name",
        ),
        ("?line=EPL&order=modification", "clients, rated for EPL, by experience modification"),
        ("?page=99&order=name", "3 of 3 clients, by name"),
        ("?as_of=yesterday&order=name", "3 of 3 clients, by name"),
    ],
)
def test_the_caption_says_what_is_shown(book: Browser, query: str, caption: str) -> None:
    assert caption in book.get(reverse("portfolio") + query).content.decode()


def test_an_unknown_order_is_refused_with_the_known_ones(book: Browser) -> None:
    answer = book.get(reverse("portfolio") + "?order=password")
    assert answer.status_code == 422
    assert "name, kind, state, carrier, officer_years" in answer.content.decode()


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


@pytest.mark.parametrize("column", [column for column in COLUMNS if column.key])
def test_every_column_sorts_both_ways(book: Browser, column: Column) -> None:
    for order in (column.key, f"-{column.key}"):
        answer = book.get(reverse("portfolio"), {"order": order})
        assert answer.status_code == 200
        assert f'aria-sort="{column.sorted_as(order)}"' in answer.content.decode()


def test_an_empty_cell_says_why(book: Browser) -> None:
    page = book.get(reverse("portfolio")).content.decode()
    for why in (
        "no officers recorded",
        "no complaint or force file",
        "none on record",
        "none sent",
        "no LEL cover",
    ):
        assert why in page
    assert "no policy in force" in page


def test_the_day_asked_for_is_kept_in_the_links(book: Browser, alder: Client) -> None:
    page = book.get(reverse("portfolio") + "?as_of=2026-09-30").content.decode()
    assert "as of 30\u00a0Sep\u00a02026" in page
    assert f"{reverse('client_peek', args=[alder.code])}?as_of=2026-09-30" in page


def test_the_usual_day_is_the_latest_valuation(book: Browser, alder: Client, dee: User) -> None:
    load(alder, dee, date(2026, 6, 30), {"number": "A1", "occurred_on": date(2026, 1, 1)})
    assert "as of 30\u00a0Jun\u00a02026" in book.get(reverse("portfolio")).content.decode()


def test_the_file_holds_the_same_choice_in_the_same_order(book: Browser) -> None:
    answer = book.get(reverse("portfolio_export") + "?state=GA&order=-name&as_of=2026-09-30")
    assert answer["Content-Type"].startswith("text/csv")
    assert 'filename="clients-2026-09-30.csv"' in answer["Content-Disposition"]
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert rows[0] == list(EXPORT)
    assert [row[1] for row in rows[1:]] == ["Zinc", "Basalt"]


def test_a_cell_of_the_file_starts_no_formula(book: Browser, alder: Client) -> None:
    Client.objects.filter(pk=alder.pk).update(name="=1+1")
    assert "'=1+1" in book.get(reverse("portfolio_export")).content.decode("utf-8-sig")


def test_a_peek_is_a_part_and_without_a_script_a_page(book: Browser, alder: Client) -> None:
    address = reverse("client_peek", args=[alder.code])
    part = book.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    page = book.get(address).content.decode()
    assert "<html" in page
    assert "Open reserves" in page


def test_a_submitter_sees_the_client_without_its_figures(
    alder: Client, lee: User, client: Browser
) -> None:
    client.force_login(lee)
    page = client.get(reverse("portfolio")).content.decode()
    assert alder.name in page
    assert "not for your role" in page
    assert "Peek at" not in page


def test_the_number_of_queries_does_not_grow_with_the_list(book: Browser, alder: Client) -> None:
    counts = []
    for more in (9, 20):
        ClientFactory.create_batch(more, administrator=alder.administrator)
        forget()
        kept_book.forget()
        with CaptureQueriesContext(connection) as captured:
            book.get(reverse("portfolio"))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 200  # two in each measure are savepoints of the test


def test_a_book_already_measured_takes_a_handful_of_queries(
    book: Browser, alder: Client, django_assert_max_num_queries: Any
) -> None:
    ClientFactory.create_batch(20, administrator=alder.administrator)
    book.get(reverse("portfolio"))
    with django_assert_max_num_queries(20):
        book.get(reverse("portfolio"))
