"""Months of the national collection over HTTP: asked for until somebody answers."""

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller

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
