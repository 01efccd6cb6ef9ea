"""Months of the national collection over HTTP: asked for until somebody answers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.accountability import ForceReportFactory

pytestmark = pytest.mark.django_db


def test_a_month_is_asked_for_until_it_is_said_to_be_zero(
    alder: Client, chief: User, ana: User
) -> None:
    address = f"/api/v1/clients/{alder.code}/force-months/"
    api = caller(chief)
    months = api.get(address).json()["results"]
    assert [row["state"] for row in months] == ["asked"] * 12
    answer = api.post(address, {"month": months[3]["month"]}, format="json")
    assert answer.status_code == 201
    assert api.get(address).json()["results"][3]["state"] == "zero"
    assert api.post(address, {"month": months[3]["month"]}, format="json").status_code == 409
    assert caller(ana).get(address).status_code == 403
    assert caller(ana).post(address, {"month": "2025-01-01"}, format="json").status_code == 403


def test_an_event_is_decided_upon_whatever_its_reports_say(
    alder: Client, chief: User, ana: User, cal: User
) -> None:
    day = timezone.localdate() - timedelta(days=40)
    ForceReportFactory(client=alder, number="F1", occurred_on=day, national="firearm")
    address = f"/api/v1/clients/{alder.code}/national-events/"
    sent = {"number": "F1", "flagged": False, "reason": "At a dog."}
    assert caller(ana).post(address, sent, format="json").status_code == 403
    assert caller(cal).post(address, sent, format="json").status_code == 404
    assert caller(chief).post(address, sent, format="json").status_code == 201
    [event] = caller(chief).get(address).json()["results"]
    assert (event["computed"], event["decided"], event["flagged"]) == (True, False, False)
    assert (event["reason"], event["decided_by"]) == ("At a dog.", "Chief")
    unknown = caller(chief).post(address, {**sent, "number": "F2"}, format="json")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "force.unknown")
    assert caller(ana).get(address).status_code == 403
