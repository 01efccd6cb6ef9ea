"""The terms of clients as their triggers read them, and what they leave open, in fixed queries."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import find, visible
from riskcore.coverage.gaps import KEYS, Finding, findings
from riskcore.coverage.models import RetroAcceptance
from riskcore.coverage.trigger import InsuredPart
from riskcore.errors import InvalidInput
from riskcore.policies import CoveragePart, Policy
from riskcore.units import write_date

Place = tuple[str, str, date, date | None]


def insured_parts(
    *, client_ids: Collection[int], known_at: datetime | None = None
) -> Mapping[int, tuple[InsuredPart, ...]]:
    """Every part of each client's terms, in one query; clients without one are left out. Of a term
    recorded twice the last holds. Asks for nobody's permission: the caller has done so."""
    rows = (
        CoveragePart.objects.filter(
            policy__client__in=client_ids, policy__in=Policy.objects.current(known_at)
        )
        .order_by("policy__client_id", "policy__starts_on", "policy__number", "line")
        .values_list(
            "policy__client_id",
            "policy__number",
            "policy__carrier__name",
            "line",
            "trigger",
            "policy__starts_on",
            "policy__ends_on",
            "retro_date",
            "continuity_date",
            "report_grace_days",
            "erp_ends_on",
        )
    )
    found: dict[int, list[InsuredPart]] = {}
    for client, number, carrier, line, trigger, start, end, retro, continuity, grace, erp in rows:
        part = InsuredPart(
            number=number,
            carrier=carrier,
            line=line,
            trigger=trigger,
            starts_on=start,
            ends_on=end,
            retro_date=retro,
            continuity_date=continuity,
            report_grace_days=grace,
            erp_ends_on=erp,
        )
        found.setdefault(client, []).append(part)
    return {client: tuple(parts) for client, parts in found.items()}


def standing_findings(
    *, client_ids: Collection[int], as_of: date, known_at: datetime | None = None
) -> Mapping[int, tuple[Finding, ...]]:
    """What each client's terms leave open, accepted retro dates marked as such, in two queries.

    Asks for nobody's permission: the caller has done so. A referral rule reads it for a whole book.
    """
    accepted = _acceptances(client_ids, known_at)
    parts = insured_parts(client_ids=client_ids, known_at=known_at)
    return {
        client: tuple(
            replace(one, accepted=accepted.get((client, place(one)), ""))
            for one in findings(of_client, as_of=as_of)
        )
        for client, of_client in parts.items()
    }


def of_client(
    *, by: Person, client_code: str, as_of: date, known_at: datetime | None = None
) -> tuple[Finding, ...]:
    """What one client's terms leave open on a day. Raises NotFound, PermissionDenied."""
    client = find(by=by, code=client_code, permission="profile.view")
    found = standing_findings(client_ids=[client.pk], as_of=as_of, known_at=known_at)
    return found.get(client.pk, ())


def across_clients(
    *,
    by: Person,
    as_of: date,
    client_code: str = "",
    keys: Collection[str] = (),
    open_only: bool = False,
) -> list[tuple[Client, Finding]]:
    """Every finding among the clients whose profile ``by`` may see, by client name, in a fixed number of
    queries; of one client where its code is given.

    keys: only these. Raises InvalidInput for a key there is none of, NotFound, PermissionDenied.
    """
    if unknown := sorted(set(keys) - KEYS.keys()):
        raise InvalidInput(
            "coverage.key_unknown",
            f"You asked for the findings {', '.join(map(repr, unknown))}; there are "
            f"{', '.join(KEYS)}. Use one of these.",
            keys=unknown,
        )
    if client_code:
        clients = [find(by=by, code=client_code, permission="profile.view")]
    else:
        clients = list(visible(by=by, permission="profile.view").order_by("name", "id"))
    found = standing_findings(client_ids=[client.pk for client in clients], as_of=as_of)
    return [
        (client, one)
        for client in clients
        for one in found.get(client.pk, ())
        if (not keys or one.key in keys) and (one.is_open or not open_only)
    ]


def place(one: Finding) -> Place:
    """What an acceptance must name to speak of this finding."""
    return one.line, one.number, one.term_starts_on, one.retro_date


def _acceptances(
    client_ids: Collection[int], known_at: datetime | None
) -> dict[tuple[int, Place], str]:
    rows = RetroAcceptance.objects.filter(client__in=client_ids).select_related("accepted_by")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    return {
        (row.client_id, (row.line, row.number, row.starts_on, row.retro_date)): _words(row)
        for row in rows
    }


def _words(row: RetroAcceptance) -> str:
    who = row.accepted_by.get_full_name() or row.accepted_by.username
    day = write_date(timezone.localdate(row.recorded_at))
    return f"Accepted by {who} on {day}: {row.reason} Agreed by the client: {row.agreement}"
