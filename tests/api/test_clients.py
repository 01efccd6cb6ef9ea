"""Lists, filters, cursors and the record of acts, over HTTP."""

from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from riskcore.access.models import User
from riskcore.audit.actions import record
from riskcore.clients.models import Client, Department
from tests.api.furnished import caller
from tests.factories.riskcore import ClientFactory


@pytest.fixture
def api(dee: User) -> APIClient:
    made = APIClient()
    made.force_login(dee)
    return made


@pytest.fixture
def book(alder: Client) -> list[Client]:
    """Seven clients, three of one name, so that the name alone would not order them."""
    names = ["Zinc", "Basalt", "Same", "Same", "Same", "Chalk"]
    made = [
        ClientFactory(name=name, state="GA", administrator=alder.administrator) for name in names
    ]
    return [alder, *made]


@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 500])
def test_pages_by_cursor_give_every_row_once_in_order(
    api: APIClient, book: list[Client], limit: int
) -> None:
    address: str | None = reverse("api_clients") + f"?limit={limit}"
    seen: list[tuple[str, str]] = []
    while address:
        answer = api.get(address)
        page = answer.json()
        assert len(page["results"]) <= limit
        seen += [(row["name"], row["code"]) for row in page["results"]]
        address = page["next"]
        assert ("Link" in answer) == (address is not None)
    assert [code for _, code in seen] == [
        client.code for client in sorted(book, key=lambda client: (client.name, client.pk))
    ]


def test_a_row_has_the_columns_it_declares(api: APIClient, alder: Client) -> None:
    [row] = api.get(reverse("api_clients")).json()["results"]
    assert row == {
        "code": "alder-falls",
        "name": "Alder Falls",
        "kind": "municipality",
        "state": "TX",
        "carrier": "carrier-a",
        "synthetic": False,
    }


@pytest.mark.parametrize(
    ("query", "count"), [("state=GA", 6), ("text=zin", 1), ("kind=county", 0), ("state=TX", 1)]
)
def test_declared_filters_narrow_the_list(
    api: APIClient, book: list[Client], query: str, count: int
) -> None:
    assert len(api.get(f"{reverse('api_clients')}?{query}").json()["results"]) == count


@pytest.mark.parametrize(
    "query",
    [
        "carrier__organisation__name__startswith=C",
        "name__contains=a",
        "order=name",
        "kind=castle",
        "limit=0",
        "limit=501",
        "limit=%D9%A3",
        "cursor=nonsense",
        "cursor=WzEsMl0x",
        "cursor=W10",
        "cursor=WyJhIiwgImIiXQ",
    ],
)
def test_what_is_not_declared_or_out_of_range_is_refused(
    api: APIClient, book: list[Client], query: str
) -> None:
    answer = api.get(f"{reverse('api_clients')}?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    [fault] = answer.json()["errors"]
    assert fault["pointer"] == f"/{query.partition('=')[0]}"


def test_an_unknown_parameter_is_refused_on_a_view_that_is_no_list(
    api: APIClient, alder: Client
) -> None:
    address = reverse("api_client", args=[alder.code])
    assert api.get(f"{address}?fields=secret").status_code == 400


def test_one_client_says_what_the_caller_may_do(alder: Client, lee: User) -> None:
    api = APIClient()
    api.force_login(lee)
    answer = api.get(reverse("api_client", args=[alder.code])).json()
    assert "outreach.submit" in answer["permissions"]
    assert "report.issue" not in answer["permissions"]


def test_the_record_of_acts_is_latest_first_with_its_facts(
    api: APIClient, alder: Client, ana: User
) -> None:
    record(by=ana, verb="visit.planned", subject=alder, client=alder, place="Station 4")
    rows = api.get(reverse("api_client_audit", args=[alder.code]) + "?limit=2").json()["results"]
    assert [row["sequence"] for row in rows] == [2, 1]
    assert rows[1]["facts"] == {"place": "Station 4"}
    assert rows[1]["actor"] == "ana"


def test_the_department_sees_who_looked(alder: Client, chief: User, ana: User) -> None:
    for user in (ana, chief):
        caller(user).get(reverse("api_client", args=[alder.code]))
    looks = caller(chief).get(reverse("api_client_looks", args=[alder.code])).json()["results"]
    assert [look["who"] for look in looks] == ["Ana"]
    assert caller(ana).get(reverse("api_client_looks", args=[alder.code])).status_code == 403


def test_every_permission_is_listed_with_whether_it_is_held(alder: Client, lee: User) -> None:
    rows = caller(lee).get(reverse("api_client_permissions", args=[alder.code])).json()["results"]
    held = {row["key"]: row["held"] for row in rows}
    assert (held["outreach.submit"], held["report.issue"]) == (True, False)


def test_departments_are_listed(alder_police: Department, ana: User) -> None:
    address = reverse("api_client_departments", args=[alder_police.client.code])
    [row] = caller(ana).get(address).json()["results"]
    assert row["name"] == "Alder Falls Police Department"


def test_the_number_of_queries_does_not_grow_with_the_list(
    api: APIClient, alder: Client, django_assert_max_num_queries: Any
) -> None:
    ClientFactory.create_batch(20, administrator=alder.administrator)
    with django_assert_max_num_queries(3):
        assert len(api.get(reverse("api_clients")).json()["results"]) == 21
