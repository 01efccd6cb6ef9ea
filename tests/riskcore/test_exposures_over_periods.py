"""Exposure over a period: base-years of stocks, sums of flows, and how much of it is known."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.exposures import STOCKS, Exposure, ExposureAmount, ExposureBase, amounts
from riskcore.imports.models import BatchStatus
from riskcore.periods import Period, months
from tests.factories.losses import batch_of
from tests.factories.riskcore import ClientFactory, ExposureFactory

YEAR = Period(date(2025, 10, 1), date(2026, 10, 1))
RECORDED = datetime(2026, 1, 1, tzinfo=UTC)


def whole_year(client: Client, quantity: int, base: ExposureBase = ExposureBase.OFFICERS) -> None:
    for month in months(YEAR):
        ExposureFactory(
            client=client, base=base, month=month, quantity=quantity, recorded_at=RECORDED
        )


def asked(client: Client, **changes: Any) -> ExposureAmount | None:
    given = {"base": ExposureBase.OFFICERS, "client_ids": [client.pk], "period": YEAR} | changes
    return amounts(**given).get(client.pk)


@pytest.mark.parametrize("base", ExposureBase)
def test_a_stock_counts_in_base_years_and_a_flow_as_a_sum(
    alder: Client, base: ExposureBase
) -> None:
    whole_year(alder, 40, base)
    expected = Decimal(40) if base in STOCKS else Decimal(480)
    assert asked(alder, base=base) == ExposureAmount(
        quantity=expected, months_known=12, months_asked=12
    )


def test_months_unknown_are_counted_not_guessed(alder: Client) -> None:
    ExposureFactory(client=alder, month=date(2026, 1, 1), quantity=60)
    found = asked(alder)
    assert found == ExposureAmount(quantity=Decimal(5), months_known=1, months_asked=12)
    assert not found.is_complete


def test_a_client_without_a_known_month_is_left_out(alder: Client, birch: Client) -> None:
    ExposureFactory(client=alder, month=date(2025, 9, 1))
    ExposureFactory(client=alder, month=date(2026, 10, 1))
    ExposureFactory(client=birch, month=date(2026, 1, 1))
    assert asked(alder) is None
    assert asked(alder, base=ExposureBase.BUDGET, client_ids=[birch.pk]) is None


def test_nought_is_known(alder: Client) -> None:
    ExposureFactory(client=alder, month=date(2026, 1, 1), quantity=0)
    assert asked(alder) == ExposureAmount(quantity=Decimal(0), months_known=1, months_asked=12)


def test_a_month_recorded_again_counts_once_as_recorded_last(alder: Client) -> None:
    whole_year(alder, 40)
    later = RECORDED + timedelta(days=30)
    ExposureFactory(client=alder, month=date(2026, 1, 1), quantity=52, recorded_at=later)
    now, before = asked(alder), asked(alder, known_at=RECORDED)
    assert now is not None
    assert before is not None
    assert (now.quantity, now.months_known) == (Decimal(41), 12)
    assert before.quantity == 40


def test_a_file_taken_back_gives_way_to_what_was_known_before(alder: Client, ana: User) -> None:
    ExposureFactory(client=alder, month=date(2026, 1, 1), quantity=12, recorded_at=RECORDED)
    batch = batch_of(alder, ana, date(2026, 1, 31))
    later = RECORDED + timedelta(days=1)
    ExposureFactory(
        client=alder, month=date(2026, 1, 1), quantity=24, recorded_at=later, batch=batch
    )
    assert asked(alder).quantity == 2  # type: ignore[union-attr]
    batch.status, batch.taken_back_at = BatchStatus.TAKEN_BACK, timezone.now()
    batch.save()
    assert asked(alder).quantity == 1  # type: ignore[union-attr]
    assert asked(alder, known_at=later).quantity == 2  # type: ignore[union-attr]


def test_any_number_of_clients_costs_the_same_reads(
    alder: Client, django_assert_max_num_queries: Any
) -> None:
    clients = [alder, *ClientFactory.create_batch(5)]
    for client in clients:
        ExposureFactory(client=client, month=date(2026, 1, 1))
    with django_assert_max_num_queries(1):
        found = amounts(
            base=ExposureBase.OFFICERS, client_ids=[row.pk for row in clients], period=YEAR
        )
    assert set(found) == {row.pk for row in clients}


def test_no_clients_have_no_exposure(db: None) -> None:
    assert amounts(base=ExposureBase.OFFICERS, client_ids=[], period=YEAR) == {}


@pytest.mark.parametrize("wrong", [{"quantity": -1}, {"month": date(2026, 1, 2)}])
def test_a_negative_quantity_and_a_month_that_is_no_first_are_refused(
    alder: Client, wrong: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ExposureFactory(client=alder, **wrong)


def test_exposures_are_seen_with_their_client(alder: Client, ana: User, cal: User) -> None:
    row = ExposureFactory(client=alder)
    assert list(Exposure.objects.visible_to(ana)) == [row]
    assert not Exposure.objects.visible_to(cal).exists()
