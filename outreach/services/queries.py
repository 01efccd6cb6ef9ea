"""The catalogue of a department's services, with how often each was made known."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from outreach.initiatives.models import Initiative
from outreach.initiatives.queries import find
from outreach.services.models import Service, ServiceTie
from riskcore.access.models import User
from riskcore.clients import queries as clients
from riskcore.clients.models import Client
from riskcore.periods import trailing

MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A service as it stands. told: initiatives of the last twelve months that told people of it."""

    key: str
    name: str
    what: str
    reach: str
    languages: tuple[str, ...]
    hours: str
    in_spanish: dict[str, str]
    is_offered: bool
    recorded_at: datetime
    told: int
    last_told_on: date | None


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Services now offered by name, those no longer offered, and who may change them."""

    client_code: str
    offered: tuple[Offered, ...]
    ended: tuple[Offered, ...]
    may_submit: bool


@dataclass(frozen=True, kw_only=True)
class Told:
    """Which services one initiative told people of, and all it could have."""

    client_code: str
    initiative_id: int
    title: str
    services: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    may_submit: bool


def catalogue(*, by: User, client_code: str) -> Catalogue:
    """What a client's department offers, in a fixed number of queries. Raises NotFound."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    found = offered_by(client)
    return Catalogue(
        client_code=client.code,
        offered=tuple(each for each in found if each.is_offered),
        ended=tuple(each for each in found if not each.is_offered),
        may_submit=clients.can(by=by, permission="outreach.submit", client=client),
    )


def offered_by(client: Client) -> list[Offered]:
    """Every service of the client's catalogue by name, for those who have found the client. Three
    queries."""
    period = trailing(timezone.localdate(), months_back=MONTHS)
    days = dict(
        Initiative.objects.current()
        .filter(client=client, starts_on__gte=period.start, starts_on__lt=period.end)
        .values_list("reference", "starts_on")
    )
    told: Counter[str] = Counter()
    last: dict[str, date] = {}
    for tie in ServiceTie.objects.in_force().filter(client=client):
        if tie.reference in days:
            for key in tie.services:
                told[key] += 1
                last[key] = max(days[tie.reference], last.get(key, date.min))
    return [
        Offered(
            key=row.key,
            name=row.name,
            what=row.what,
            reach=row.reach,
            languages=tuple(row.languages),
            hours=row.hours,
            in_spanish=row.in_spanish,
            is_offered=row.is_offered,
            recorded_at=row.recorded_at,
            told=told[row.key],
            last_told_on=last.get(row.key),
        )
        for row in Service.objects.in_force().filter(client=client).order_by("name", "id")
    ]


def told_at(*, by: User, initiative_id: int) -> Told:
    """Which services the initiative with this number told people of. Raises NotFound."""
    named = find(by=by, initiative_id=initiative_id)
    client = named.client
    [current] = Initiative.objects.current().filter(client=client, reference=named.reference)
    tie = ServiceTie.objects.in_force().filter(client=client, reference=named.reference).first()
    offered = Service.objects.in_force().filter(client=client, is_offered=True).order_by("name")
    return Told(
        client_code=client.code,
        initiative_id=current.pk,
        title=current.title,
        services=tuple(tie.services) if tie else (),
        choices=tuple(offered.values_list("key", "name")),
        may_submit=clients.can(by=by, permission="outreach.submit", client=client),
    )
