from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from icalendar import Calendar

from outreach.material.models import CalendarFeed, PlannedEvent
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.outreach import event
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db
NEW = {
    "title": "Coffee at the mill",
    "strategy": "S4",
    "place": "The mill",
    "starts_at": "2198-06-12T18:00",
    "ends_at": "2198-06-12T20:00",
    "zone": "America/Chicago",
}


def post(browser: Browser, user: User, page: str, args: list[Any], /, **sent: Any) -> Any:
    browser.force_login(user)
    return browser.post(reverse(page, args=args), sent, follow=True)


def test_an_event_is_planned_changed_and_called_off(
    alder: Client, lee: User, client: Browser
) -> None:
    page = text_of(post(client, lee, "client_calendar", [alder.code], **NEW))
    assert "1 event to come" in page
    assert "12 Jun 2198, 18:00" in page
    row = PlannedEvent.objects.get()
    args = [alder.code, row.uid]
    page = text_of(post(client, lee, "event_change", args, **{**NEW, "place": "Town hall"}))
    assert "Town hall" in page
    assert post(client, lee, "event_change", args, **{**NEW, "ends_at": ""}).status_code == 422
    page = text_of(post(client, lee, "event_change", args, call_off="1"))
    assert "called off" in page
    assert post(client, lee, "event_change", args, call_off="1").status_code == 409


def test_a_wrong_time_is_explained_at_its_field(alder: Client, lee: User, client: Browser) -> None:
    sent = {**NEW, "ends_at": "2198-06-12T17:00"}
    answer = post(client, lee, "client_calendar", [alder.code], **sent)
    assert answer.status_code == 422
    assert "ends before it begins" in text_of(answer)


def test_the_address_is_shown_once_and_taken_back(
    alder: Client, lee: User, client: Browser
) -> None:
    event(lee, alder)
    answer = post(client, lee, "calendar_address", [alder.code])
    [address] = [word for word in text_of(answer).split() if word.endswith(".ics")]
    assert address not in text_of(client.get(reverse("client_calendar", args=[alder.code])))
    anybody = Browser()
    found = anybody.get(address)
    assert found["Content-Type"].startswith("text/calendar")
    assert len(Calendar.from_ical(found.content).walk("VEVENT")) == 1
    post(client, lee, "calendar_address", [alder.code], revoke="1")
    assert anybody.get(address).status_code == 404
    assert CalendarFeed.objects.filter(revoked_at__isnull=True).count() == 0


def test_insurers_read_and_save_but_change_nothing(
    alder: Client, birch: Client, lee: User, uma: User, house: User, client: Browser
) -> None:
    row = event(lee, alder)
    client.force_login(uma)
    page = text_of(client.get(reverse("client_calendar", args=[alder.code])))
    assert "Plan an event" not in page
    saved = client.get(reverse("event_file", args=[alder.code, row.uid]))
    assert b"BEGIN:VCALENDAR" in saved.content
    assert post(client, uma, "client_calendar", [alder.code], **NEW).status_code == 403
    far = event(house, birch)
    assert client.get(reverse("event_file", args=[alder.code, far.uid])).status_code == 404
