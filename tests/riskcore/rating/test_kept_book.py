"""A rated book is kept until something is recorded, and says where nothing can be rated."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from riskcore.access.models import User
from riskcore.audit.actions import record
from riskcore.clients.models import Client
from riskcore.rating import kept_book
from riskcore.rating.kept_book import rated_rows
from riskcore.rating.queries import rate_book
from riskcore.rating.summary import row_of
from tests.factories.rated_book import AS_OF, insured
from tests.factories.riskcore import ClientFactory


@pytest.fixture
def large(book: list[Client]) -> list[Client]:
    """More clients than are rated without being kept."""
    more = ClientFactory.create_batch(kept_book.FEW, carrier=book[0].carrier)
    for client in more:
        insured(client)
    return [*book, *more]


def queries(clients: list[Client], as_of: date = AS_OF) -> int:
    with CaptureQueriesContext(connection) as captured:
        rated_rows(clients=clients, as_of=as_of)
    return len(captured)


def test_the_rows_are_those_of_the_book_to_the_cent(book: list[Client], uma: User) -> None:
    rated = {row.client: row for row in map(row_of, rate_book(by=uma, as_of=AS_OF).rows)}
    assert rated_rows(clients=book, as_of=AS_OF) == rated
    assert rated_rows(clients=book[:1], as_of=AS_OF) == {"alder-falls": rated["alder-falls"]}


def test_a_book_is_rated_once_until_an_act_is_recorded(large: list[Client], ana: User) -> None:
    first = queries(large)
    assert queries(large) == 1 < first
    assert queries(large[:1]) == 1
    record(by=ana, verb="claim.changed", subject=large[0], client=large[0])
    assert queries(large) == first
    assert queries(large, date(2026, 6, 30)) > 1


def test_a_few_are_not_kept_and_nobody_costs_nothing(book: list[Client]) -> None:
    assert queries(book) == queries(book) > 1
    assert queries([]) == 0


def test_only_so_many_rows_are_kept(large: list[Client], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_book, "MOST_ROWS", len(large))
    assert min(queries(large, AS_OF.replace(day=day)) for day in (28, 29, 28)) > 1


def test_another_line_is_rated_by_its_own_plan(book: list[Client]) -> None:
    assert rated_rows(clients=book, as_of=AS_OF, line="EPL") == {}
    insured(book[0], line="EPL", premium=5_000, ends_on=date(2026, 11, 1))
    row = rated_rows(clients=book, as_of=AS_OF, line="EPL")["alder-falls"]
    assert (row.plan, row.modification) == ("", None)
    assert "no rating plan for EPL" in row.because


def test_the_modification_is_a_figure(book: list[Client]) -> None:
    row = rated_rows(clients=book, as_of=AS_OF)["alder-falls"]
    assert row.modification is not None
    assert row.modification > Decimal(1)
