"""Writing the record of acts and proving it whole."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.chain import Break, Link, breaks
from riskcore.audit.models import HOUSE, LOOK, AuditEvent, AuditHead
from riskcore.canonical import canonical_json
from riskcore.clients.models import Client
from riskcore.clients.queries import find


def record(
    *, by: User, verb: str, subject: models.Model, client: Client | None = None, **facts: Any
) -> AuditEvent:
    """Append one act to its chain: the client's, or the house's where it belongs to no client.

    Call it last in the action's transaction: the head row stays locked until the commit. ``facts``
    are what changed and why, in values that have a canonical form; never names of officers.
    """
    return _append(timezone.now(), by, verb, subject, client, facts)


def record_invented(
    *, at: datetime, by: User, verb: str, subject: models.Model, client: Client, **facts: Any
) -> AuditEvent:
    """Append an act of the synthetic book, whose past never happened, at its invented moment."""
    return _append(at, by, verb, subject, client, {**facts, "synthetic": True})


def _append(
    at: datetime,
    by: User,
    verb: str,
    subject: models.Model,
    client: Client | None,
    facts: dict[str, Any],
) -> AuditEvent:
    with transaction.atomic():
        chain = f"client:{client.code}" if client else HOUSE
        AuditHead.objects.get_or_create(chain=chain)
        head = AuditHead.objects.select_for_update().get(chain=chain)
        event = AuditEvent(
            chain=chain,
            sequence=head.sequence + 1,
            at=at,
            actor=by,
            client=client,
            verb=verb,
            subject_kind=subject._meta.label_lower,
            subject_id=str(subject.pk),
            facts=canonical_json(facts),
            previous_hash=head.hash,
        )
        event.hash = _link(event).computed_hash()
        event.save(force_insert=True)
        head.sequence, head.hash = event.sequence, event.hash
        head.save(update_fields=["sequence", "hash"])
    return event


def look(*, by: User, code: str, permission: str = "client.view") -> Client:
    """``clients.queries.find``, and the record that ``by`` looked: once a day, however often they do.

    Two first looks at the same moment may both be recorded: the record is then long, never wrong.
    """
    client = find(by=by, code=code, permission=permission)
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    seen = AuditEvent.objects.filter(client=client, at__gte=today, actor=by, verb=LOOK)
    if not by.is_system and not seen.exists():
        record(by=by, verb=LOOK, subject=client, client=client)
    return client


def verify() -> tuple[int, list[Break]]:
    """Walk every chain; returns how many events were read and every break found."""
    heads = {head.chain: (head.sequence, head.hash) for head in AuditHead.objects.all()}
    chains = set(heads) | set(AuditEvent.objects.values_list("chain", flat=True).distinct())
    count, found = 0, []
    for chain in sorted(chains):
        events = AuditEvent.objects.in_chain(chain).order_by("sequence", "id")
        links = [_link(event) for event in events.iterator(chunk_size=2000)]
        count += len(links)
        found += breaks(chain, links, head=heads.get(chain))
    return count, found


def _link(event: AuditEvent) -> Link:
    return Link(
        row=event.pk or 0,
        chain=event.chain,
        sequence=event.sequence,
        at=event.at.isoformat(timespec="microseconds"),
        actor=str(event.actor_id),
        verb=event.verb,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        facts=event.facts,
        previous_hash=event.previous_hash,
        hash=event.hash,
    )
