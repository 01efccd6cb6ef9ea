"""Rates on arrays: known answers of each way, and a plan's own rate against the worksheet's."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.periods import Period
from riskcore.rating.facts import Claims
from riskcore.rating.past_rates import (
    BELIEVED,
    CLASS,
    MANUAL,
    OWN,
    PLAN,
    class_rates,
    exposures_of,
    losses_by_year,
    plan_of,
    plan_rates,
)
from riskcore.rating.queries import collect, rate_book
from tests.factories.rated_book import AS_OF

YEARS = [Period(date(year, 1, 1), date(year + 1, 1, 1)) for year in (2024, 2025)]


def test_a_class_without_losses_is_expected_to_have_those_of_all() -> None:
    kinds = np.array([0, 0, 1], dtype=np.int64)
    exposures = np.full((3, 5), 10.0)
    losses = np.zeros((3, 5))
    losses[0] = [10, 0, 20, 0, 30]
    rates = class_rates(kinds, exposures, losses, losses)
    assert rates[CLASS].tolist() == pytest.approx([0.6, 0.6, 0.4])
    assert rates[BELIEVED].tolist() == pytest.approx([1.2, 0, 0])
    assert rates[OWN].tolist() == pytest.approx([50 / 30, 0, 0])


def test_losses_fall_into_their_years_capped_and_never_below_nought() -> None:
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    days += [date(2025, 6, 1), date(2025, 7, 1)]
    ordinals = np.array([day.toordinal() for day in days])
    money = np.array([1.0, 20.0, 300.0, 4.0, -50.0, 7.0])
    claims = Claims(np.arange(6), np.array([0, 0, 1, 1, 1, 0]), ordinals, ordinals, money, money)
    assert losses_by_year(claims, 2, YEARS, None).tolist() == [[20.0, 7.0], [0.0, 300.0]]
    assert losses_by_year(claims, 2, YEARS, Decimal(15)).tolist() == [[15.0, 7.0], [0.0, 15.0]]


def test_a_plans_rate_is_its_manual_premium_times_the_modification_of_the_worksheet(
    book: list[Client], uma: User
) -> None:
    gathered = collect(
        carrier_ids=[book[0].carrier_id],
        line="LEL",
        as_of=AS_OF,
        effective_on=date(2026, 10, 1),
    )
    exposure = exposures_of(gathered.facts, "officers", 1)[:, 0]
    rates = plan_rates(gathered.facts, gathered.plans, exposure)
    for at, row in enumerate(rate_book(by=uma, as_of=AS_OF).rated):
        assert row.priced is not None
        manual = float(row.priced.manual) * float(row.priced.factor("territory"))
        assert rates[MANUAL][at] * exposure[at] == pytest.approx(manual)
        modified = manual * float(row.modification.factor)
        assert rates[PLAN][at] * exposure[at] == pytest.approx(modified)


def test_whom_no_plan_rates_has_no_rate(book: list[Client]) -> None:
    gathered = collect(
        carrier_ids=[book[0].carrier_id],
        line="LEL",
        as_of=AS_OF,
        effective_on=date(2026, 10, 1),
    )
    exposure = exposures_of(gathered.facts, "officers", 1)[:, 0]
    assert plan_of({}, book[0].carrier_id, "CA") is None
    assert not plan_rates(gathered.facts, {}, exposure)[PLAN].any()
