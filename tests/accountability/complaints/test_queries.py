"""Rows for the department, counts and bands for the insurer, nothing for a stranger."""

from datetime import date
from typing import Any

import pytest

from accountability.complaints.queries import complaint_list, complaint_summary, unmapped_words
from accountability.complaints.search import Choice
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.periods import Period
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    FindingFactory,
    OfficerFactory,
)

pytestmark = pytest.mark.django_db

PERIOD = Period(date(2024, 1, 1), date(2026, 1, 1))


@pytest.fixture
def register(alder: Client, birch: Client) -> None:
    """Three complaints of Alder Falls, the newest undated, and one of Birch County."""
    officer = OfficerFactory(client=alder)
    for number, day, finding in (("A", date(2024, 5, 1), "SUS"), ("B", date(2025, 5, 1), "")):
        complaint = ComplaintFactory(client=alder, number=number, received_on=day)
        allegation = AllegationFactory(complaint=complaint, officer=officer)
        if finding:
            FindingFactory(allegation=allegation, merits=finding, as_recorded="Sustained")
    ComplaintFactory(client=alder, number="C", received_on=None)
    ComplaintFactory(client=birch, number="D")


def test_rows_come_newest_first_with_the_finding_that_stands(register: None, chief: User) -> None:
    page = complaint_list(by=chief, client_code="alder-falls")
    assert [row.number for row in page.rows] == ["B", "A", "C"]
    assert (page.total, page.after) == (3, "")
    assert page.rows[1].allegations[0].finding == "SUS"
    assert page.rows[0].allegations[0].finding_name == "no finding yet"


def test_pages_follow_one_another_without_gap(register: None, chief: User) -> None:
    seen, after = [], ""
    for _ in range(3):
        page = complaint_list(by=chief, client_code="alder-falls", after=after, size=1)
        seen += [row.number for row in page.rows]
        after = page.after
    assert (seen, after) == (["B", "A", "C"], "")


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"period": Period(date(2025, 1, 1), date(2026, 1, 1))}, ["B"]),
        ({"finding": "SUS"}, ["A"]),
        ({"category": "DISCOURT"}, ["B", "A"]),
        ({"category": "STOP"}, []),
        ({"number": "C"}, ["C"]),
    ],
)
def test_filters_narrow_the_list(
    register: None, chief: User, filters: dict[str, Any], numbers: list[str]
) -> None:
    page = complaint_list(by=chief, client_code="alder-falls", choice=Choice(**filters))
    assert [row.number for row in page.rows] == numbers
    assert page.total == len(numbers)


def test_a_cursor_nobody_gave_is_refused(register: None, chief: User) -> None:
    with pytest.raises(InvalidInput):
        complaint_list(by=chief, client_code="alder-falls", after="yesterday")


@pytest.mark.parametrize("name", ["ana", "uma", "dee", "ben", "lee"])
def test_rows_are_not_for_insurers(register: None, request: Any, name: str) -> None:
    with pytest.raises(PermissionDenied):
        complaint_list(by=request.getfixturevalue(name), client_code="alder-falls")


def test_for_a_stranger_the_client_does_not_exist(register: None, cal: User) -> None:
    for query in (complaint_list, unmapped_words):
        with pytest.raises(NotFound):
            query(by=cal, client_code="alder-falls")
    with pytest.raises(NotFound):
        complaint_summary(by=cal, client_code="alder-falls", period=PERIOD)


def test_the_number_of_queries_does_not_grow_with_the_page(
    register: None, alder: Client, chief: User, django_assert_num_queries: Any
) -> None:
    for _ in range(20):
        AllegationFactory(complaint=ComplaintFactory(client=alder))
    with django_assert_num_queries(7):
        complaint_list(by=chief, client_code="alder-falls")


def test_insurers_read_a_band_where_there_are_few(register: None, ana: User) -> None:
    summary = complaint_summary(by=ana, client_code="alder-falls", period=PERIOD)
    assert (summary.complaints, summary.band, summary.date_basis) == (
        None,
        "fewer than 10",
        "received",
    )
    assert summary.by_year["total"] == "few"
    assert summary.by_category["total"] == "few"


def test_the_department_reads_every_count_of_its_own(register: None, chief: User) -> None:
    summary = complaint_summary(by=chief, client_code="alder-falls", period=PERIOD)
    assert (summary.complaints, summary.ever) == (2, True)
    assert (summary.by_year["total"], summary.by_category["total"]) == (2, 2)
    assert summary.quality == (
        "More than 20 % of the complaints have no date and are not counted.",
    )


def test_insurers_read_a_count_where_there_are_many(alder: Client, ana: User) -> None:
    for _ in range(12):
        AllegationFactory(complaint=ComplaintFactory(client=alder))
    summary = complaint_summary(by=ana, client_code="alder-falls", period=PERIOD)
    assert (summary.complaints, summary.band) == (12, "10 to 49")


def test_unmapped_words_wait_in_a_queue_with_the_reason(alder: Client, chief: User) -> None:
    allegation = AllegationFactory(
        complaint=ComplaintFactory(client=alder),
        category="UNKNOWN",
        category_as_recorded="Zugzwang",
    )
    FindingFactory(allegation=allegation, merits="", closure="UNK", as_recorded="Vacated")
    queue = unmapped_words(by=chief, client_code="alder-falls")
    assert [(word.kind, word.words, word.count) for word in queue] == [
        ("allegation", "Zugzwang", 1),
        ("finding", "Vacated", 1),
    ]
    assert "set aside" in queue[1].reason
