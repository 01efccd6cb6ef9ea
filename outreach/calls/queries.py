"""What calls were about and how many contacts were positive: whole books for factors, one client for
pages. Contacts are compared with nobody but the department itself."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from outreach.calls.mixing import CallRow, Mix, mix
from outreach.calls.models import (
    CallMapping,
    CallMonth,
    ContactKind,
    ContactMonth,
)
from outreach.calls.shares import Share, share_of_count
from outreach.register.grid import name_of, quarters_to
from riskcore.access.models import User
from riskcore.clients import queries as clients
from riskcore.factors.registry import Scope, Window
from riskcore.periods import Period, add_months, trailing

MONTHS = 12
QUARTERS = 12


@dataclass(frozen=True, kw_only=True)
class PlacedType:
    """One type of call of the last twelve months with the kind the department gave it, "" for none."""

    call_type: str
    calls: int
    minutes: float | None
    kind: str


@dataclass(frozen=True, kw_only=True)
class ServiceMix:
    """One client's mix of the twelve months to the last month recorded. version 0: no mapping yet."""

    client_code: str
    period: Period
    mix: Mix
    types: tuple[PlacedType, ...]
    version: int
    may_submit: bool


@dataclass(frozen=True, kw_only=True)
class QuarterOfContacts:
    """Logged contacts of one quarter; share None where none were logged."""

    label: str
    positive: int
    all: int
    share: Share | None


def mixes(
    *, client_ids: Collection[int], period: Period, known_at: datetime | None = None
) -> dict[int, Mix]:
    """The service mix of each of these clients over the period, in two queries."""
    rows: dict[int, list[CallRow]] = defaultdict(list)
    for client_id, month, call_type, calls, minutes in (
        CallMonth.objects.current(known_at)
        .filter(client__in=client_ids, month__gte=period.start, month__lt=period.end)
        .order_by("client_id", "month", "call_type")
        .values_list("client_id", "month", "call_type", "calls", "minutes")
    ):
        rows[client_id].append(
            CallRow(
                month=month,
                call_type=call_type,
                calls=calls,
                minutes=None if minutes is None else float(minutes),
            )
        )
    kinds = dict(
        CallMapping.objects.known_at(known_at)
        .filter(client__in=client_ids)
        .order_by("client_id", "version")
        .values_list("client_id", "kinds")
    )
    return {pk: mix(rows.get(pk, []), kinds.get(pk, {})) for pk in client_ids}


def mixes_of(scope: Scope, window: Window) -> dict[int, Mix]:
    """``mixes`` of a scope's clients over twelve months, read by the first measure that asks."""
    return scope.once(
        ("service mix", window),
        lambda: mixes(
            client_ids=scope.client_ids,
            period=trailing(window.as_of, months_back=MONTHS),
            known_at=window.known_at,
        ),
    )


def service_mix(*, by: User, client_code: str) -> ServiceMix:
    """One client's mix with every type of call. Raises NotFound, PermissionDenied."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    last = CallMonth.objects.current().filter(client=client).order_by("-month").first()
    period = trailing(_month_end(last.month) if last else timezone.localdate(), months_back=MONTHS)
    mapping = CallMapping.objects.filter(client=client).order_by("-version").first()
    kinds = mapping.kinds if mapping else {}
    rows = [
        CallRow(
            month=row.month,
            call_type=row.call_type,
            calls=row.calls,
            minutes=None if row.minutes is None else float(row.minutes),
        )
        for row in CallMonth.objects.current().filter(
            client=client, month__gte=period.start, month__lt=period.end
        )
    ]
    return ServiceMix(
        client_code=client.code,
        period=period,
        mix=mix(rows, kinds),
        types=_types(rows, kinds),
        version=mapping.version if mapping else 0,
        may_submit=clients.can(by=by, permission="outreach.submit", client=client),
    )


def contacts_by_quarter(
    *, client_ids: Collection[int], as_of: date, known_at: datetime | None = None
) -> dict[int, tuple[QuarterOfContacts, ...]]:
    """Positive contacts of all logged ones in the last twelve quarters, oldest first. One query."""
    quarters = quarters_to(as_of, QUARTERS)
    counts: dict[tuple[int, int, bool], int] = defaultdict(int)
    for client_id, month, kind, contacts in (
        ContactMonth.objects.current(known_at)
        .filter(client__in=client_ids, month__gte=quarters[0].start, month__lt=quarters[-1].end)
        .values_list("client_id", "month", "kind", "contacts")
    ):
        at = next(at for at, quarter in enumerate(quarters) if month in quarter)
        counts[client_id, at, kind == ContactKind.POSITIVE] += contacts
    return {
        pk: tuple(
            _quarter(name_of(quarter), counts[pk, at, True], counts[pk, at, False])
            for at, quarter in enumerate(quarters)
        )
        for pk in client_ids
    }


def positive_contacts(
    *, by: User, client_code: str, as_of: date | None = None
) -> tuple[QuarterOfContacts, ...]:
    """One client's quarters of contacts. Raises NotFound, PermissionDenied."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    found = contacts_by_quarter(client_ids=[client.pk], as_of=as_of or timezone.localdate())
    return found[client.pk]


def _quarter(label: str, positive: int, rest: int) -> QuarterOfContacts:
    return QuarterOfContacts(
        label=label,
        positive=positive,
        all=positive + rest,
        share=share_of_count(positive, positive + rest) if positive + rest else None,
    )


def _types(rows: list[CallRow], kinds: dict[str, str]) -> tuple[PlacedType, ...]:
    calls: dict[str, int] = defaultdict(int)
    minutes: dict[str, float] = defaultdict(float)
    untimed: set[str] = set()
    for row in rows:
        calls[row.call_type] += row.calls
        minutes[row.call_type] += row.minutes or 0
        if row.minutes is None:
            untimed.add(row.call_type)
    found = [
        PlacedType(
            call_type=name,
            calls=count,
            minutes=None if name in untimed else minutes[name],
            kind=kinds.get(name, ""),
        )
        for name, count in calls.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.kind != "", -each.calls, each.call_type)))


def _month_end(month: date) -> date:
    return add_months(month, 1) - timedelta(days=1)
