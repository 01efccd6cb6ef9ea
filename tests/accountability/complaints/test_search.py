"""A choice, what it leaves, and what each further choice would leave."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from accountability.complaints.queries import complaint_list, complaint_rows
from accountability.complaints.search import (
    COUNTED,
    FINDINGS,
    NONE_YET,
    NOWHERE,
    Choice,
    facets,
    year_of_days,
)
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    FindingFactory,
)

pytestmark = pytest.mark.django_db

CODE = "alder-falls"


@pytest.fixture
def register(alder: Client, birch: Client) -> None:
    """A: force sustained, discourtesy not; web form, North, 2024. B: force without finding, by
    telephone, no district, 2025. C: nothing alleged, undated. D: another client's."""
    one = ComplaintFactory(
        client=alder,
        number="A-1",
        received_on=date(2024, 5, 1),
        channel="WEB_FORM",
        district="North",
        linked_number="CLM-77",
    )
    for category, merits in (("UOF_EXC", "SUS"), ("DISCOURT", "NSU")):
        allegation = AllegationFactory(complaint=one, category=category)
        FindingFactory(allegation=allegation, merits=merits)
    two = ComplaintFactory(
        client=alder, number="B-2", received_on=date(2025, 5, 1), channel="PHONE"
    )
    AllegationFactory(complaint=two, category="UOF_EXC")
    ComplaintFactory(client=alder, number="C-3", received_on=None)
    other = ComplaintFactory(client=birch, number="D-4", district="North")
    FindingFactory(allegation__complaint=other, merits="SUS")


def found(by: User, **choice: Any) -> list[str]:
    page = complaint_list(by=by, client_code=CODE, choice=Choice(**choice))
    assert page.total == len(page.rows)
    return [row.number for row in page.rows]


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        ({}, ["B-2", "A-1", "C-3"]),
        ({"category": "UOF_EXC"}, ["B-2", "A-1"]),
        ({"category": "UOF_EXC", "finding": "SUS"}, ["A-1"]),
        ({"category": "DISCOURT", "finding": "SUS"}, []),
        ({"category": "UOF_EXC", "finding": NONE_YET}, ["B-2"]),
        ({"finding": NONE_YET}, ["B-2"]),
        ({"channel": "PHONE"}, ["B-2"]),
        ({"district": "North"}, ["A-1"]),
        ({"district": NOWHERE}, ["B-2", "C-3"]),
        ({"state": "open"}, ["B-2", "C-3"]),
        ({"state": "closed"}, ["A-1"]),
        ({"period": year_of_days(2024)}, ["A-1"]),
        ({"text": "m-7"}, ["A-1"]),
        ({"text": "%"}, []),
        ({"number": "B"}, ["B-2"]),
        ({"category": "UOF_EXC", "channel": "WEB_FORM", "state": "open"}, []),
    ],
)
def test_a_choice_leaves(
    register: None, chief: User, choice: dict[str, Any], numbers: list[str]
) -> None:
    assert found(chief, **choice) == numbers


def test_an_appeal_moves_a_complaint_to_what_stands(register: None, chief: User) -> None:
    before = found(chief, finding="NSU")
    allegation = Choice(category="DISCOURT")
    [row] = complaint_list(by=chief, client_code=CODE, choice=allegation).rows
    appealed = next(each for each in row.allegations if each.category == "DISCOURT")
    FindingFactory(allegation_id=appealed.id, merits="UNF", stage="after_appeal")
    assert (before, found(chief, finding="NSU")) == (["A-1"], [])
    assert found(chief, finding="UNF") == ["A-1"]


def values(by: User, key: str, **choice: Any) -> dict[str, int]:
    shown = facets(by=by, client_code=CODE, choice=Choice(**choice))
    facet = next(facet for facet in shown.facets if facet.key == key)
    return {value.code: value.count for value in facet.values}


def test_counts_beside_a_value_hold_the_other_parts(register: None, chief: User) -> None:
    assert values(chief, "category") == {"UOF_EXC": 2, "DISCOURT": 1}
    assert values(chief, "category", category="DISCOURT") == {"UOF_EXC": 2, "DISCOURT": 1}
    assert values(chief, "category", finding="SUS") == {"UOF_EXC": 1}
    assert values(chief, "finding", category="UOF_EXC") == {"SUS": 1, NONE_YET: 1}
    assert values(chief, "state") == {"open": 2, "closed": 1}
    assert values(chief, "district", channel="WEB_FORM") == {"North": 1}
    assert values(chief, "year", state="closed") == {"2024": 1}


def test_each_count_is_what_choosing_it_leaves(register: None, chief: User) -> None:
    """For every facet, under several choices: the promise of the number is kept by the list."""
    for choice in (Choice(), Choice(category="UOF_EXC"), Choice(finding="SUS", state="closed")):
        shown = facets(by=chief, client_code=CODE, choice=choice)
        assert shown.total == complaint_list(by=chief, client_code=CODE, choice=choice).total
        for facet in shown.facets:
            for value in facet.values:
                part = (
                    {"period": year_of_days(int(value.code))}
                    if facet.key == "year"
                    else {facet.key: value.code}
                )
                chosen = replace(choice, **part)  # type: ignore[arg-type]
                left = complaint_list(by=chief, client_code=CODE, choice=chosen).total
                assert left == value.count, (choice, facet.key, value.code)


def test_what_is_chosen_is_told(register: None, chief: User) -> None:
    choice = Choice(period=year_of_days(2024), channel="PHONE")
    shown = facets(by=chief, client_code=CODE, choice=choice)
    assert {facet.key: facet.chosen for facet in shown.facets if facet.chosen} == {
        "year": "2024",
        "channel": "PHONE",
    }


@pytest.mark.parametrize(
    "part", [{"category": "X"}, {"finding": "X"}, {"channel": "X"}, {"state": "X"}]
)
def test_a_code_there_is_none_of_is_refused(
    register: None, chief: User, part: dict[str, str]
) -> None:
    with pytest.raises(InvalidInput, match="must be one of"):
        found(chief, **part)


@pytest.mark.parametrize("name", ["ana", "uma", "dee", "ben", "lee"])
def test_no_count_beside_a_value_is_for_insurers(register: None, request: Any, name: str) -> None:
    user = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        facets(by=user, client_code=CODE, choice=Choice())
    with pytest.raises(PermissionDenied):
        complaint_rows(by=user, client_code=CODE)


def test_for_a_stranger_there_is_nothing_to_narrow(register: None, cal: User) -> None:
    for ask in (facets, complaint_rows):
        with pytest.raises(NotFound):
            ask(by=cal, client_code=CODE, choice=Choice())


def test_a_file_has_the_rows_of_the_list_and_of_no_other_client(
    register: None, chief: User
) -> None:
    rows = complaint_rows(by=chief, client_code=CODE)
    assert [row.number for row in rows] == ["B-2", "A-1", "C-3"]
    narrowed = complaint_rows(by=chief, client_code=CODE, choice=Choice(finding="SUS"))
    assert [row.number for row in narrowed] == ["A-1"]


def test_many_pages_give_each_complaint_once_in_order(alder: Client, chief: User) -> None:
    """Days shared by several, days missing, and pages that end in the midst of both."""
    for number in range(40):
        day = None if number % 5 == 0 else date(2025, 1, 1) + timedelta(days=number // 7)
        received = day if number % 2 else None
        ComplaintFactory(
            client=alder,
            number=f"N-{number}",
            received_on=received,
            occurred_on=None if received else day,
        )
    seen: list[Any] = []
    after = ""
    while True:
        page = complaint_list(by=chief, client_code=CODE, after=after, size=3)
        seen += [((row.received_on or row.occurred_on), row.id) for row in page.rows]
        after = page.after
        if not after:
            break
    assert len({pk for _, pk in seen}) == len(seen) == 40
    dated = [place for place in seen if place[0]]
    assert seen[: len(dated)] == sorted(dated, reverse=True)
    assert [row.id for row in complaint_rows(by=chief, client_code=CODE)] == [pk for _, pk in seen]


def test_the_number_of_queries_is_fixed(
    register: None, alder: Client, chief: User, django_assert_num_queries: Any
) -> None:
    for _ in range(15):
        FindingFactory(allegation__complaint=ComplaintFactory(client=alder))
    with django_assert_num_queries(11):
        facets(by=chief, client_code=CODE, choice=Choice(category="DISCOURT"))


def test_every_facet_has_words_and_no_code_is_none() -> None:
    assert list(COUNTED) == ["year", "category", "finding", "state", "channel", "district"]
    assert NONE_YET not in {code for code in FINDINGS if code != NONE_YET}
