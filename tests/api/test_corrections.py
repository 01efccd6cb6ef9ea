"""Corrections through the API: only what is sent changes, and what was said before stays."""

from typing import Any

import pytest

from accountability.complaints.models import Complaint
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.accountability import ComplaintFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint(alder: Client) -> Complaint:
    made: Complaint = ComplaintFactory(client=alder, district="North", language="Spanish")
    return made


def send(by: User, complaint: Complaint, kind: str, body: dict[str, Any]) -> Any:
    return caller(by).post(f"/api/v1/complaints/{complaint.pk}/{kind}/", body, format="json")


def test_only_what_is_sent_changes(complaint: Complaint, chief: User) -> None:
    sent = {"district": "South", "on_duty": True, "reason": "The map was old."}
    assert send(chief, complaint, "corrections", sent).status_code == 201
    complaint.refresh_from_db()
    assert (complaint.district, complaint.on_duty, complaint.language) == ("South", True, "Spanish")
    assert complaint.revisions.count() == 1
    again = send(chief, complaint, "corrections", sent)
    assert (again.status_code, again.json()["code"]) == (422, "complaint.nothing_corrected")


def test_an_allegation_is_added_once(complaint: Complaint, chief: User) -> None:
    sent = {"words": "Came late", "officer": "17"}
    added = send(chief, complaint, "allegations", sent)
    assert added.status_code == 201
    assert "17" not in added.json()["officer"][:4]
    again = send(chief, complaint, "allegations", sent)
    assert (again.status_code, again.json()["code"]) == (422, "allegation.already_there")


@pytest.mark.parametrize("who", ["uma", "ben", "lee", "cal"])
def test_who_sees_no_rows_finds_none(
    who: str, complaint: Complaint, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(who)
    assert send(by, complaint, "corrections", {"reason": "x", "district": "S"}).status_code == 404
    assert send(by, complaint, "allegations", {"words": "x"}).status_code == 404
