"""Short links of initiatives: made once, followed by anybody, counted by day and by nothing else."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Final

import segno
from django.db import transaction
from django.db.models import F, Max, Sum
from django.utils import timezone

from outreach.initiatives.models import Initiative
from outreach.initiatives.queries import find
from outreach.material.models import ScanDay, TrackedLink
from outreach.services.models import ServiceTie
from outreach.services.queries import Offered, offered_by
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients import queries as clients
from riskcore.clients.models import Client
from riskcore.errors import NotFound

ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH: Final = 10
QUIET_ZONE: Final = 4


@dataclass(frozen=True, kw_only=True)
class Followed:
    """A link with its scans; last_on: the latest day with one."""

    token: str
    reference: str
    initiative_id: int
    initiative: str
    scans: int
    last_on: date | None


@dataclass(frozen=True, kw_only=True)
class OpenServices:
    """What anybody sees who follows a link: the department's services, those of the initiative first."""

    client: str
    synthetic: bool
    services: tuple[Offered, ...]


def link_of(*, by: User, initiative_id: int) -> TrackedLink:
    """The short link of an initiative, made at the first call. Raises NotFound, PermissionDenied.
    Records initiative.link_made."""
    initiative = find(by=by, initiative_id=initiative_id, permission="outreach.submit")
    client = initiative.client
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)
        row = TrackedLink.objects.filter(client=client, reference=initiative.reference).first()
        if row is not None:
            return row
        row = TrackedLink.objects.create(
            client=client,
            reference=initiative.reference,
            token="".join(secrets.choice(ALPHABET) for _ in range(LENGTH)),
            made_by=by,
            made_at=timezone.now(),
        )
        audit.record(
            by=by,
            verb="initiative.link_made",
            subject=initiative,
            client=client,
            reference=initiative.reference,
        )
        return row


def follow(*, token: str) -> OpenServices:
    """What a link leads to, counting the scan under today and keeping nothing of who followed it.

    Asks for nobody's permission: who holds the printed address may read what it leads to. Raises
    NotFound.
    """
    link = TrackedLink.objects.select_related("client").filter(token=token).first()
    if link is None:
        raise NotFound(
            "link.unknown",
            "You followed a short address that leads nowhere. Check it against the paper it stands on.",
        )
    with transaction.atomic():
        day, _ = ScanDay.objects.get_or_create(link=link, day=timezone.localdate())
        ScanDay.objects.filter(pk=day.pk).update(scans=F("scans") + 1)
    return OpenServices(
        client=link.client.name,
        synthetic=link.client.synthetic,
        services=told_services(link.client, link.reference),
    )


def told_services(client: Client, reference: str) -> tuple[Offered, ...]:
    """What is offered, the services the initiative told of first."""
    offered = [each for each in offered_by(client) if each.is_offered]
    tie = ServiceTie.objects.in_force().filter(client=client, reference=reference).first()
    told = set(tie.services) if tie else set()
    return tuple(sorted(offered, key=lambda each: each.key not in told))


def followed(*, by: User, client_code: str) -> list[Followed]:
    """Every link of a client with its scans, most followed first. Raises NotFound. Three queries."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    known = {
        row.reference: row
        for row in Initiative.objects.current().filter(
            client=client,
            reference__in=TrackedLink.objects.filter(client=client).values("reference"),
        )
    }
    rows = (
        TrackedLink.objects.filter(client=client)
        .annotate(scans=Sum("days__scans"), last_on=Max("days__day"))
        .values_list("token", "reference", "scans", "last_on")
    )
    found = [
        Followed(
            token=token,
            reference=reference,
            initiative_id=known[reference].pk,
            initiative=known[reference].title,
            scans=scans or 0,
            last_on=last_on,
        )
        for token, reference, scans, last_on in rows
        if reference in known
    ]
    return sorted(found, key=lambda each: (-each.scans, each.reference))


def qr_of(address: str) -> str:
    """The address as a QR code: SVG in a data address, error correction M, quiet zone of four modules.

    Source: ISO/IEC 18004, drawn by the ``segno`` library.
    """
    code = segno.make(address, error="m", micro=False, boost_error=False)
    return str(code.svg_data_uri(border=QUIET_ZONE, scale=4, xmldecl=False, nl=False))
