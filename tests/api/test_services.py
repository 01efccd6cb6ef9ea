import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.outreach import months_of_calls, record, service

pytestmark = pytest.mark.django_db
NEW = {"name": "Welfare check", "what": "We knock.", "reach": "555 0141", "languages": ["English"]}


def test_a_service_goes_in_and_comes_out(lee: User, alder: Client) -> None:
    api, address = caller(lee), reverse("api_client_services", args=[alder.code])
    assert api.post(address, NEW, format="json").status_code == 201
    assert api.post(address, NEW, format="json").status_code == 422
    [row] = api.get(address).json()["results"]
    assert (row["key"], row["languages"], row["told"]) == ("welfare-check", ["English"], 0)


def test_an_initiative_is_tied(lee: User, alder: Client) -> None:
    row, initiative = service(lee, alder), record(lee, alder)
    address = reverse("api_initiative_services", args=[initiative.pk])
    sent = {"services": [row.key]}
    assert caller(lee).post(address, sent, format="json").json()["services"] == [row.key]
    assert caller(lee).post(address, {"services": ["no"]}, format="json").status_code == 404


def test_the_mix_says_its_share_or_why_not(lee: User, alder: Client) -> None:
    api, address = caller(lee), reverse("api_client_service_mix", args=[alder.code])
    assert api.get(address).json()["unavailable"].startswith("no calls")
    months_of_calls(alder, {"THEFT": 60, "LOCKOUT": 40})
    sent = {"kinds": {"THEFT": "crime", "LOCKOUT": "help"}}
    assert api.post(address, sent, format="json").json()["version"] == 1
    body = api.get(address).json()
    assert body["service"]["value"] == pytest.approx(0.4)
    assert body["unavailable"] == ""


def test_contacts_come_by_quarter(uma: User, alder: Client) -> None:
    address = reverse("api_client_positive_contacts", args=[alder.code])
    rows = caller(uma).get(address + "?as_of=2026-09-30").json()["results"]
    assert len(rows) == 12
    assert rows[-1] == {"label": "2026 Q3", "positive": 0, "all": 0, "share": None}
