"""What the page of retention shows: rules, what is due by rule, holds in force, runs, what was lost."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accountability.complaints.models import Complaint
from accountability.retention.models import (
    LegalHold,
    RetentionRule,
    RetentionRun,
    Tombstone,
)
from accountability.retention.plan import due
from accountability.retention.records import records_of, rules_of
from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.clients.queries import can, find

RUNS = 10


@dataclass(frozen=True, kw_only=True)
class DueByRule:
    """How many records one rule has run out for, and how many of them a hold keeps."""

    rule: str
    remedy: str
    records: int
    held: int


@dataclass(frozen=True, kw_only=True)
class HoldShown:
    """A hold as a reader may see it. complaint, number: None and "" where it keeps an officer's records,
    and where its complaint is sealed to the reader (``is_sealed``); officer: a token or ""."""

    id: int
    complaint_id: int | None
    number: str
    officer: str
    is_sealed: bool
    reason: str
    claim: str
    placed_by: User
    placed_at: datetime
    released_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RetentionOverview:
    """Retention of one client on a day. free: records due that no hold keeps."""

    as_of: date
    rules: tuple[RetentionRule, ...]
    due: tuple[DueByRule, ...]
    free: int
    holds: tuple[HoldShown, ...]
    runs: tuple[RetentionRun, ...]
    sealed: int
    purged: int


def retention_overview(*, by: Person, client_code: str) -> RetentionOverview:
    """Retention of a client today. Raises NotFound, PermissionDenied. A fixed number of queries."""
    client = find(by=by, code=client_code, permission="retention.view")
    today = timezone.localdate()
    over = due(records_of(client), rules_of(client, today), as_of=today)
    total = Counter((each.rule, each.remedy) for each in over)
    held = Counter((each.rule, each.remedy) for each in over if each.held)
    complaints = Complaint.objects.known_at().filter(client=client, sealed_at__isnull=False)
    stones = Tombstone.objects.filter(client=client, leads=True)
    holds = LegalHold.objects.in_force().filter(client=client)
    sees_sealed = can(by=by, permission="complaint.view_sealed", client=client)
    runs = RetentionRun.objects.filter(client=client)
    return RetentionOverview(
        as_of=today,
        rules=tuple(RetentionRule.objects.current().filter(client=client)),
        due=tuple(
            DueByRule(rule=rule, remedy=remedy, records=count, held=held[(rule, remedy)])
            for (rule, remedy), count in sorted(total.items())
        ),
        free=sum(not each.held for each in over),
        holds=tuple(
            _hold(hold, sees_sealed=sees_sealed)
            for hold in holds.select_related("complaint", "officer", "placed_by")
        ),
        runs=tuple(runs.select_related("proposed_by", "decided_by").order_by("-id")[:RUNS]),
        sealed=complaints.count(),
        purged=stones.count(),
    )


def hold_shown(*, by: Person, hold: LegalHold) -> HoldShown:
    """A hold that ``by`` was given, without the complaint where that is sealed to them."""
    sees_sealed = can(by=by, permission="complaint.view_sealed", client=hold.client)
    return _hold(hold, sees_sealed=sees_sealed)


def _hold(hold: LegalHold, *, sees_sealed: bool) -> HoldShown:
    complaint = hold.complaint
    is_sealed = complaint is not None and complaint.sealed_at is not None and not sees_sealed
    shown = None if is_sealed else complaint
    return HoldShown(
        id=hold.pk,
        complaint_id=shown.pk if shown else None,
        number=shown.number if shown else "",
        officer=hold.officer.token if hold.officer else "",
        is_sealed=is_sealed,
        reason=hold.reason,
        claim=hold.claim,
        placed_by=hold.placed_by,
        placed_at=hold.placed_at,
        released_at=hold.released_at,
    )
