"""The calendar of what is to come: planning, changing and calling off an event, each a version."""

import uuid
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction
from django.utils import timezone

from outreach.initiatives.models import Strategy
from outreach.material.models import PlannedEvent
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients import queries as clients
from riskcore.errors import Conflict, InvalidInput, NotFound

SAID: Final = ("strategy", "title", "place", "about", "starts_at", "ends_at", "zone")
LONGEST: Final = {"title": 200, "place": 200, "about": 1000}
ZONES: Final = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)


def plan_event(
    *,
    by: User,
    client_code: str,
    strategy: str,
    title: str,
    place: str,
    starts_at: datetime,
    ends_at: datetime,
    zone: str,
    about: str = "",
) -> PlannedEvent:
    """Put an event into the calendar. starts_at, ends_at: with their offset from UTC; zone: of the
    place, as the tz database names it. Raises NotFound, PermissionDenied, InvalidInput. Records
    event.planned.
    """
    client = clients.find(by=by, code=client_code, permission="outreach.submit")
    said = {
        "strategy": strategy,
        "title": title.strip(),
        "place": place.strip(),
        "about": about.strip(),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "zone": zone,
    }
    _check(said)
    with transaction.atomic():
        row = PlannedEvent.objects.create(
            client=client,
            uid=uuid.uuid4(),
            sequence=0,
            recorded_by=by,
            recorded_at=timezone.now(),
            **said,
        )
        audit.record(by=by, verb="event.planned", subject=row, client=client, title=row.title)
        return row


def change_event(*, by: User, uid: uuid.UUID, **changes: Any) -> PlannedEvent:
    """Append a version of an event. changes: any of SAID, and is_cancelled; what they do not name stays.

    Raises NotFound, PermissionDenied; Conflict where it was called off; InvalidInput where nothing would
    change. Records event.changed or event.called_off.
    """
    last = find_event(by=by, uid=uid, permission="outreach.submit")
    if last.is_cancelled:
        raise Conflict(
            "event.called_off",
            f"{last.title!r} was called off, and those who subscribed were told. Plan it anew.",
        )
    before = {name: getattr(last, name) for name in (*SAID, "is_cancelled")}
    after = before | changes
    if after == before:
        raise InvalidInput(
            "event.unchanged",
            "You changed an event, but everything stands as it was planned. Change something, or leave "
            "it as it is.",
        )
    _check(after)
    with transaction.atomic():
        row = PlannedEvent.objects.create(
            client=last.client,
            uid=uid,
            sequence=last.sequence + 1,
            recorded_by=by,
            recorded_at=timezone.now(),
            **after,
        )
        audit.record(
            by=by,
            verb="event.called_off" if row.is_cancelled else "event.changed",
            subject=row,
            client=last.client,
            title=row.title,
            changed=sorted(name for name in after if after[name] != before[name]),
        )
        return row


def find_event(*, by: User, uid: uuid.UUID, permission: str = "outreach.view") -> PlannedEvent:
    """The version in force of the event with this uid. Raises NotFound, PermissionDenied."""
    row = (
        PlannedEvent.objects.visible_to(by)
        .in_force()
        .select_related("client")
        .filter(uid=uid)
        .first()
    )
    if row is None:
        raise NotFound(
            "event.unknown",
            "You asked for a planned event; there is none under that number that you may see. Look at "
            "the calendar.",
        )
    clients.check(by=by, permission=permission, client=row.client)
    return row


def planned(*, by: User, client_code: str) -> list[PlannedEvent]:
    """Events of a client that are not over yet, those called off among them, the nearest first."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    return list(
        PlannedEvent.objects.in_force()
        .filter(client=client, ends_at__gte=timezone.now())
        .order_by("starts_at", "id")
    )


def _check(said: dict[str, Any]) -> None:
    if said["strategy"] not in Strategy.values:
        raise InvalidInput(
            "event.strategy_unknown",
            f"You named the strategy {said['strategy']!r}; choose one of: {', '.join(Strategy.values)}.",
            field="strategy",
        )
    for field in ("title", "place"):
        if not said[field]:
            raise InvalidInput(
                f"event.{field}_missing", f"An event needs a {field}; give one.", field=field
            )
    for field, longest in LONGEST.items():
        if len(said[field]) > longest:
            raise InvalidInput(
                f"event.{field}_too_long",
                f"You gave {len(said[field])} characters for {field}; there is room for {longest}.",
                field=field,
            )
    if said["zone"] not in available_timezones():
        raise InvalidInput(
            "event.zone_unknown",
            f"You named the time zone {said['zone']!r}, which the tz database does not know. One of "
            f"the usual ones: {', '.join(ZONES)}.",
            field="zone",
        )
    if said["ends_at"] <= said["starts_at"]:
        raise InvalidInput(
            "event.ends_before_start",
            "The event ends before it begins. Correct one of the two times.",
            field="ends_at",
        )


def local(row: PlannedEvent) -> tuple[datetime, datetime]:
    """Begin and end by the clock of the place."""
    zone = ZoneInfo(row.zone)
    return row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
