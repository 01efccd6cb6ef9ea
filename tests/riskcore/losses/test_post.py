"""A loss run is written once, and taken back leaves what would have been without it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.losses.book import standing
from riskcore.losses.models import Claim, ClaimStatement, LossTransaction
from tests.factories.losses import load, take_back

MARCH, JUNE, SEPTEMBER = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)
DAYS = (MARCH, JUNE, SEPTEMBER)
PAID = {MARCH: 100, JUNE: 250, SEPTEMBER: 400}


def run(client: Client, by: User, day: date, **changes: Any) -> Any:
    row = {"number": "A1", "policy_number": "LEL-1", "indemnity_paid": PAID[day], **changes}
    return load(client, by, day, row)[1]


def paid(client: Client) -> dict[date, Decimal]:
    return {
        day: row.balance.paid
        for day in DAYS
        for row in standing(client_ids=[client.pk], valued_on=day)
    }


def test_a_row_becomes_a_claim_a_statement_and_its_movements(alder: Client, ana: User) -> None:
    moment = datetime(2026, 4, 2, tzinfo=UTC)
    row = {"number": "A1", "indemnity_paid": "100.10", "expense_reserve": 7, "recovery": 2}
    _, batch = load(alder, ana, MARCH, row, recorded_at=moment)
    for model in (Claim, ClaimStatement, LossTransaction):
        assert {(fact.batch_id, fact.recorded_at) for fact in model.objects.all()} == {
            (batch.pk, moment)
        }
    moved = LossTransaction.objects.values_list("kind", "movement", "amount", "posted_on")
    assert set(moved) == {
        ("indemnity", "paid", Decimal("100.10"), MARCH),
        ("expense", "reserve", Decimal("7.00"), MARCH),
        ("indemnity", "recovery", Decimal("2.00"), MARCH),
    }


def test_only_the_difference_is_posted(alder: Client, ana: User) -> None:
    for day in DAYS:
        run(alder, ana, day)
    posted = LossTransaction.objects.order_by("posted_on").values_list("amount", flat=True)
    assert list(posted) == [100, 150, 150]
    assert paid(alder) == PAID


@pytest.mark.parametrize("order", [DAYS, DAYS[::-1], (JUNE, MARCH, SEPTEMBER)])
@pytest.mark.parametrize("gone", DAYS)
def test_without_one_run_the_others_read_at_their_own_days_as_before(
    alder: Client, ana: User, order: tuple[date, ...], gone: date
) -> None:
    batches = {day: run(alder, ana, day) for day in order}
    assert paid(alder) == PAID
    take_back(batches[gone], ana)
    stays = [day for day in DAYS if day != gone]
    expected = {
        day: PAID[max(held for held in stays if held <= day)] for day in DAYS if day >= stays[0]
    }
    assert paid(alder) == expected


def test_with_every_run_taken_back_nothing_stands(alder: Client, ana: User) -> None:
    for batch in [run(alder, ana, day) for day in DAYS]:
        take_back(batch, ana)
    assert paid(alder) == {}


def test_a_claim_that_comes_again_after_take_back_takes_the_new_files_line_and_policy(
    alder: Client, ana: User
) -> None:
    take_back(run(alder, ana, MARCH), ana)
    run(alder, ana, JUNE, line="EPL", policy_number="EPL-9")
    claim = Claim.objects.get()
    assert (claim.line, claim.policy_number) == ("EPL", "EPL-9")
    assert paid(alder) == {JUNE: 250, SEPTEMBER: 250}
