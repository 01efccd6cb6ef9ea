"""Quarters without outreach over HTTP."""

import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories import outreach

pytestmark = pytest.mark.django_db


def test_a_quarter_is_attested_and_listed(alder: Client, lee: User, uma: User) -> None:
    address = reverse("api_client_nothing_to_report", args=[alder.code])
    made = caller(lee).post(address, {"quarter": "2025 Q1"})
    assert (made.status_code, made.json()["starts_on"]) == (201, "2025-01-01")
    assert [row["quarter"] for row in caller(uma).get(address).json()] == ["2025 Q1"]
    assert caller(lee).post(address, {"quarter": "2025 Q1"}).status_code == 409
    outreach.record(lee, alder)
    refused = caller(lee).post(address, {"quarter": "2026 Q2"})
    assert (refused.status_code, refused.json()["code"]) == (422, "outreach.quarter_not_empty")
    assert caller(uma).post(address, {"quarter": "2025 Q2"}).status_code == 403
