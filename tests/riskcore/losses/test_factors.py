"""Factors of losses: worked by hand on a small book, in a fixed number of queries."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.exposures import ExposureBase
from riskcore.factors.registry import FACTORS, Factor, Peer, Scope, Use, Window
from riskcore.intervals import poisson_interval
from riskcore.losses import factors
from riskcore.losses.exhibits import ALL as EXHIBITS
from riskcore.periods import months
from tests.factories.losses import load
from tests.factories.riskcore import ExposureFactory

AS_OF = date(2026, 9, 30)
WINDOW = Window(as_of=AS_OF, years=5)


def scope(*clients: Client) -> Scope:
    return Scope(
        peers=tuple(
            Peer(id=client.pk, code=client.code, kind=client.kind, state=client.state)
            for client in clients
        )
    )


def officers(client: Client, quantity: int, *, first: int = 0) -> None:
    for month in months(WINDOW.period)[first:]:
        ExposureFactory(client=client, month=month, quantity=quantity, base=ExposureBase.OFFICERS)


@pytest.fixture
def losses(alder: Client, ana: User) -> None:
    """Three police claims and an employment claim in the window, one old claim, one undated."""
    load(
        alder,
        ana,
        AS_OF,
        {
            "number": "A1",
            "occurred_on": date(2021, 10, 1),
            "status": "CWP",
            "indemnity_paid": 60_000,
            "expense_paid": 40_000,
            "recovery": 10_000,
        },
        {
            "number": "A2",
            "occurred_on": date(2026, 9, 30),
            "indemnity_reserve": 300_000,
        },
        {"number": "A3", "occurred_on": date(2024, 1, 1), "status": "CWOP"},
        {
            "number": "E1",
            "line": "EPL",
            "occurred_on": date(2023, 1, 1),
            "status": "closed",
            "indemnity_paid": 20_000,
        },
        {"number": "OLD", "occurred_on": date(2021, 9, 30), "indemnity_reserve": 5_000},
        {"number": "UNDATED", "indemnity_paid": 1},
    )


def reading(factor: Factor, client: Client) -> Any:
    return factor.measure(scope(client), WINDOW)[client.pk]


@pytest.mark.usefixtures("losses")
def test_frequency_is_police_claims_per_100_officer_years(alder: Client) -> None:
    officers(alder, 50)
    read = reading(factors.FREQUENCY, alder)
    assert (read.numerator, read.denominator) == (3, 250)
    assert read.value == pytest.approx(1.2)
    low, high = poisson_interval(3)
    assert (read.interval.low, read.interval.high) == pytest.approx((low / 2.5, high / 2.5))
    assert read.grade == "A"


@pytest.mark.usefixtures("losses")
@pytest.mark.parametrize(("first", "grade"), [(12, "B"), (48, "C")])
def test_unknown_months_are_taken_to_be_like_the_known_and_said(
    alder: Client, first: int, grade: str
) -> None:
    officers(alder, 50, first=first)
    read = reading(factors.FREQUENCY, alder)
    assert read.denominator == 250
    assert f"known for {60 - first} of 60" in read.note
    assert read.grade == grade


@pytest.mark.usefixtures("losses")
def test_without_officers_frequency_is_not_nought_but_unknown(alder: Client) -> None:
    read = reading(factors.FREQUENCY, alder)
    assert read.value is None
    assert "no officer-years are recorded" in read.unavailable
    assert read.numerator == 3


@pytest.mark.usefixtures("losses")
def test_those_with_staff_are_measured_by_staff_on_every_line(alder: Client) -> None:
    for month in months(WINDOW.period):
        ExposureFactory(client=alder, month=month, quantity=400, base=ExposureBase.STAFF)
    read = reading(factors.STAFF_FREQUENCY, alder)
    assert (read.numerator, read.denominator) == (4, 2000)
    assert read.value == pytest.approx(0.2)


@pytest.mark.usefixtures("losses")
@pytest.mark.parametrize(
    ("factor", "value"),
    [
        (factors.SEVERITY, Decimal("55000.00")),
        (factors.OPEN_RESERVES, Decimal(305_000)),
        (factors.LARGE_COUNT, 1),
        (factors.LARGE_AMOUNT, Decimal(300_000)),
        (factors.PAID, Decimal(120_000)),
    ],
    ids=lambda each: getattr(each, "key", ""),
)
def test_amounts_are_those_worked_by_hand(alder: Client, factor: Factor, value: Decimal) -> None:
    assert reading(factor, alder).value == value


def test_a_client_without_claims_has_noughts_and_no_severity(alder: Client) -> None:
    officers(alder, 50)
    assert reading(factors.FREQUENCY, alder).value == 0
    assert reading(factors.OPEN_RESERVES, alder).value == 0
    assert "no claim" in reading(factors.SEVERITY, alder).unavailable


def test_only_frequency_and_severity_may_move_the_price() -> None:
    rating = {factor.key for factor in factors.ALL if factor.use is Use.RATING}
    assert rating == {"losses.frequency", "losses.staff_frequency", "losses.severity"}
    assert all(factor.key in FACTORS for factor in factors.ALL)


@pytest.mark.parametrize("entry", [*factors.ALL, *EXHIBITS], ids=lambda each: each.key)
def test_the_number_of_queries_does_not_grow_with_the_book(
    alder: Client, birch: Client, house: User, entry: Any, django_assert_num_queries: Any
) -> None:
    officers(alder, 50)
    load(alder, house, AS_OF, {"number": "A1", "occurred_on": AS_OF})
    measure = getattr(entry, "measure", None) or entry.gather
    expected = {"losses.frequency": 3, "losses.staff_frequency": 3, "losses.by_year": 3}
    for clients in ((alder,), (alder, birch)):
        with django_assert_num_queries(expected.get(entry.key, 2)):
            found = measure(scope(*clients), WINDOW)
        assert set(found) == {client.pk for client in clients}


def test_an_earlier_knowledge_gives_the_earlier_reading(alder: Client, ana: User) -> None:
    _, first = load(alder, ana, date(2026, 6, 30), {"number": "A1", "indemnity_reserve": 10})
    then = first.created_at.replace(year=first.created_at.year + 1)
    before = first.created_at
    load(alder, ana, AS_OF, {"number": "A1", "indemnity_reserve": 70}, recorded_at=then)
    early = Window(as_of=AS_OF, known_at=before.replace(microsecond=999_999))
    assert factors.open_reserves(scope(alder), early)[alder.pk].value == 10
    assert factors.open_reserves(scope(alder), WINDOW)[alder.pk].value == 70
