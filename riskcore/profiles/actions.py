"""Taking snapshots: a profile frozen under the fingerprint of its own content."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db import transaction

from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.canonical import canonical_json, sha256
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.profiles.body import Portfolio
from riskcore.profiles.models import ProfileSnapshot
from riskcore.profiles.plan import PLAN
from riskcore.profiles.queries import Measured, measure, portfolio_of

BATCH = 200


@dataclass(frozen=True, kw_only=True)
class SnapshotBook:
    """The snapshots of a whole book. ids: client code -> snapshot id; created: how many were new."""

    portfolio: Portfolio
    ids: Mapping[str, str]
    created: int


@transaction.atomic
def snapshot(
    *, by: User, client_code: str, as_of: date, years: int = PLAN.years
) -> ProfileSnapshot:
    """The snapshot of a client as of a day: the one already there where the facts and the plan are
    the same, a new one otherwise, which is recorded as ``profile.snapshot``.

    The body is complete; show it through ``suppression.body_as_read_by``.
    """
    client = find(by=by, code=client_code, permission="profile.view")
    measured = measure(clients=[client], as_of=as_of, years=years)
    fresh = _snapshot(measured, client, by)
    row, created = ProfileSnapshot.objects.get_or_create(
        pk=fresh.pk,
        defaults={
            "client": client,
            "as_of": as_of,
            "plan": fresh.plan,
            "body": fresh.body,
            "created_by": by,
        },
    )
    if created:
        audit.record(
            by=by, verb="profile.snapshot", subject=row, client=client, as_of=as_of, plan=row.plan
        )
    return row


@transaction.atomic
def snapshot_book(*, by: User, as_of: date, years: int = PLAN.years) -> SnapshotBook:
    """Snapshots of every client ``by`` may profile, measured once, in a number of reads that does not
    grow with the clients. Where any is new, records one ``profile.snapshot_book`` in the house's chain.
    """
    clients = Client.objects.visible_to(by, "profile.view").select_related("carrier")
    measured = measure(clients=clients, as_of=as_of, years=years)
    ids: dict[str, str] = {}
    before = ProfileSnapshot.objects.filter(as_of=as_of)
    known = set(before.order_by().values_list("pk", flat=True))
    bodies = (_snapshot(measured, client, by) for client in measured.clients)
    created = 0
    for batch in _batches(bodies):
        ids |= {row.client.code: row.pk for row in batch}
        new = [row for row in batch if row.pk not in known]
        ProfileSnapshot.objects.bulk_create(new, ignore_conflicts=True)
        created += len(new)
    if created:
        audit.record(
            by=by,
            verb="profile.snapshot_book",
            subject=by,
            plan=PLAN.key,
            as_of=as_of,
            created=created,
            ids_sha256=sha256(canonical_json(ids)),
        )
    return SnapshotBook(portfolio=portfolio_of(measured, by=by), ids=ids, created=created)


def _snapshot(measured: Measured, client: Client, by: User) -> ProfileSnapshot:
    body = canonical_json(measured.body(client))
    return ProfileSnapshot(
        pk=sha256(body),
        client=client,
        as_of=measured.book.window.as_of,
        plan=measured.book.plan.key,
        body=body,
        created_by=by,
    )


def _batches(rows: Iterator[ProfileSnapshot]) -> Iterator[list[ProfileSnapshot]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
