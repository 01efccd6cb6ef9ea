"""Exposure by year: what is known, and which months are not."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.exposures import ExposureBase, by_year
from tests.factories.riskcore import ExposureFactory

TODAY = date(2026, 11, 22)


def months(client: Client, year: int, numbers: range, **more: Any) -> None:
    for month in numbers:
        ExposureFactory(client=client, month=date(year, month, 1), **more)


def test_a_stock_is_in_years_and_a_flow_is_a_sum(alder: Client, ana: User) -> None:
    months(alder, 2025, range(1, 13))
    months(alder, 2025, range(1, 13), base=ExposureBase.CALLS, quantity=10)
    found = {
        year.base: year for year in by_year(by=ana, client_code=alder.code, as_of=TODAY, years=1)
    }
    assert found["officers"].amount is not None
    assert found["officers"].amount.quantity == Decimal(100)
    assert found["calls"].amount is not None
    assert found["calls"].amount.quantity == Decimal(120)
    assert found["calls"].missing == ()


def test_years_end_with_the_last_month_recorded_and_gaps_are_named(
    alder: Client, ana: User
) -> None:
    months(alder, 2026, range(1, 7))
    this, before = by_year(by=ana, client_code=alder.code, as_of=TODAY, years=2)
    assert this.period.last_day == date(2026, 6, 30)
    assert [month.month for month in this.missing] == [7, 8, 9, 10, 11, 12]
    assert before.amount is None
    assert len(before.missing) == 12


def test_a_later_row_supersedes_an_earlier_one(alder: Client, ana: User) -> None:
    ExposureFactory(client=alder, quantity=12)
    ExposureFactory(client=alder, quantity=24)
    year = by_year(by=ana, client_code=alder.code, as_of=TODAY, years=1)[0]
    assert year.amount is not None
    assert year.amount.quantity == Decimal(2)


def test_without_exposure_there_are_no_years(alder: Client, ana: User) -> None:
    assert by_year(by=ana, client_code=alder.code, as_of=TODAY) == ()


def test_for_others_the_client_does_not_exist(alder: Client, cal: User) -> None:
    with pytest.raises(NotFound):
        by_year(by=cal, client_code=alder.code, as_of=TODAY)
