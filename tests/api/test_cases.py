"""Cases through the API: intake to close on the version read, and nobody outside the department."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from accountability.cases.models import Case
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.accountability import AllegationFactory, ComplaintFactory
from tests.factories.riskcore import UserFactory

pytestmark = pytest.mark.django_db
NEW = {
    "number": "26-001",
    "received_on": "2026-03-02",
    "anonymous": False,
    "allegations": [{"words": "Rude language", "officer": "4711"}],
}


def listed(api: APIClient, client: Client, **asked: Any) -> Any:
    return api.get(reverse("api_client_cases", args=[client.code]), asked)


def taken_in(by: User, client: Client) -> Any:
    return caller(by).post(reverse("api_client_cases", args=[client.code]), NEW, format="json")


def step(by: User, place: str, name: str, body: dict[str, Any]) -> Any:
    api = caller(by)
    match = {"If-Match": api.get(place)["ETag"]}
    return api.post(f"{place}{name}/", body, format="json", headers=match)


def test_a_case_walks_from_intake_to_close(
    alder: Client, ivy: User, chief: User, lee: User
) -> None:
    answer = taken_in(lee, alder)
    assert (answer.status_code, answer.json()["stage"]) == (201, "intake")
    place = answer["Location"]
    assert caller(ivy).get(place)["ETag"] == answer["ETag"]
    allegation = caller(ivy).get(place).json()["allegations"][0]["allegation"]["id"]
    moves: list[tuple[User, dict[str, Any]]] = [
        (ivy, {"verb": "acknowledge"}),
        (chief, {"verb": "classify", "seriousness": "serious"}),
        (chief, {"verb": "assign", "assignee": "ivy", "due_on": "2026-09-01"}),
        (ivy, {"verb": "report"}),
        (chief, {"verb": "approve"}),
        (chief, {"verb": "decide"}),
        (chief, {"verb": "settle_discipline"}),
        (chief, {"verb": "settle_appeal", "note": "The appeal was denied."}),
        (chief, {"verb": "close"}),
    ]
    records = {
        "report": (ivy, "findings", {"merits": "SUS", "stage": "recommended"}),
        "decide": (chief, "findings", {"merits": "SUS"}),
        "settle_discipline": (chief, "discipline", {"code": "D50", "stage": "imposed", "days": 3}),
        "settle_appeal": (chief, "discipline", {"code": "D50", "stage": "after_appeal", "days": 1}),
    }
    for who, body in moves:
        if body["verb"] in records:
            by, kind, sent = records[body["verb"]]
            kept = caller(by).post(f"/api/v1/allegations/{allegation}/{kind}/", sent, format="json")
            assert kept.status_code == 201, kept.json()
        answer = step(who, place, "moves", body)
        assert answer.status_code == 200, (body, answer.json())
    body = answer.json()
    assert (body["stage"], body["version"], body["assignee"]) == ("closed", 10, "ivy")
    assert [each["stage"] for each in body["allegations"][0]["discipline"]] == [
        "imposed",
        "after_appeal",
    ]
    assert [each["verb"] for each in body["moves"]] == ["reopen"]


def test_what_a_move_lacks_is_said_before_and_after(alder: Client, chief: User, ivy: User) -> None:
    place = taken_in(chief, alder)["Location"]
    for body in (
        {"verb": "acknowledge"},
        {"verb": "classify", "seriousness": "minor"},
        {"verb": "assign", "assignee": "ivy"},
    ):
        assert step(chief, place, "moves", body).status_code == 200
    [report] = caller(ivy).get(place).json()["moves"]
    assert report == {
        "verb": "report",
        "missing": ["a recommended finding for “Rude language”"],
    }
    refused = step(ivy, place, "moves", {"verb": "report"})
    assert (refused.status_code, refused.json()["code"]) == (422, "case.not_ready")
    skipped = step(chief, place, "moves", {"verb": "close"})
    assert (skipped.status_code, skipped.json()["code"]) == (409, "case.state")


def test_a_step_on_another_version_changes_nothing(alder: Client, chief: User, ivy: User) -> None:
    place = taken_in(chief, alder)["Location"]
    api = caller(chief)
    read = api.get(place)["ETag"]
    due = {"due_on": "2026-12-01", "note": "She is away."}
    assert step(chief, place, "due-day", due).status_code == 200
    for name, body in (
        ("moves", {"verb": "acknowledge"}),
        ("assignment", {"assignee": "ivy", "note": "His part of town."}),
        ("due-day", due),
    ):
        stale = api.post(f"{place}{name}/", body, format="json", headers={"If-Match": read})
        assert (stale.status_code, stale.json()["code"]) == (412, "version.stale"), name
        unsaid = api.post(f"{place}{name}/", body, format="json")
        assert unsaid.status_code == 428
    case = Case.objects.get()
    assert (case.stage, case.steps.count(), case.due_on) == ("intake", 2, date(2026, 12, 1))
    given = step(chief, place, "assignment", {"assignee": "ivy", "note": "His part of town."})
    assert (given.status_code, given.json()["assignee"]) == (200, "ivy")


def test_nobody_learns_who_has_an_account_elsewhere(
    alder: Client, chief: User, cal: User, uma: User
) -> None:
    UserFactory(username="retired", is_active=False)
    place = taken_in(chief, alder)["Location"]
    sentences = set()
    for username in ("cal", "uma", "retired", "nobody-at-all"):
        answer = step(chief, place, "assignment", {"assignee": username, "note": "Try."})
        assert answer.status_code == 422
        sentences.add(answer.json()["detail"])
    assert len(sentences) == 1


def test_the_list_is_filtered_and_paged(alder: Client, chief: User, ivy: User) -> None:
    for number in range(5):
        complaint = ComplaintFactory(
            client=alder, number=f"26-{number}", received_on=date(2026, 3, 1 + number % 2)
        )
        AllegationFactory(complaint=complaint)
        opened = caller(chief).post(reverse("api_complaint_cases", args=[complaint.pk]))
        assert opened.status_code == 201
    api = caller(ivy)
    first = listed(api, alder, limit=2).json()
    rows = first["results"]
    while first["next"]:
        first = api.get(first["next"]).json()
        rows += first["results"]
    assert [row["number"] for row in rows] == ["26-3", "26-1", "26-4", "26-2", "26-0"]
    place = reverse("api_case", args=[rows[0]["id"]])
    step(chief, place, "assignment", {"assignee": "ivy", "note": "Hers."})
    assert [row["number"] for row in listed(api, alder, box="mine").json()["results"]] == ["26-3"]
    for asked, count in (
        ({"box": "unassigned"}, 4),
        ({"box": "closed"}, 0),
        ({"assignee": "ivy"}, 1),
        ({"stage": "intake", "number": "26-4"}, 1),
        ({"due_before": "2026-03-05"}, 3),
    ):
        assert len(listed(api, alder, **asked).json()["results"]) == count, asked
    assert listed(api, alder, box="everything").status_code == 400


def test_a_case_is_opened_once(alder: Client, chief: User, lee: User, uma: User) -> None:
    complaint = ComplaintFactory(client=alder)
    place = reverse("api_complaint_cases", args=[complaint.pk])
    assert caller(uma).post(place).status_code == 404
    assert caller(chief).post(place).status_code == 201
    again = caller(chief).post(place)
    assert (again.status_code, again.json()["code"]) == (409, "case.already_open")


@pytest.mark.parametrize(
    ("who", "expected"), [("uma", 404), ("ben", 404), ("dee", 404), ("rita", 404), ("cal", 404)]
)
def test_nobody_outside_the_department_learns_that_there_is_one(
    who: str, expected: int, alder: Client, chief: User, request: pytest.FixtureRequest
) -> None:
    place = taken_in(chief, alder)["Location"]
    api = caller(request.getfixturevalue(who))
    there, not_there = api.get(place), api.get("/api/v1/cases/999999/")
    assert (there.status_code, not_there.status_code) == (expected, 404)
    number = place.rstrip("/").rpartition("/")[2]
    assert there.json()["detail"] == not_there.json()["detail"].replace("999999", number)
    assert listed(api, alder).status_code == (404 if who == "cal" else 403)
