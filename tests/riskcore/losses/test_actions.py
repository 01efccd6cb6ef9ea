"""What is recorded by hand, by whom, and what is refused."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.losses.actions import record_transaction, state_no_losses
from riskcore.losses.models import NoLossStatement
from riskcore.losses.queries import loss_run
from tests.factories.losses import load

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)
PAYMENT: dict[str, Any] = {
    "number": "A1",
    "kind": "indemnity",
    "movement": "paid",
    "amount": Decimal("12.345"),
    "posted_on": JUNE + timedelta(1),
}
QUIET: dict[str, Any] = {
    "line": "LEL",
    "starts_on": date(2025, 7, 1),
    "ends_on": date(2026, 7, 1),
    "valued_on": JUNE,
}


@pytest.fixture
def claim(alder: Client, ana: User) -> None:
    row = {"number": "A1", "occurred_on": date(2025, 9, 1), "indemnity_paid": 100}
    load(alder, ana, MARCH, row)
    load(alder, ana, JUNE, {**row, "indemnity_paid": 300})


def paid(client: Client, by: User, day: date) -> Decimal:
    return loss_run(by=by, client_code=client.code, valued_on=day).grand.figures.paid


@pytest.mark.usefixtures("claim")
def test_a_payment_counts_from_its_day_in_whole_cents(alder: Client, ana: User) -> None:
    row = record_transaction(by=ana, client_code=alder.code, **PAYMENT)
    assert row.amount == Decimal("12.35")
    assert paid(alder, ana, JUNE) == 300
    assert paid(alder, ana, JUNE + timedelta(1)) == Decimal("312.35")
    event = AuditEvent.objects.latest("id")
    assert (event.verb, event.actor) == ("loss.transaction_recorded", ana)


@pytest.mark.usefixtures("claim")
def test_a_payment_before_a_statement_is_counted_in_it_already(alder: Client, ana: User) -> None:
    record_transaction(by=ana, client_code=alder.code, **{**PAYMENT, "posted_on": date(2026, 5, 1)})
    assert paid(alder, ana, date(2026, 5, 1)) == Decimal("112.35")
    assert paid(alder, ana, JUNE) == 300


@pytest.mark.usefixtures("claim")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "fees"}, "losses.movement"),
        ({"movement": "lent"}, "losses.movement"),
        ({"amount": Decimal("0.001")}, "losses.amount"),
        ({"posted_on": timezone.localdate() + timedelta(2)}, "losses.future"),
    ],
)
def test_a_movement_that_is_none_is_refused(
    alder: Client, ana: User, change: dict[str, Any], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        record_transaction(by=ana, client_code=alder.code, **{**PAYMENT, **change})
    assert refused.value.code == code


def test_the_reserve_of_a_closed_claim_cannot_be_raised(alder: Client, ana: User) -> None:
    load(alder, ana, JUNE, {"number": "A1", "status": "closed"})
    with pytest.raises(InvalidInput, match="closed"):
        record_transaction(by=ana, client_code=alder.code, **{**PAYMENT, "movement": "reserve"})


def test_an_unknown_claim_is_not_found(alder: Client, ana: User) -> None:
    with pytest.raises(NotFound, match="A1"):
        record_transaction(by=ana, client_code=alder.code, **PAYMENT)


@pytest.mark.parametrize(
    ("name", "error"), [("ben", PermissionDenied), ("lee", PermissionDenied), ("cal", NotFound)]
)
def test_those_who_may_not_record_losses_are_refused(
    request: pytest.FixtureRequest, alder: Client, name: str, error: type[Exception]
) -> None:
    by = request.getfixturevalue(name)
    with pytest.raises(error):
        record_transaction(by=by, client_code=alder.code, **PAYMENT)
    with pytest.raises(error):
        state_no_losses(by=by, client_code=alder.code, **QUIET)


def test_no_losses_are_stated_and_recorded(alder: Client, rita: User) -> None:
    statement = state_no_losses(by=rita, client_code=alder.code, **QUIET)
    assert statement.stated_by == rita
    assert AuditEvent.objects.latest("id").verb == "loss.none_stated"


@pytest.mark.usefixtures("claim")
def test_no_losses_cannot_be_stated_over_a_recorded_claim(alder: Client, ana: User) -> None:
    with pytest.raises(InvalidInput, match="A1"):
        state_no_losses(by=ana, client_code=alder.code, **QUIET)
    assert not NoLossStatement.objects.exists()
    state_no_losses(by=ana, client_code=alder.code, **{**QUIET, "line": "EPL"})


def test_a_period_that_ends_before_it_starts_is_refused(alder: Client, ana: User) -> None:
    with pytest.raises(InvalidInput, match="must end after"):
        state_no_losses(by=ana, client_code=alder.code, **{**QUIET, "ends_on": date(2025, 7, 1)})
