from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from outreach.material.feeds import (
    as_ics,
    feed,
    feed_in_use,
    make_feed,
    one_event,
    revoke_feed,
)
from outreach.material.models import CalendarFeed
from outreach.material.planning import change_event
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied
from tests.factories.outreach import event

pytestmark = pytest.mark.django_db


def test_a_version_keeps_its_uid_and_raises_its_sequence(lee: User, alder: Client) -> None:
    row = event(lee, alder)
    later = change_event(by=lee, uid=row.uid, place="Town hall")
    first, second = (
        Calendar.from_ical(as_ics([each], name="x")).walk("VEVENT")[0] for each in (row, later)
    )
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert second["DTSTAMP"].dt.tzinfo is not None
    assert str(second["LOCATION"]) == "Town hall"


def test_an_event_called_off_is_marked_and_not_left_out(lee: User, alder: Client) -> None:
    off = change_event(by=lee, uid=event(lee, alder).uid, is_cancelled=True)
    [found] = Calendar.from_ical(as_ics([off], name="x")).walk("VEVENT")
    assert found["STATUS"] == "CANCELLED"


def test_times_name_a_zone_that_is_described_for_these_years_only(lee: User, alder: Client) -> None:
    text = one_event(by=lee, row=event(lee, alder)).decode()
    assert "DTSTART;TZID=America/Chicago:21980612T180000" in text
    [zone] = Calendar.from_ical(text).walk("VTIMEZONE")
    assert str(zone["TZID"]) == "America/Chicago"
    assert len(text) < 2_500
    [found] = Calendar.from_ical(text).walk("VEVENT")
    assert found["DTSTART"].dt.astimezone(UTC) == datetime(2198, 6, 12, 23, tzinfo=UTC)


def test_an_empty_calendar_is_a_calendar() -> None:
    assert Calendar.from_ical(as_ics([], name="x")).walk("VEVENT") == []


def test_a_feed_is_secret_replaced_and_taken_back(lee: User, alder: Client) -> None:
    event(lee, alder)
    row, token = make_feed(by=lee, client_code=alder.code)
    assert token not in str(CalendarFeed.objects.values())
    assert feed_in_use(by=lee, client_code=alder.code) == row
    assert b"Coffee" in feed(token=token)
    _, second = make_feed(by=lee, client_code=alder.code)
    with pytest.raises(NotFound):
        feed(token=token)
    assert feed(token=second)
    revoke_feed(by=lee, client_code=alder.code)
    for gone in (second, "nothing"):
        with pytest.raises(NotFound):
            feed(token=gone)
    with pytest.raises(NotFound):
        revoke_feed(by=lee, client_code=alder.code)


def test_only_those_who_submit_make_a_feed(ana: User, alder: Client) -> None:
    with pytest.raises(PermissionDenied):
        make_feed(by=ana, client_code=alder.code)
