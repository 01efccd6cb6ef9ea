"""Compliments through the API: recorded, listed, filtered; for nobody who sees no rows."""

from typing import Any

import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller

pytestmark = pytest.mark.django_db


def place(client: Client) -> str:
    return reverse("api_client_compliments", args=[client.code])


def record(by: User, client: Client, number: str, day: str, **more: Any) -> Any:
    body = {"number": number, "received_on": day, **more}
    return caller(by).post(place(client), body, format="json")


def test_compliments_are_recorded_and_listed(alder: Client, chief: User, lee: User) -> None:
    first = record(lee, alder, "P-1", "2026-01-05", kind="COURTESY", officer="17", words="Kind.")
    assert first.status_code == 201, first.json()
    record(chief, alder, "P-2", "2026-02-05")
    rows = caller(chief).get(place(alder)).json()["results"]
    assert [(row["number"], row["kind"]) for row in rows] == [("P-2", "OTHER"), ("P-1", "COURTESY")]
    token = rows[1]["officer"]
    assert (len(token), rows[0]["officer"]) == (24, None)
    for asked, numbers in (
        ({"officer": token}, ["P-1"]),
        ({"since": "2026-02-01"}, ["P-2"]),
        ({"until": "2026-01-31", "kind": "OTHER"}, []),
    ):
        found = caller(chief).get(place(alder), asked).json()["results"]
        assert [row["number"] for row in found] == numbers, asked
    again = record(chief, alder, "P-1", "2026-01-06")
    assert (again.status_code, again.json()["code"]) == (422, "compliments.number_taken")


@pytest.mark.parametrize(
    ("who", "expected"), [("uma", 403), ("ben", 403), ("lee", 403), ("cal", 404)]
)
def test_rows_are_for_those_who_may_see_them(
    who: str, expected: int, alder: Client, request: pytest.FixtureRequest
) -> None:
    assert caller(request.getfixturevalue(who)).get(place(alder)).status_code == expected
