"""Policies, their parts and limits: what may stand, which row holds, who sees it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.models import BatchStatus
from riskcore.policies import CoveragePart, Limit, Policy
from tests.factories.losses import batch_of

OCTOBER = date(2025, 10, 1)
RECORDED = datetime(2026, 1, 1, tzinfo=UTC)


def policy(client: Client, **changes: Any) -> Policy:
    given = {
        "carrier": client.carrier,
        "number": "LEL-1",
        "starts_on": OCTOBER,
        "ends_on": date(2026, 10, 1),
        "recorded_at": RECORDED,
    }
    return Policy.objects.create(client=client, **(given | changes))


def part(of: Policy, **changes: Any) -> CoveragePart:
    given = {"line": "LEL", "trigger": "occurrence", "retention": Decimal(25_000)}
    return CoveragePart.objects.create(policy=of, **(given | changes))


def test_of_each_term_the_row_recorded_last_holds(alder: Client) -> None:
    first = policy(alder)
    later = policy(alder, recorded_at=RECORDED + timedelta(days=9))
    next_term = policy(alder, starts_on=date(2026, 10, 1), ends_on=date(2027, 10, 1))
    assert set(Policy.objects.current()) == {later, next_term}
    assert set(Policy.objects.current(RECORDED)) == {first, next_term}


def test_a_row_whose_file_was_taken_back_gives_way_to_the_one_before(
    alder: Client, ana: User
) -> None:
    first, batch = policy(alder), batch_of(alder, ana, OCTOBER)
    policy(alder, batch=batch)
    batch.status, batch.taken_back_at = BatchStatus.TAKEN_BACK, timezone.now()
    batch.save()
    assert list(Policy.objects.current()) == [first]


def test_a_term_stands_once_in_a_file(alder: Client, ana: User) -> None:
    batch = batch_of(alder, ana, OCTOBER)
    policy(alder, batch=batch)
    with pytest.raises(IntegrityError), transaction.atomic():
        policy(alder, batch=batch)


@pytest.mark.parametrize("ends_on", [OCTOBER, OCTOBER - timedelta(days=1)])
def test_a_policy_ends_after_it_starts(alder: Client, ends_on: date) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        policy(alder, ends_on=ends_on)


def test_a_line_is_covered_once_and_a_retention_is_not_negative(alder: Client) -> None:
    held = policy(alder)
    part(held)
    for wrong in ({"line": "LEL"}, {"line": "POL", "retention": Decimal("-0.01")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            part(held, **wrong)


def test_a_limit_is_more_than_nothing_and_named_once(alder: Client) -> None:
    covered = part(policy(alder))
    Limit.objects.create(part=covered, basis="aggregate", amount=Decimal(1))
    for wrong in (
        {"basis": "aggregate", "amount": Decimal(2)},
        {"basis": "each_person", "amount": Decimal(0)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Limit.objects.create(part=covered, **wrong)


def test_policies_parts_and_limits_are_seen_with_their_client(
    alder: Client, lee: User, ana: User, cal: User
) -> None:
    covered = part(policy(alder))
    limit = Limit.objects.create(part=covered, basis="aggregate", amount=Decimal(1_000_000))
    assert list(Policy.objects.visible_to(ana)) == [covered.policy]
    assert list(CoveragePart.objects.visible_to(ana)) == [covered]
    assert list(Limit.objects.visible_to(ana)) == [limit]
    for model in (Policy, CoveragePart, Limit):
        assert not model.objects.visible_to(cal).exists()


def test_rows_name_themselves(alder: Client) -> None:
    covered = part(policy(alder))
    limit = Limit(part=covered, basis="each_person", amount=Decimal(500_000))
    assert str(covered) == "LEL-1 2025-10-01 LEL"
    assert str(limit) == "500000 each person"
