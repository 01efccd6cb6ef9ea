"""Clocks through the API: the department's and its city's, and nobody else's."""

import pytest

from accountability.clocks.models import ContractLimit
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.clocks import complaint_received, contract

pytestmark = pytest.mark.django_db


def test_the_first_to_run_out_comes_first(alder: Client, chief: User) -> None:
    Client.objects.filter(pk=alder.pk).update(state="OH")
    contract(chief, alder)
    complaint_received(alder, 160)
    [first, *_] = caller(chief).get(f"/api/v1/clients/{alder.code}/clocks/").json()["results"]
    assert (first["name"], first["days_left"], first["bars"]) == ("Article 14", 20, True)


def test_a_limit_of_a_contract_is_recorded(alder: Client, rita: User) -> None:
    body = {
        "name": "Article 14",
        "starts": "received",
        "ends": "noticed",
        "length": 120,
        "in_force_on": "2026-01-01",
        "article": "Article 14 of the agreement.",
    }
    address = f"/api/v1/clients/{alder.code}/contract-limits/"
    answer = caller(rita).post(address, body, format="json")
    assert answer.status_code == 201
    assert ContractLimit.objects.get().source == "Article 14 of the agreement."
    caller(rita).post(address, {**body, "length": 90}, format="json")
    rows = caller(rita).get(address).json()["results"]
    assert [(row["length"], row["stands"]) for row in rows] == [(90, True), (120, False)]
    wrong = caller(rita).post(address, {**body, "ends": "received"}, format="json")
    assert wrong.status_code == 400


@pytest.mark.parametrize(("name", "expected"), [("uma", 403), ("ben", 403), ("cal", 404)])
def test_outsiders_read_no_clock(
    name: str, expected: int, alder: Client, request: pytest.FixtureRequest
) -> None:
    complaint_received(alder, 160)
    api = caller(request.getfixturevalue(name))
    for place in ("clocks", "contract-limits"):
        assert api.get(f"/api/v1/clients/{alder.code}/{place}/").status_code == expected
