"""The calendar as other programs read it (iCalendar, RFC 5545), and the secret address it is read at."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from icalendar import Calendar, Event

from outreach.material.models import CalendarFeed, PlannedEvent
from outreach.material.planning import local
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients import queries as clients
from riskcore.errors import NotFound

PAST_DAYS: Final = 90
HOST: Final = "commonward"


def as_ics(rows: Iterable[PlannedEvent], *, name: str) -> bytes:
    """These events as one calendar: a stable UID, DTSTAMP and SEQUENCE each, times by the clock of the
    place with its time zone described for these years only, and called-off events marked, not left out.

    Source: RFC 5545, by the ``icalendar`` library; a calendar's name is RFC 7986, 5.1.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Commonward//Outreach calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    events = list(rows)
    for row in events:
        starts_at, ends_at = local(row)
        event = Event()
        event.add("uid", f"{row.uid}@{HOST}")
        event.add("dtstamp", row.recorded_at)
        event.add("last-modified", row.recorded_at)
        event.add("sequence", row.sequence)
        event.add("dtstart", starts_at)
        event.add("dtend", ends_at)
        event.add("summary", row.title)
        event.add("location", row.place)
        if row.about:
            event.add("description", row.about)
        event.add("status", "CANCELLED" if row.is_cancelled else "CONFIRMED")
        calendar.add_component(event)
    if events:
        first = min(row.starts_at for row in events).date() - timedelta(days=366)
        last = max(row.ends_at for row in events).date() + timedelta(days=366)
        calendar.add_missing_timezones(first_date=first, last_date=last)
    return bytes(calendar.to_ical())


def one_event(*, by: User, row: PlannedEvent) -> bytes:
    """One event to save into a calendar, for who may see it. Raises NotFound."""
    clients.find(by=by, code=row.client.code, permission="outreach.view")
    return as_ics([row], name=row.title)


def make_feed(*, by: User, client_code: str) -> tuple[CalendarFeed, str]:
    """A new secret address for the calendar, which takes the place of the one before; the secret itself
    is told once and not kept. Raises NotFound, PermissionDenied. Records calendar.feed_made."""
    client = clients.find(by=by, code=client_code, permission="outreach.submit")
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        _end_all(client.pk)
        row = CalendarFeed.objects.create(
            client=client, token_hash=_hash(token), made_by=by, made_at=timezone.now()
        )
        audit.record(by=by, verb="calendar.feed_made", subject=row, client=client)
    return row, token


def revoke_feed(*, by: User, client_code: str) -> None:
    """Take back the secret address: who subscribed gets nothing from then on. Raises NotFound where
    there is none, PermissionDenied. Records calendar.feed_revoked."""
    client = clients.find(by=by, code=client_code, permission="outreach.submit")
    with transaction.atomic():
        if not _end_all(client.pk):
            raise NotFound("calendar.no_feed", "There is no address to take back; none is in use.")
        audit.record(by=by, verb="calendar.feed_revoked", subject=client, client=client)


def feed_in_use(*, by: User, client_code: str) -> CalendarFeed | None:
    """The address in use, or None. Raises NotFound, PermissionDenied."""
    client = clients.find(by=by, code=client_code, permission="outreach.submit")
    return CalendarFeed.objects.filter(client=client, revoked_at__isnull=True).first()


def feed(*, token: str) -> bytes:
    """The calendar at a secret address: what is to come and the last 90 days. Who holds the address may
    read it. Raises NotFound."""
    row = (
        CalendarFeed.objects.select_related("client")
        .filter(token_hash=_hash(token), revoked_at__isnull=True)
        .first()
    )
    if row is None:
        raise NotFound(
            "calendar.unknown",
            "You asked for a calendar at an address that is not, or no longer, in use. Ask the "
            "department for the new one.",
        )
    since = timezone.now() - timedelta(days=PAST_DAYS)
    events = PlannedEvent.objects.in_force().filter(client=row.client, ends_at__gte=since)
    return as_ics(events.order_by("starts_at", "id"), name=f"{row.client.name}: police outreach")


def _end_all(client_id: int) -> int:
    in_use = CalendarFeed.objects.filter(client=client_id, revoked_at__isnull=True)
    return in_use.update(revoked_at=timezone.now())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
