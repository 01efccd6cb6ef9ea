"""One claim over time: its statements, its ledger, and who may see them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied
from riskcore.losses.actions import record_transaction
from riskcore.losses.history import claim_history
from riskcore.losses.queries import loss_run, valuations
from tests.factories.losses import load, take_back

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)


@pytest.fixture
def claim(alder: Client, ana: User) -> Client:
    """Alder Falls with one claim, stated twice and paid once by hand."""
    load(alder, ana, MARCH, {"number": "24/A 1", "indemnity_reserve": 500, "cause": "Taser"})
    load(
        alder, ana, JUNE,
        {"number": "24/A 1", "indemnity_paid": 200, "indemnity_reserve": 300, "cause": "Taser"},
    )  # fmt: skip
    record_transaction(
        by=ana, client_code=alder.code, number="24/A 1", kind="expense", movement="paid",
        amount=Decimal("12.50"), posted_on=date(2026, 7, 1),
    )  # fmt: skip
    return alder


def test_the_balance_runs_and_ends_where_the_loss_run_stands(claim: Client, ana: User) -> None:
    found = claim_history(by=ana, client_code=claim.code, number="24/A 1")
    assert [entry.balance.incurred for entry in found.ledger] == [
        Decimal("500.00"),
        Decimal("700.00"),
        Decimal("500.00"),
        Decimal("512.50"),
    ]
    run = loss_run(by=ana, client_code=claim.code, valued_on=date(2026, 7, 1))
    assert found.standing == run.grand.figures
    assert found.ledger[-1].source.batch is None
    assert found.ledger[0].source.name == "loss-run.csv"


def test_statements_come_latest_first(claim: Client, ana: User) -> None:
    found = claim_history(by=ana, client_code=claim.code, number="24/A 1")
    assert [entry.valued_on for entry in found.statements] == [JUNE, MARCH]
    assert valuations(by=ana, client_code=claim.code) == (JUNE, MARCH)


def test_a_file_taken_back_is_no_part_of_it(alder: Client, ana: User) -> None:
    _, batch = load(alder, ana, JUNE, {"number": "A1", "indemnity_paid": 5})
    take_back(batch, ana)
    with pytest.raises(NotFound, match="none is recorded under that number"):
        claim_history(by=ana, client_code=alder.code, number="A1")
    assert valuations(by=ana, client_code=alder.code) == ()


@pytest.mark.parametrize(("name", "error"), [("lee", PermissionDenied), ("cal", NotFound)])
def test_others_do_not_see_it(
    request: pytest.FixtureRequest, claim: Client, name: str, error: type[Exception]
) -> None:
    by = request.getfixturevalue(name)
    with pytest.raises(error):
        claim_history(by=by, client_code=claim.code, number="24/A 1")
    with pytest.raises(error):
        valuations(by=by, client_code=claim.code)


def test_the_number_of_queries_does_not_grow_with_the_ledger(
    claim: Client, ana: User, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(5):
        claim_history(by=ana, client_code=claim.code, number="24/A 1")
