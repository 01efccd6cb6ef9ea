"""Every way to divide the book adds up to it, over the clients whose losses a person may see."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.concentration import concentration
from riskcore.desk import Choice
from riskcore.policies import CoveragePart, Policy
from riskcore.profiles.kept import forget
from tests.factories.losses import load
from tests.factories.riskcore import ClientFactory

AS_OF = date(2026, 9, 30)
CHOICE = Choice(as_of=AS_OF)


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def book(alder: Client, ana: User) -> list[Client]:
    """Alder Falls in Texas with 9,000 incurred, Cedar in Georgia with 1,000."""
    cedar = ClientFactory(code="cedar", name="Cedar", state="GA", carrier=alder.carrier)
    for client, amount in ((alder, 9_000), (cedar, 1_000)):
        row = {"number": "1", "occurred_on": date(2026, 1, 1), "indemnity_paid": amount}
        load(client, ana, AS_OF, {**row, "status": "closed"})
        policy = Policy.objects.create(
            client=client,
            carrier=alder.carrier,
            number="P-1",
            starts_on=date(2026, 1, 1),
            ends_on=date(2027, 1, 1),
            recorded_at=timezone.now(),
        )
        CoveragePart.objects.create(
            policy=policy,
            line="LEL",
            trigger="occurrence",
            retention=0,
            premium=Decimal(amount) / 10,
        )
    return [alder, cedar]


def test_each_table_adds_up_to_the_whole(book: list[Client], uma: User) -> None:
    found = concentration(by=uma, choice=CHOICE)
    assert (found.found, found.incurred, found.premium) == (2, Decimal(10_000), Decimal(1_000))
    for table in found.tables:
        assert sum(row.incurred for row in table.rows) == found.incurred, table.key
        assert sum(row.claims for row in table.rows) == 2, table.key
        assert sum(row.of_incurred or 0 for row in table.rows) == pytest.approx(1), table.key
        premiums = [row.premium for row in table.rows]
        if None not in premiums:
            assert sum(amount or 0 for amount in premiums) == found.premium, table.key


def test_the_largest_stand_first(book: list[Client], uma: User) -> None:
    found = concentration(by=uma, choice=CHOICE)
    by_state = {table.key: table for table in found.tables}["state"]
    assert [(row.label, row.of_incurred) for row in by_state.rows] == [
        (book[0].state, 0.9),
        ("GA", 0.1),
    ]
    assert [code for code, *_ in found.largest] == ["alder-falls", "cedar"]
    assert found.largest_share == 1.0


def test_a_choice_narrows_it(book: list[Client], uma: User) -> None:
    found = concentration(by=uma, choice=Choice(as_of=AS_OF, state="GA"))
    assert (found.found, found.incurred) == (1, Decimal(1_000))


def test_nothing_of_another_carrier_is_added(book: list[Client], cal: User, lee: User) -> None:
    for person in (cal, lee):
        found = concentration(by=person, choice=CHOICE)
        assert (found.incurred, found.largest_share) == (Decimal("0.00"), None)
        assert "alder-falls" not in {code for code, *_ in found.largest}


def test_the_number_of_queries_does_not_grow(book: list[Client], alder: Client, uma: User) -> None:
    def count() -> int:
        forget()
        with CaptureQueriesContext(connection) as queries:
            concentration(by=uma, choice=CHOICE)
        return len(queries)

    few = count()
    for number in range(4):
        ClientFactory(code=f"more-{number}", name=f"More {number}", carrier=alder.carrier)
    assert count() == few
