"""Rating plans over the API: written, moved by two people under their version, and compared."""

import json
from typing import Any

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.rating.plan_form import canonical
from tests.api.furnished import caller
from tests.factories import rated_book
from tests.factories.rating import a_plan, active, written

BASE = "/api/v1/rating-plans/"


def content(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(canonical(a_plan()))
    return {**found, **changes}


def test_written_proposed_and_activated_by_two(alder: Client, uma: User, dee: User) -> None:
    api = caller(uma)
    made = api.post(BASE, {"content": content()}, format="json")
    assert made.status_code == 201
    at = made["Location"]
    step = f"{at}propose/"
    assert api.post(step, {"reason": "Filed."}, format="json").status_code == 428
    tag = {"If-Match": made["ETag"]}
    moved = api.post(step, {"reason": "Filed."}, format="json", headers=tag)
    assert moved.json()["version"]["status"] == "proposed"
    assert (
        api.post(f"{at}send-back/", {"reason": "x"}, format="json", headers=tag).status_code == 412
    )
    tag = {"If-Match": moved["ETag"]}
    refused = api.post(f"{at}activate/", {}, format="json", headers=tag)
    assert (refused.status_code, refused.json()["code"]) == (403, "plan.two_people")
    done = caller(dee).post(f"{at}activate/", {}, format="json", headers=tag)
    assert done.json()["activations"][0]["activated_by"] == "dee"
    assert api.get(BASE, {"status": "active"}).json()["total"] == 1
    assert api.get(at).json()["content"] == content()


def test_problems_are_told_all_at_once(alder: Client, uma: User) -> None:
    sent = {"content": content(title="", rounding="guess")}
    answer = caller(uma).post(BASE, sent, format="json")
    assert answer.status_code == 422
    assert "title is empty" in answer.content.decode()
    assert "rounding is 'guess'" in answer.content.decode()
    assert caller(uma).post(BASE, {"content": [1]}, format="json").status_code == 422


def test_what_a_version_does_to_the_book(alder: Client, uma: User, dee: User) -> None:
    active(by=uma, second=dee)
    rated_book.book(alder)
    number = written(by=uma, plan=a_plan(minimum_premium=400_000)).number
    found = caller(uma).get(f"{BASE}{number}/change/", {"as_of": "2026-09-30"}).json()
    assert found["after"] == "1600000.00"
    assert len(found["movers"]) == 4


def test_plans_are_the_insurers(uma: User, rita: User, cal: User) -> None:
    number = written(by=uma).number
    assert caller(rita).get(BASE).json()["total"] == 0
    assert caller(cal).get(f"{BASE}{number}/").status_code == 404
