"""Exposure over a period: the last row of a month counts, and a file taken back does not."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from riskcore.clients.models import Client
from riskcore.exposures import ExposureAmount, ExposureBase, amounts
from riskcore.periods import Period
from tests.factories.riskcore import ExposureFactory

QUARTER = Period(date(2026, 1, 1), date(2026, 4, 1))


def officers(client: Client) -> ExposureAmount | None:
    found = amounts(base=ExposureBase.OFFICERS, client_ids=[client.pk], period=QUARTER)
    return found.get(client.pk)


def row(client: Client, month: int, quantity: int) -> None:
    ExposureFactory(
        client=client,
        base=ExposureBase.OFFICERS,
        month=date(2026, month, 1),
        quantity=quantity,
        recorded_at=timezone.now(),
    )


def test_of_several_rows_of_a_month_the_last_recorded_counts(alder: Client, birch: Client) -> None:
    for quantity in (10, 99, 12):
        row(alder, 1, quantity)
    row(alder, 2, 12)
    row(birch, 2, 500)
    assert officers(alder) == ExposureAmount(
        quantity=Decimal(24) / 12, months_known=2, months_asked=3
    )


def test_a_client_without_a_known_month_is_left_out(alder: Client) -> None:
    row(alder, 7, 10)
    assert officers(alder) is None
