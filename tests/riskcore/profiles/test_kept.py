"""A measured book is kept until something is recorded, and nobody's view is in it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from riskcore.access.models import User
from riskcore.audit.actions import look, record
from riskcore.clients.models import Client
from riskcore.factors.registry import Factor
from riskcore.profiles import kept
from riskcore.profiles.queries import Measured, measure, portfolio_of
from tests.factories.riskcore import ClientFactory
from tests.riskcore.profiles.conftest import AS_OF
from tests.riskcore.profiles.test_queries import settle


@pytest.fixture
def book(alder: Client, officer_factor: Factor) -> Iterator[list[Client]]:
    kept.forget()
    clients = [alder, *(ClientFactory(carrier=alder.carrier) for _ in range(kept.FEW))]
    for number, client in enumerate(clients):
        settle(client, officers=12 * (number + 1))
    yield clients
    kept.forget()


@pytest.fixture
def measured_so_often(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many clients each measurement asked for."""
    sizes: list[int] = []

    def counting(**asked: Any) -> Measured:
        asked["clients"] = tuple(asked["clients"])
        sizes.append(len(asked["clients"]))
        return measure(**asked)

    monkeypatch.setattr(kept, "measure", counting)
    return sizes


def test_a_book_is_measured_once_until_an_act_is_recorded(
    book: list[Client], ana: User, measured_so_often: list[int]
) -> None:
    for _ in range(2):
        kept.measured(clients=book, as_of=AS_OF)
    look(by=ana, code=book[0].code)
    kept.measured(clients=book, as_of=AS_OF)
    assert measured_so_often == [11]
    record(by=ana, verb="claim.changed", subject=book[0], client=book[0])
    kept.measured(clients=book, as_of=AS_OF)
    assert measured_so_often == [11, 11]


def test_a_few_clients_are_measured_alone_and_taken_from_a_book_that_is_kept(
    book: list[Client], measured_so_often: list[int]
) -> None:
    alone = kept.measured(clients=book[:1], as_of=AS_OF)
    assert measured_so_often == [1]
    kept.measured(clients=book, as_of=AS_OF)
    again = kept.measured(clients=book[:1], as_of=AS_OF)
    assert measured_so_often == [1, 11]
    assert again.book.readings[book[0].pk] == alone.book.readings[book[0].pk]
    assert [client.pk for client in again.clients] == [book[0].pk]


def test_what_is_kept_shows_each_reader_their_own_view(
    book: list[Client], uma: User, chief: User
) -> None:
    kept.measured(clients=book, as_of=AS_OF)
    of_one = kept.measured(clients=book[:1], as_of=AS_OF)
    values = [
        portfolio_of(of_one, by=user).rows[0].readings["officers"].numerator
        for user in (uma, chief, uma)
    ]
    assert values == [None, 1, None]


def test_another_day_and_a_new_client_are_measured_anew(
    book: list[Client], measured_so_often: list[int]
) -> None:
    kept.measured(clients=book, as_of=AS_OF)
    kept.measured(clients=book, as_of=AS_OF.replace(day=1))
    late = ClientFactory(carrier=book[0].carrier)
    kept.measured(clients=[*book, late], as_of=AS_OF)
    assert measured_so_often == [11, 11, 12]


def test_only_so_many_readings_are_kept(
    book: list[Client], measured_so_often: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_READINGS", 11)
    for day in (1, 2, 1):
        kept.measured(clients=book, as_of=AS_OF.replace(day=day))
    assert len(measured_so_often) == 3


def test_a_book_that_is_kept_costs_one_query(book: list[Client]) -> None:
    kept.measured(clients=book, as_of=AS_OF)
    with CaptureQueriesContext(connection) as captured:
        kept.measured(clients=book, as_of=AS_OF)
    assert len(captured) == 1
