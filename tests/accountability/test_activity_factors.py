"""Rates by what officers did: known answers, reasons, scaled months, and the number of queries."""

from datetime import date
from typing import Any

import pytest

from accountability.permissions import AFFAIRS
from accountability.releases import YEARS
from riskcore.access.rules import roles_for
from riskcore.clients.models import Client
from riskcore.exposures import ExposureBase
from riskcore.factors.reading import Reading
from riskcore.factors.registry import FACTORS, Peer, Scope, Use, Window
from riskcore.periods import add_months
from tests.factories.accountability import ComplaintFactory, ForceReportFactory
from tests.factories.activity import StopFactory
from tests.factories.riskcore import ExposureFactory

pytestmark = pytest.mark.django_db
WINDOW = Window(as_of=date(2025, 12, 31))
QUERIES = {
    "complaints_per_calls": 8,
    "complaints_per_arrests": 8,
    "complaints_per_stops": 9,
    "force_per_calls": 2,
    "force_per_stops": 3,
}


def scope(*clients: Client) -> Scope:
    return Scope(
        peers=tuple(Peer(id=c.pk, code=c.code, kind=c.kind, state=c.state) for c in clients)
    )


def read(key: str, client: Client) -> Reading:
    return FACTORS.get(key).measure(scope(client), WINDOW)[client.pk]


def monthly(client: Client, base: ExposureBase, quantity: int, months: int = 12 * YEARS) -> None:
    for month in range(months):
        first = add_months(date(2021, 1, 1), month)
        ExposureFactory(client=client, base=base, month=first, quantity=quantity)


@pytest.mark.parametrize("key", list(QUERIES))
def test_they_are_context_held_back_where_small_and_never_price(key: str) -> None:
    factor = FACTORS.get(key)
    assert factor.use is Use.CONTEXT
    assert factor.suppress_below == 10
    assert set(AFFAIRS) <= roles_for(factor.open_to)


def test_complaints_and_force_by_calls(alder: Client) -> None:
    monthly(alder, ExposureBase.CALLS, 200)
    for _ in range(6):
        ComplaintFactory(client=alder)
    for _ in range(24):
        ForceReportFactory(client=alder)
    assert read("complaints_per_calls", alder).value == 0.5
    assert read("force_per_calls", alder).value == 2.0


def test_months_without_a_figure_are_scaled_and_said(alder: Client) -> None:
    monthly(alder, ExposureBase.ARRESTS, 100, months=15)
    ComplaintFactory(client=alder)
    found = read("complaints_per_arrests", alder)
    assert (found.denominator, found.grade) == (6000, "C")
    assert found.note.startswith("The arrests are scaled from 15 of 60 months.")


def test_single_stops_count_before_monthly_figures(alder: Client) -> None:
    monthly(alder, ExposureBase.STOPS, 1000)
    ComplaintFactory(client=alder)
    assert read("complaints_per_stops", alder).denominator == 60_000
    for month in (1, 2, 3):
        StopFactory(client=alder, occurred_on=date(2025, month, 1))
    assert read("complaints_per_stops", alder).denominator == 60


def test_what_is_missing_is_a_reason_and_no_zero(alder: Client, birch: Client) -> None:
    assert "no complaints are recorded" in read("complaints_per_calls", alder).unavailable
    assert "no force reports are recorded" in read("force_per_stops", alder).unavailable
    ComplaintFactory(client=alder)
    assert read("complaints_per_calls", alder).unavailable == (
        "no calls for service are recorded for the period"
    )


@pytest.mark.parametrize(("key", "queries"), list(QUERIES.items()))
def test_many_clients_are_as_many_queries_as_one(
    alder: Client, birch: Client, key: str, queries: int, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(queries):
        assert set(FACTORS.get(key).measure(scope(alder, birch), WINDOW)) == {alder.pk, birch.pk}
