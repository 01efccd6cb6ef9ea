import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.outreach import partner, record

pytestmark = pytest.mark.django_db


def test_a_partner_goes_in_and_comes_out_with_its_quarters(lee: User, alder: Client) -> None:
    api = caller(lee)
    sent = {"name": "Food bank", "kind": "health", "started_on": "2026-01-05", "contact": "Desk"}
    made = api.post(reverse("api_client_partners", args=[alder.code]), sent, format="json")
    assert made.status_code == 201
    body = api.get(made["Location"]).json()
    assert body["partner"]["name"] == "Food bank"
    assert len(body["quarters"]) == 8
    assert body["has_contact"] is True
    assert "Desk" not in str(body)
    contact = api.get(f"{made['Location']}contact/")
    assert contact.json() == {"contact": "Desk"}


def test_a_contact_is_not_for_insurers(lee: User, uma: User, alder: Client) -> None:
    row = partner(lee, alder, contact="Desk")
    assert caller(uma).get(reverse("api_partner", args=[row.pk])).status_code == 200
    assert caller(uma).get(reverse("api_partner_contact", args=[row.pk])).status_code == 403


def test_a_contribution_is_corrected_by_naming_it(lee: User, alder: Client) -> None:
    api, initiative = caller(lee), record(lee, alder)
    address = reverse("api_initiative_contributions", args=[initiative.pk])
    first = api.post(address, {"goods": "40 coats"}, format="json").json()
    api.post(address, {"goods": "42 coats", "corrects": first["id"]}, format="json")
    assert [row["goods"] for row in api.get(address).json()["results"]] == ["42 coats"]
    again = api.post(address, {"goods": "43 coats", "corrects": first["id"]}, format="json")
    assert again.status_code == 409
