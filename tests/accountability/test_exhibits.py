"""Exhibits hold no count under ten, for any client, in a fixed number of queries."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from accountability.complaints.models import Complaint
from riskcore.canonical import canonical_json
from riskcore.clients.models import Client
from riskcore.exposures import ExposureBase
from riskcore.factors.registry import EXHIBITS, Peer, Scope, Window
from riskcore.periods import add_months
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    FindingFactory,
    ForceReportFactory,
    OfficerFactory,
)
from tests.factories.riskcore import ExposureFactory

pytestmark = pytest.mark.django_db

WINDOW = Window(as_of=date(2025, 12, 31), years=2)
KEYS = {
    "complaints_by_year": 2,
    "allegations_by_category": 2,
    "findings_by_stage": 1,
    "force_by_level": 1,
    "complaint_concentration": 2,
    "complaint_quality": 3,
}


def scope(*clients: Client) -> Scope:
    return Scope(
        peers=tuple(Peer(id=c.pk, code=c.code, kind=c.kind, state=c.state) for c in clients)
    )


def gather(key: str, *clients: Client) -> Any:
    return EXHIBITS.get(key).gather(scope(*clients), WINDOW)


@pytest.fixture
def register(alder: Client) -> list[Complaint]:
    """Thirty complaints of 2025 and three of 2024, one allegation each: 15 sustained, 3 undecided."""
    officers = [OfficerFactory(client=alder) for _ in range(10)]
    rows = []
    for number in range(33):
        day = date(2024 if number < 3 else 2025, 6, 1)
        complaint = ComplaintFactory(client=alder, received_on=day)
        allegation = AllegationFactory(complaint=complaint, officer=officers[number % 10])
        if number >= 3:
            FindingFactory(allegation=allegation, merits="SUS" if number < 18 else "NSU")
        rows.append(complaint)
    return rows


def counts_in(value: Any) -> Iterator[int]:
    if isinstance(value, dict):
        for part in value.values():
            yield from counts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from counts_in(part)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value


def test_no_table_holds_a_count_under_ten(register: list[Complaint], alder: Client) -> None:
    for level in (1, 1, 2, 3):
        ForceReportFactory(client=alder, level=level)
    for key in (
        "complaints_by_year",
        "allegations_by_category",
        "findings_by_stage",
        "force_by_level",
    ):
        table = json.loads(canonical_json(gather(key, alder)[alder.pk]))
        assert all(count >= 10 for count in counts_in(table)), key


def test_a_small_year_takes_a_large_one_with_it(register: list[Complaint], alder: Client) -> None:
    table = gather("complaints_by_year", alder)[alder.pk]
    assert [row["total"] for row in table["rows"]] == ["few", "withheld"]
    assert (table["total"], table["date_basis"]) == (33, "received")


def test_concentration_is_told_for_ten_officers_and_more(
    register: list[Complaint], alder: Client
) -> None:
    for month in range(24):
        ExposureFactory(
            client=alder,
            base=ExposureBase.OFFICERS,
            month=add_months(date(2024, 1, 1), month),
            quantity=100,
        )
    (row,) = gather("complaint_concentration", alder)[alder.pk]
    assert (row["top_percent"], row["observed_percent"]) == (10, 100.0)
    assert row["expected_percent"] == pytest.approx(45.1)


def test_what_the_records_lack_is_told_in_bands(register: list[Complaint], alder: Client) -> None:
    ComplaintFactory(client=alder, received_on=None)
    AllegationFactory(complaint=register[0], category="UNKNOWN")
    FindingFactory(allegation=AllegationFactory(complaint=register[1]), merits="", closure="UNK")
    notes = gather("complaint_quality", alder)[alder.pk]["notes"]
    assert notes == [
        "Under 5 % of the complaints have no date and are not counted.",
        "Under 5 % of the allegations have no category of ours.",
        "Under 5 % of the allegations have a finding in words that are not mapped.",
        "5 to 20 % of the allegations name no known officer.",
    ]


def test_a_client_without_complaints_has_no_exhibit(alder: Client) -> None:
    for key in KEYS:
        assert alder.pk not in gather(key, alder)


@pytest.mark.parametrize("key", KEYS)
def test_queries_do_not_grow_with_the_book(
    register: list[Complaint],
    alder: Client,
    birch: Client,
    django_assert_num_queries: Any,
    key: str,
) -> None:
    FindingFactory(allegation__complaint__client=birch)
    with django_assert_num_queries(KEYS[key]):
        gather(key, alder, birch)
