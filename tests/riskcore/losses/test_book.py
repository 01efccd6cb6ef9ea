"""Claims as they stood on any day, for any number of clients."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.losses.book import StandingClaim, latest_statements, standing
from tests.factories.losses import load, take_back

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)
APRIL_1, JULY_1 = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
A1 = {"number": "A1", "occurred_on": date(2025, 9, 1), "indemnity_paid": 100}


def on(day: date, *clients: Client, **more: Any) -> list[StandingClaim]:
    return standing(client_ids=[client.pk for client in clients], valued_on=day, **more)


@pytest.fixture
def two_runs(alder: Client, ana: User) -> Any:
    load(alder, ana, MARCH, A1, {"number": "A0", "line": "POL"}, recorded_at=APRIL_1)
    later = {**A1, "indemnity_paid": 300, "expense_paid": 50, "closed_on": JUNE}
    _, batch = load(alder, ana, JUNE, {**later, "status": "closed"}, recorded_at=JULY_1)
    return batch


def test_each_day_has_the_statement_and_the_money_of_that_day(alder: Client, two_runs: Any) -> None:
    assert on(MARCH - timedelta(days=1), alder) == []
    [_, march] = on(MARCH, alder)
    [_, june] = on(JUNE, alder)
    assert on(JUNE - timedelta(days=1), alder)[1].balance == march.balance
    assert (march.balance.incurred, march.is_open) == (Decimal(100), True)
    assert (june.balance.paid, june.balance.expense.paid) == (Decimal(350), Decimal(50))
    assert (june.status, june.is_open, june.closed_on) == ("closed", False, JUNE)


def test_claims_come_by_client_and_number(
    alder: Client, birch: Client, cal: User, two_runs: Any
) -> None:
    load(birch, cal, MARCH, {"number": "0"})
    found = on(JUNE, birch, alder)
    assert [(row.client_id, row.number) for row in found] == [
        (alder.pk, "A0"),
        (alder.pk, "A1"),
        (birch.pk, "0"),
    ]


def test_one_line_is_that_line_only(alder: Client, two_runs: Any) -> None:
    assert [row.number for row in on(JUNE, alder, line="POL")] == ["A0"]


def test_what_was_known_then_is_what_is_told(alder: Client, two_runs: Any) -> None:
    [_, then] = on(JUNE, alder, known_at=APRIL_1 + timedelta(days=1))
    assert then.balance.paid == 100
    assert on(JUNE, alder, known_at=APRIL_1 - timedelta(days=1)) == []


def test_a_file_taken_back_no_longer_counts_but_did(
    alder: Client, ana: User, two_runs: Any
) -> None:
    take_back(two_runs, ana)
    [_, now] = on(JUNE, alder)
    assert (now.balance.paid, now.status) == (Decimal(100), "open")
    [_, before] = on(JUNE, alder, known_at=JULY_1 + timedelta(days=1))
    assert before.balance.paid == 350


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"occurred_on": MARCH, "made_on": JUNE}, MARCH),
        ({"made_on": MARCH, "reported_on": JUNE}, MARCH),
        ({"reported_on": MARCH}, MARCH),
        ({}, None),
    ],
)
def test_a_claim_is_dated_by_the_best_day_there_is(
    alder: Client, ana: User, dates: dict[str, date], expected: date | None
) -> None:
    load(alder, ana, JUNE, {"number": "B1", **dates})
    [claim] = on(JUNE, alder)
    assert claim.dated_on == expected


def test_a_claim_has_one_statement_in_force(alder: Client, two_runs: Any) -> None:
    days = latest_statements([alder.pk], JUNE).values_list("claim__number", "valued_on")
    assert sorted(days) == [("A0", MARCH), ("A1", JUNE)]


def test_any_number_of_claims_costs_two_reads(
    alder: Client, birch: Client, two_runs: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(2):
        assert len(on(JUNE, alder, birch)) == 2
    assert on(JUNE) == []
