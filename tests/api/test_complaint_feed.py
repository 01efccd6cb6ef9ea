"""The feed over HTTP: resumes where it was left, once for each key; exports for the department alone."""

from typing import Any

import pytest

from accountability.complaints.models import Complaint
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller

pytestmark = pytest.mark.django_db
ITEM = {"kind": "complaint", "id": "1", "fields": {"number": "C1", "allegation": "Rude"}}
PUSH: dict[str, Any] = {"source": "iapro", "after": "", "cursor": "7", "items": [ITEM]}


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def feed(client: Client) -> str:
    return f"/api/v1/clients/{client.code}/complaint-feed/"


def test_a_push_is_done_once_and_the_heartbeat_says_where_to_go_on(
    alder: Client, chief: User
) -> None:
    api = caller(chief)
    key = {"Idempotency-Key": "push-7"}
    first = api.post(feed(alder), PUSH, format="json", headers=key)
    again = api.post(feed(alder), PUSH, format="json", headers=key)
    assert (first.status_code, again.json()) == (201, first.json())
    assert first.json()["results"][0]["outcome"] == "accepted"
    assert Complaint.objects.count() == 1
    [position] = api.get(feed(alder)).json()["results"]
    assert (position["source"], position["cursor"]) == ("iapro", "7")


def test_a_push_out_of_order_is_told_where_to_go_on(alder: Client, chief: User) -> None:
    api = caller(chief)
    api.post(feed(alder), PUSH, format="json")
    answer = api.post(feed(alder), {**PUSH, "cursor": "9"}, format="json")
    assert answer.status_code == 409
    assert answer.json()["code"] == "feed.elsewhere"
    assert "was left at '7'" in answer.json()["detail"]


@pytest.mark.parametrize(
    "fault",
    [
        {"source": "not a slug"},
        {"items": []},
        {"items": [{**ITEM, "kind": "rumour"}]},
        {"items": [{**ITEM, "fields": {"number": ["C1"]}}]},
        {"items": [{**ITEM, "fields": {"number": "x" * 2_001}}]},
        {"items": [{**ITEM, "fields": {}}]},
        {"colour": "blue"},
    ],
)
def test_what_is_no_push_is_refused_whole(
    alder: Client, chief: User, fault: dict[str, Any]
) -> None:
    answer = caller(chief).post(feed(alder), {**PUSH, **fault}, format="json")
    assert answer.status_code == 400
    assert not Complaint.objects.exists()


def test_an_export_is_a_file_for_the_department(alder: Client, chief: User, ana: User) -> None:
    caller(chief).post(feed(alder), PUSH, format="json")
    address = f"/api/v1/clients/{alder.code}/exports/complaints.csv"
    answer = caller(chief).get(address)
    assert "attachment" in answer["Content-Disposition"]
    assert b"C1" in answer.content
    assert caller(ana).get(address).status_code == 403
    assert caller(chief).get(address.replace("complaints.csv", "claims.csv")).status_code == 404
