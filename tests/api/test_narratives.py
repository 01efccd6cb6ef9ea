"""Narratives over the API: added by the insurer's side, read by nobody else."""

from datetime import date

import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.losses import load


@pytest.fixture
def address(alder: Client, uma: User) -> str:
    load(alder, uma, date(2026, 6, 30), {"number": "A1", "occurred_on": date(2026, 1, 1)})
    return reverse("api_claim_narratives", args=[alder.code, "A1"])


def test_a_version_is_added_and_the_latest_comes_first(address: str, uma: User) -> None:
    api = caller(uma)
    for facts in ("A door was forced.", "Two doors were forced."):
        body = {"as_of": "2026-06-30", "facts": facts, "lessons": "Read the warrant."}
        assert api.post(address, body, format="json").status_code == 201
    rows = api.get(address).json()["results"]
    assert [row["parts"][0]["text"] for row in rows] == [
        "Two doors were forced.",
        "A door was forced.",
    ]
    assert rows[0]["parts"][1]["heading"] == "What is to be learned"


def test_what_identifies_a_person_is_refused_and_the_client_reads_nothing(
    address: str, uma: User, rita: User
) -> None:
    body = {"as_of": "2026-06-30", "facts": "Ask a.person@example.org."}
    refused = caller(uma).post(address, body, format="json")
    assert refused.status_code == 422
    assert "e-mail address" in refused.content.decode()
    assert caller(rita).get(address).status_code == 403
