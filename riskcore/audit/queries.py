"""Reading the record of acts: what happened at a client, and who looked."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from riskcore.access.scoping import Person
from riskcore.audit.models import LOOK, AuditEvent, AuditEventQuerySet
from riskcore.clients.models import Client
from riskcore.clients.queries import can, check


@dataclass(frozen=True, kw_only=True)
class Look:
    """One person's latest look at a client."""

    who: str
    last: datetime


def acts(*, by: Person, client: Client) -> AuditEventQuerySet:
    """What was done at this client, latest first: all of it for those who may read the record of acts,
    otherwise what ``by`` did."""
    events = AuditEvent.objects.filter(client=client).select_related("actor")
    if not can(by=by, permission="audit.view", client=client):
        events = events.filter(actor_id=by.pk)
    return events.order_by("-sequence")


def acts_recorded() -> int:
    """How many acts stand on record, looks aside. It only grows, and grows with every change of data:
    what was worked out under one number holds until there is another. A count, not the highest id,
    since a transaction may commit after one that began later."""
    return AuditEvent.objects.exclude(verb=LOOK).count()


def looks(*, by: Person, client: Client, limit: int = 5) -> list[Look]:
    """Who looked at this client, each person once, latest first. Raises PermissionDenied."""
    check(by=by, permission="audit.view_looks", client=client)
    people = (
        AuditEvent.objects.filter(client=client, verb=LOOK)
        .exclude(actor_id=by.pk)
        .values("actor__first_name", "actor__last_name", "actor__username", "actor_id")
        .annotate(last=Max("at"))
        .order_by("-last", "actor_id")[:limit]
    )
    return [
        Look(
            who=f"{row['actor__first_name']} {row['actor__last_name']}".strip()
            or row["actor__username"],
            last=row["last"],
        )
        for row in people
    ]
