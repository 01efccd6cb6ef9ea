"""Profiles and snapshots over HTTP: read by each person as they may."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import AS_OF, Furnished, caller
from tests.factories.riskcore import ClientFactory


def test_the_portfolio_holds_whom_one_may_profile_and_is_paged(
    alder: Client, birch: Client, dee: User, cal: User, lee: User
) -> None:
    for name in ("Aspen", "Zelkova"):
        ClientFactory(name=name, administrator=alder.administrator, state="GA")
    address = reverse("api_portfolio") + f"?as_of={AS_OF}"
    names: list[str] = []
    following: str | None = f"{address}&limit=2"
    while following:
        page = caller(dee).get(following).json()
        assert (page["total"], page["as_of"]) == (3, str(AS_OF))
        names += [row["client"]["name"] for row in page["clients"]]
        following = page["next"]
    assert names == ["Alder Falls", "Aspen", "Zelkova"]
    assert caller(dee).get(f"{address}&state=GA&search=zel").json()["total"] == 1
    assert [row["client"]["code"] for row in caller(cal).get(address).json()["clients"]] == [
        "birch-county"
    ]
    assert caller(lee).get(address).json()["clients"] == []
    assert caller(dee).get(f"{address}&kind=castle").status_code == 400


def test_the_portfolio_takes_the_same_queries_for_any_number_of_clients(
    alder: Client, dee: User
) -> None:
    counts = []
    for more in (0, 15):
        ClientFactory.create_batch(more, administrator=alder.administrator)
        with CaptureQueriesContext(connection) as asked:
            page = caller(dee).get(reverse("api_portfolio")).json()
        assert page["total"] == 1 + more
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_profile_explains_every_reading(full: Furnished, uma: User, lee: User, cal: User) -> None:
    address = reverse("api_client_profile", args=[full.client.code]) + f"?as_of={AS_OF}"
    profile = caller(uma).get(address).json()
    assert profile["failures"] == []
    for key, reading in profile["readings"].items():
        assert reading["explanation"][0].endswith("."), key
        assert (reading["value"] is None) == bool(reading["unavailable"]), key
    assert caller(lee).get(address).status_code == 403
    assert caller(cal).get(address).status_code == 404


def test_a_small_count_is_withheld_from_the_insurer_in_profile_and_snapshot(
    full: Furnished, uma: User, chief: User
) -> None:
    for name in ("api_client_profile", "api_snapshot"):
        query = f"?as_of={AS_OF}" if name == "api_client_profile" else ""
        hidden = caller(uma).get(full.address(name) + query).json()["readings"]
        told = caller(chief).get(full.address(name) + query).json()["readings"]
        few = [key for key in hidden if hidden[key]["unavailable"].startswith("fewer than")]
        assert few
        assert all(hidden[key]["numerator"] is None for key in few)
        assert any(told[key]["numerator"] is not None for key in few)


def test_a_snapshot_is_taken_once_for_the_same_facts(alder: Client, ana: User, uma: User) -> None:
    address = reverse("api_client_snapshots", args=[alder.code])
    made = [caller(user).post(address, {"as_of": str(AS_OF)}) for user in (ana, uma)]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json()["id"] == made[1].json()["id"]
    body = caller(uma).get(made[0]["Location"]).json()
    assert (body["id"], body["client"]["code"]) == (made[0].json()["id"], alder.code)
    assert caller(ana).get(address).json()["total"] == 1


@pytest.mark.parametrize("body", [{}, {"as_of": "9999-12-31"}, {"as_of": "x"}, {"as_of": None}])
def test_a_snapshot_needs_a_day(alder: Client, ana: User, body: dict[str, Any]) -> None:
    address = reverse("api_client_snapshots", args=[alder.code])
    assert caller(ana).post(address, body).status_code == 400


def test_others_take_none(alder: Client, lee: User, cal: User) -> None:
    address = reverse("api_client_snapshots", args=[alder.code])
    assert caller(lee).post(address, {"as_of": str(AS_OF)}).status_code == 403
    assert caller(cal).post(address, {"as_of": str(AS_OF)}).status_code == 404
