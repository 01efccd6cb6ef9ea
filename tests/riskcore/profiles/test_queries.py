"""Who reads which profiles, and in how many queries."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.exposures import ExposureBase
from riskcore.factors.registry import Factor
from riskcore.profiles.actions import snapshot
from riskcore.profiles.queries import (
    portfolio,
    profile,
    read_snapshot,
    snapshot_page,
    snapshots,
)
from tests.factories.riskcore import ClientFactory, ExposureFactory
from tests.riskcore.profiles.conftest import AS_OF


def settle(client: Client, *, officers: int = 20, population: int = 12_000, month: int = 9) -> None:
    for base, quantity in (
        (ExposureBase.OFFICERS, officers),
        (ExposureBase.POPULATION, population),
    ):
        ExposureFactory(client=client, base=base, month=date(2026, month, 1), quantity=quantity)


@pytest.fixture
def book(alder: Client, birch: Client, officer_factor: Factor) -> list[Client]:
    """Alder Falls among eleven peers of its carrier, and Birch County elsewhere."""
    peers = [ClientFactory(carrier=alder.carrier) for _ in range(10)]
    for number, client in enumerate([alder, *peers]):
        settle(client, officers=12 * (number + 1))
    return [alder, *peers]


def test_a_person_reads_the_clients_they_may_see_and_no_other(
    book: list[Client], uma: User, cal: User, rita: User, lee: User
) -> None:
    codes = [
        {row.client.code for row in portfolio(by=user, as_of=AS_OF).rows}
        for user in (uma, cal, rita, lee)
    ]
    assert codes == [{client.code for client in book}, {"birch-county"}, {"alder-falls"}, set()]


def test_another_carrier_finds_no_profile_and_a_submitter_is_refused(
    book: list[Client], cal: User, lee: User
) -> None:
    with pytest.raises(NotFound):
        profile(by=cal, client_code="alder-falls", as_of=AS_OF)
    with pytest.raises(PermissionDenied):
        profile(by=lee, client_code="alder-falls", as_of=AS_OF)
    with pytest.raises(NotFound):
        snapshots(by=cal, client_code="alder-falls")


def test_one_client_is_a_portfolio_of_one_with_the_band_of_the_whole_book(
    book: list[Client], rita: User, uma: User, chief: User
) -> None:
    [own] = portfolio(by=chief, as_of=AS_OF).rows
    single = profile(by=chief, client_code="alder-falls", as_of=AS_OF)
    assert single.row == own
    band = own.readings["officers"].peers
    assert band is not None
    assert (band.n, band.median) == (11, 6.0)
    whole = {row.client.code: row for row in portfolio(by=uma, as_of=AS_OF).rows}
    assert whole["alder-falls"].readings["officers"].peers == band
    assert single.exhibits["rows"] == {"on": "2026-09-30", "third": 0.3333333333}
    assert single.explanations["officers"][0].startswith("Officers: 1")


def test_small_numbers_are_read_by_those_who_may_see_single_complaints_only(
    book: list[Client], uma: User, chief: User
) -> None:
    own, others = (
        profile(by=user, client_code="alder-falls", as_of=AS_OF).row.readings["officers"]
        for user in (chief, uma)
    )
    assert (own.numerator, others.numerator) == (1, None)
    row = snapshot(by=uma, client_code="alder-falls", as_of=AS_OF)
    read = {
        user.username: read_snapshot(by=user, snapshot_id=row.pk)["readings"]["officers"]
        for user in (uma, chief)
    }
    assert (read["uma"]["value"], read["chief"]["value"]) == (None, "1.00")


def test_a_snapshot_is_not_found_by_another_carrier(
    book: list[Client], uma: User, cal: User
) -> None:
    row = snapshot(by=uma, client_code="alder-falls", as_of=AS_OF)
    with pytest.raises(NotFound):
        read_snapshot(by=cal, snapshot_id=row.pk)
    assert [taken.pk for taken in snapshots(by=uma, client_code="alder-falls")] == [row.pk]


@pytest.mark.parametrize(
    ("narrowed", "count"),
    [
        ({"search": "alder"}, 1),
        ({"search": "ALDER-F"}, 1),
        ({"kind": "municipality"}, 11),
        ({"kind": "county"}, 0),
        ({"state": "TX"}, 11),
        ({"carrier": "carrier-a"}, 11),
        ({"carrier": "carrier-b"}, 0),
        ({"state": "GA", "search": "alder"}, 0),
    ],
)
def test_a_portfolio_can_be_narrowed(
    book: list[Client], uma: User, narrowed: dict[str, Any], count: int
) -> None:
    assert len(portfolio(by=uma, as_of=AS_OF, **narrowed).rows) == count


@pytest.mark.parametrize("years", [0, 31])
def test_an_impossible_window_is_refused(book: list[Client], uma: User, years: int) -> None:
    with pytest.raises(InvalidInput):
        portfolio(by=uma, as_of=AS_OF, years=years)


def test_the_number_of_queries_does_not_grow_with_the_clients(
    alder: Client, uma: User, officer_factor: Factor
) -> None:
    counts = []
    for wanted in (3, 30):
        while Client.objects.count() < wanted:
            settle(ClientFactory(carrier=alder.carrier))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            rows = portfolio(by=uma, as_of=AS_OF).rows
        assert len(rows) == wanted
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 14


def test_a_snapshot_page_works_its_fingerprint_out_anew(
    book: list[Client], uma: User, cal: User
) -> None:
    row = snapshot(by=uma, client_code="alder-falls", as_of=AS_OF)
    page = snapshot_page(by=uma, snapshot_id=row.pk)
    assert (page.is_intact, page.created_by, page.client_code) == (True, "Uma", "alder-falls")
    assert page.body["readings"]["officers"]["value"] is None
    assert not replace(page, found="0" * 64).is_intact
    with pytest.raises(NotFound):
        snapshot_page(by=cal, snapshot_id=row.pk)
