import pytest
from django.urls import reverse

from outreach.material.models import CalendarFeed
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs import runner
from tests.api.furnished import caller
from tests.factories.outreach import event, record, service

pytestmark = pytest.mark.django_db
NEW = {
    "strategy": "S4",
    "title": "Coffee at the mill",
    "place": "The mill",
    "starts_at": "2198-06-12T18:00:00-05:00",
    "ends_at": "2198-06-12T20:00:00-05:00",
    "zone": "America/Chicago",
}


def test_an_event_is_planned_and_called_off(lee: User, alder: Client) -> None:
    api, address = caller(lee), reverse("api_client_calendar", args=[alder.code])
    made = api.post(address, NEW, format="json").json()
    assert (made["sequence"], made["is_cancelled"]) == (0, False)
    change = reverse("api_planned_event", args=[made["uid"]])
    off = api.post(change, {"is_cancelled": True}, format="json").json()
    assert (off["uid"], off["sequence"]) == (made["uid"], 1)
    assert api.post(change, {"place": "Elsewhere"}, format="json").status_code == 409
    assert api.get(address).json()["results"][0]["is_cancelled"] is True


def test_a_feed_is_told_once_and_taken_back(lee: User, alder: Client) -> None:
    event(lee, alder)
    api, address = caller(lee), reverse("api_client_calendar_feed", args=[alder.code])
    told = api.put(address, {}, format="json").json()["address"]
    assert caller(None).get(told).status_code == 200
    assert api.delete(address).status_code == 204
    assert api.delete(address).status_code == 404
    assert CalendarFeed.objects.get().revoked_at is not None


def test_a_flyer_is_asked_for_and_fetched(lee: User, uma: User, alder: Client) -> None:
    service(lee, alder)
    address = reverse("api_initiative_flyers", args=[record(lee, alder).pk])
    job = caller(lee).post(address, {}, format="json").json()
    pdf = reverse("api_flyer", args=[job["id"]])
    assert caller(lee).get(pdf).status_code == 404
    runner.run(job["id"])
    assert caller(uma).get(pdf).content.startswith(b"%PDF")
    listed = caller(uma).get(reverse("api_client_short_links", args=[alder.code])).json()
    assert [row["scans"] for row in listed["results"]] == [0]
