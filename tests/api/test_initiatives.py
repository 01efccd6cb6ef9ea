"""Initiatives over HTTP: recorded, corrected by adding to the record, laid out by quarter."""

import json
from typing import Any

import pytest
from django.urls import reverse

from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories import outreach

NEW = {
    "strategy": "S4",
    "activity": "Coffee",
    "title": "Coffee at the mill",
    "starts_on": "2026-06-10",
    "ends_on": "2026-06-10",
    "count_method": "clicker",
    "people_reached": 12,
    "cost": "41.50",
}


def address(client: Client, name: str = "initiatives") -> str:
    return reverse(f"api_client_{name}", args=[client.code])


def test_an_initiative_is_recorded_read_and_corrected(alder: Client, lee: User, ana: User) -> None:
    made = caller(lee).post(address(alder), NEW)
    assert (made.status_code, made.json()["entry"]["standing"]) == (201, "submitted")
    changed = caller(lee).patch(made["Location"], {"people_reached": 15, "cost": None})
    body = changed.json()
    assert (changed.status_code, body["entry"]["people_reached"]) == (200, 15)
    assert (body["entry"]["cost"], body["entry"]["title"]) == (None, "Coffee at the mill")
    assert [version["people_reached"] for version in body["versions"]] == [12, 15]
    assert changed["Content-Location"] != made["Location"]
    again = caller(lee).patch(made["Location"], {"people_reached": 16})
    assert (again.status_code, again.json()["code"]) == (409, "initiative.superseded")
    assert caller(ana).get(made["Location"]).json()["entry"]["people_reached"] == 15
    unchanged = caller(lee).patch(changed["Content-Location"], {"people_reached": 15})
    assert unchanged.json()["code"] == "initiative.unchanged"


def test_the_list_is_paged_latest_first_and_narrowed(
    alder: Client, lee: User, ana: User, cal: User
) -> None:
    for day in (10, 11, 12):
        caller(lee).post(
            address(alder),
            {**NEW, "starts_on": f"2026-06-{day}", "ends_on": f"2026-06-{day}"},
        )
    following: str | None = address(alder) + "?limit=2"
    days: list[str] = []
    while following:
        page = caller(ana).get(following).json()
        assert page["total"] == 3
        days += [row["starts_on"] for row in page["results"]]
        following = page["next"]
    assert days == ["2026-06-12", "2026-06-11", "2026-06-10"]
    assert caller(ana).get(address(alder) + "?strategy=S1").json()["results"] == []
    assert caller(ana).get(address(alder) + "?strategy=S9").status_code == 400
    assert caller(cal).get(address(alder)).status_code == 404


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"strategy": "S9"}, 400),
        ({"title": ""}, 400),
        ({"people_reached": -1}, 400),
        ({"people_reached": 10**30}, 400),
        ({"ends_on": "2026-06-01"}, 422),
        ({"ends_on": "2150-06-01"}, 422),
        ({"title": "a\u0000b"}, 400),
        ({"submitted_by": "dee"}, 400),
    ],
)
def test_what_does_not_fit_is_refused(
    alder: Client, lee: User, changes: dict[str, Any], status: int
) -> None:
    assert caller(lee).post(address(alder), {**NEW, **changes}).status_code == status
    assert not Initiative.objects.exists()


def test_half_a_character_is_refused(alder: Client, lee: User) -> None:
    body = json.dumps({**NEW, "title": "a\ud800b"})
    answer = caller(lee).post(address(alder), body, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/title")


def test_only_the_clients_side_records_and_others_find_nothing(
    alder: Client, ana: User, lee: User, cal: User
) -> None:
    assert caller(ana).post(address(alder), NEW).status_code == 403
    assert caller(cal).post(address(alder), NEW).status_code == 404
    one = reverse("api_initiative", args=[outreach.record(lee, alder).pk])
    assert caller(ana).patch(one, {"title": "x"}).status_code == 403
    assert caller(cal).patch(one, {"title": "x"}).status_code == 404


def test_the_scorecard_says_what_is_accepted_and_what_came_back(
    alder: Client, ana: User, lee: User
) -> None:
    outreach.accepted(lee, ana, alder)
    card = caller(lee).get(address(alder, "scorecard") + "?as_of=2026-09-30").json()
    assert (card["met"], card["returned"], card["starts_on"]) == (1, [], "2025-10-01")
    assert [row["accepted"] for row in card["strategies"]] == [0, 0, 0, 1]


def test_coverage_lays_strategies_out_by_quarter(
    alder: Client, ana: User, lee: User, cal: User
) -> None:
    outreach.accepted(lee, ana, alder)
    query = "?as_of=2026-09-30&quarters=4"
    grid = caller(ana).get(address(alder, "coverage") + query).json()
    assert grid["quarters"] == ["2025 Q4", "2026 Q1", "2026 Q2", "2026 Q3"]
    [row] = [row for row in grid["rows"] if row["strategy"] == "S4"]
    assert row["cells"][2] == {"initiatives": 1, "accepted": 1, "words": "1 of 1 accepted"}
    assert caller(ana).get(address(alder, "coverage") + "?quarters=99").status_code == 400
    assert caller(cal).get(address(alder, "coverage")).status_code == 404
