"""What the page of retention shows: rules, what is due by rule, holds in force, runs, what was lost."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

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
from riskcore.access.scoping import Person
from riskcore.clients.queries import find

RUNS = 10


@dataclass(frozen=True, kw_only=True)
class DueByRule:
    """How many records one rule has run out for, and how many of them a hold keeps."""

    rule: str
    remedy: str
    records: int
    held: int


@dataclass(frozen=True, kw_only=True)
class RetentionOverview:
    """Retention of one client on a day. free: records due that no hold keeps."""

    as_of: date
    rules: tuple[RetentionRule, ...]
    due: tuple[DueByRule, ...]
    free: int
    holds: tuple[LegalHold, ...]
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
    runs = RetentionRun.objects.filter(client=client)
    return RetentionOverview(
        as_of=today,
        rules=tuple(RetentionRule.objects.current().filter(client=client)),
        due=tuple(
            DueByRule(rule=rule, remedy=remedy, records=count, held=held[(rule, remedy)])
            for (rule, remedy), count in sorted(total.items())
        ),
        free=sum(not each.held for each in over),
        holds=tuple(holds.select_related("complaint", "officer", "placed_by")),
        runs=tuple(runs.select_related("proposed_by", "decided_by").order_by("-id")[:RUNS]),
        sealed=complaints.count(),
        purged=stones.count(),
    )
