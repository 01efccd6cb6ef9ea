"""Profiles as a person reads them: of all the clients they may see, or of one."""

import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from riskcore.access.scoping import Person
from riskcore.canonical import sha256
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput, NotFound
from riskcore.exposures import STOCKS, ExposureBase, amounts
from riskcore.factors.registry import FACTORS, Peer, Scope, Window
from riskcore.periods import trailing
from riskcore.profiles.body import ClientFacts, Portfolio, Profile, Row, profile_body
from riskcore.profiles.build import Book, measure_book
from riskcore.profiles.explain import explain
from riskcore.profiles.models import ProfileSnapshot
from riskcore.profiles.peers import Group, group_of
from riskcore.profiles.plan import PLAN
from riskcore.profiles.suppression import as_read_by, body_as_read_by

MOST_YEARS = 30


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A book as measured, before anybody reads it: nothing in it is suppressed."""

    clients: tuple[Client, ...]
    groups: Mapping[int, Group]
    book: Book

    def body(self, client: Client) -> dict[str, Any]:
        """The snapshot body of one of its clients."""
        return profile_body(
            client=facts_of(client),
            window=self.book.window,
            plan=self.book.plan,
            readings=self.book.readings[client.pk],
            exhibits=self.book.exhibits[client.pk],
        )


@dataclass(frozen=True, kw_only=True)
class SnapshotPage:
    """A snapshot for one reader. body: as they may read it; found: the SHA-256 of the stored bytes,
    which is the id unless somebody changed them."""

    id: str
    client_code: str
    as_of: date
    plan: str
    created_at: datetime
    created_by: str
    found: str
    body: dict[str, Any]

    @property
    def is_intact(self) -> bool:
        return self.found == self.id


def portfolio(
    *,
    by: Person,
    as_of: date,
    years: int = PLAN.years,
    kind: str = "",
    state: str = "",
    carrier: str = "",
    search: str = "",
) -> Portfolio:
    """The clients ``by`` may see, with their readings, in a number of queries that does not grow with
    the clients. ``search`` looks in name and code; ``carrier`` is a carrier's code."""
    asked = {"kind": kind, "state": state, "carrier__code": carrier, "name__icontains": search}
    shown = Client.objects.visible_to(by, "profile.view").select_related("carrier")
    named = shown.filter(**{path: value for path, value in asked.items() if value})
    if search:
        coded = {**asked, "name__icontains": "", "code__icontains": search}
        named |= shown.filter(**{path: value for path, value in coded.items() if value})
    measured = measure(clients=named, as_of=as_of, years=years, with_exhibits=False)
    return portfolio_of(measured, by=by)


def profile(*, by: Person, client_code: str, as_of: date, years: int = PLAN.years) -> Profile:
    """One client's profile, as ``by`` may read it. NotFound or PermissionDenied as everywhere."""
    client = find(by=by, code=client_code, permission="profile.view")
    return profile_of(measure(clients=[client], as_of=as_of, years=years), by=by)


def profile_of(measured: Measured, *, by: Person) -> Profile:
    """The one client of a measured book as ``by`` may read it."""
    read = portfolio_of(measured, by=by)
    [client], [row] = measured.clients, read.rows
    return Profile(
        as_of=read.as_of,
        window=read.window,
        plan=read.plan,
        factors=read.factors,
        row=row,
        exhibits=measured.book.exhibits[client.pk],
        explanations={
            factor.key: explain(row.readings[factor.key], factor) for factor in read.factors
        },
        failures=read.failures,
    )


def snapshots(*, by: Person, client_code: str) -> tuple[ProfileSnapshot, ...]:
    """The snapshots taken of a client, the latest day first; bodies are left unread."""
    client = find(by=by, code=client_code, permission="profile.view")
    return tuple(ProfileSnapshot.objects.filter(client=client).defer("body"))


def read_snapshot(*, by: Person, snapshot_id: str) -> dict[str, Any]:
    """The body of a snapshot as ``by`` may read it: NotFound where its client is not theirs to see."""
    row = _snapshot(by, snapshot_id)
    return body_as_read_by(json.loads(row.body), open_to=open_permissions(by=by, client=row.client))


def snapshot_page(*, by: Person, snapshot_id: str) -> SnapshotPage:
    """A snapshot with what is known of its making, its fingerprint worked out anew from its bytes."""
    row = _snapshot(by, snapshot_id)
    return SnapshotPage(
        id=row.pk,
        client_code=row.client.code,
        as_of=row.as_of,
        plan=row.plan,
        created_at=row.created_at,
        created_by=row.created_by.get_full_name() or row.created_by.username,
        found=sha256(row.body),
        body=body_as_read_by(
            json.loads(row.body), open_to=open_permissions(by=by, client=row.client)
        ),
    )


def _snapshot(by: Person, snapshot_id: str) -> ProfileSnapshot:
    row = (
        ProfileSnapshot.objects.visible_to(by)
        .select_related("client", "created_by")
        .filter(pk=snapshot_id)
        .first()
    )
    if row is None:
        raise NotFound(
            "snapshot.unknown",
            f"You asked for the snapshot {snapshot_id!r}; there is none with that id that you may see. "
            "Check the id, or take a new snapshot.",
            snapshot=snapshot_id,
        )
    return row


def measure(
    *,
    clients: Iterable[Client],
    as_of: date,
    years: int = PLAN.years,
    with_exhibits: bool = True,
    only_exhibits: Collection[str] = (),
) -> Measured:
    """Measure these clients beside all members of their peer groups, whoever may see those: a band
    must not depend on who asks. Asks for nobody's permission: the caller has done so."""
    if not 1 <= years <= MOST_YEARS:
        raise InvalidInput(
            "profile.years",
            f"You asked for a window of {years} years; it may be 1 to {MOST_YEARS}.",
            years=years,
        )
    asked = tuple(clients)
    everyone = tuple(Client.objects.select_related("carrier").order_by("code"))
    groups = _groups(everyone, as_of)
    wanted = {client.pk for client in asked}
    names = {groups[pk].name for pk in wanted} - {""}
    scope = Scope(
        peers=tuple(
            Peer(id=client.pk, code=client.code, kind=client.kind, state=client.state)
            for client in everyone
            if client.pk in wanted or groups[client.pk].name in names
        )
    )
    book = measure_book(
        scope,
        Window(as_of=as_of, years=years),
        groups=groups,
        with_exhibits=with_exhibits,
        only_exhibits=only_exhibits,
        # A savepoint only inside a transaction: outside one it would take SQLite's write lock.
        isolate=transaction.atomic if connection.in_atomic_block else nullcontext,
    )
    return Measured(clients=asked, groups=groups, book=book)


def portfolio_of(measured: Measured, *, by: Person) -> Portfolio:
    """A measured book as ``by`` may read it: the one place where small numbers are held back."""
    ids = [client.pk for client in measured.clients]
    open_to = {
        permission: _holders(by, permission, ids)
        for permission in sorted({factor.open_to for factor in FACTORS if factor.suppress_below})
    }
    rows = tuple(
        Row(
            client=facts_of(client),
            synthetic=client.synthetic,
            group=measured.groups[client.pk],
            readings={
                factor.key: as_read_by(
                    measured.book.readings[client.pk][factor.key],
                    factor,
                    is_open=client.pk in open_to.get(factor.open_to, ()),
                )
                for factor in FACTORS
            },
        )
        for client in measured.clients
    )
    return Portfolio(
        as_of=measured.book.window.as_of,
        window=measured.book.window.period,
        plan=measured.book.plan.key,
        factors=tuple(FACTORS),
        rows=rows,
        failures=measured.book.failures,
    )


def facts_of(client: Client) -> ClientFacts:
    """What a profile says of who the client is; ``client.carrier`` should have been fetched."""
    return ClientFacts(
        code=client.code,
        name=client.name,
        kind=client.kind,
        state=client.state,
        carrier=client.carrier.name,
    )


def open_permissions(*, by: Person, client: Client) -> frozenset[str]:
    """The factors' ``open_to`` permissions that ``by`` holds for a client."""
    asked = {factor.open_to for factor in FACTORS if factor.suppress_below}
    return frozenset(name for name in asked if _holders(by, name, [client.pk]))


def _holders(by: Person, permission: str, ids: Collection[int]) -> frozenset[int]:
    """Those of the clients for which ``by`` holds the permission; none for an empty permission."""
    if not permission:
        return frozenset()
    held = Client.objects.visible_to(by, permission).filter(pk__in=ids)
    return frozenset(held.values_list("pk", flat=True))


def _groups(clients: Iterable[Client], as_of: date) -> dict[int, Group]:
    """Peer groups by the mean size over the last 12 months, one query for each base of size."""
    everyone = tuple(clients)
    ids = [client.pk for client in everyone]
    period = trailing(as_of, months_back=12)
    sizes: dict[int, dict[str, float]] = {pk: {} for pk in ids}
    for base in sorted({bands.base for bands in PLAN.size_bands.values()} & set(STOCKS)):
        for pk, amount in amounts(base=ExposureBase(base), client_ids=ids, period=period).items():
            sizes[pk][base] = float(amount.quantity) * 12 / amount.months_known
    return {
        client.pk: group_of(
            kind=client.kind, sizes=sizes[client.pk], synthetic=client.synthetic, plan=PLAN
        )
        for client in everyone
    }
