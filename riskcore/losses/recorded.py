"""What is recorded of one client's claims before a file is compared with it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from riskcore.clients.models import Client
from riskcore.losses.book import StandingClaim, latest_statements, standing
from riskcore.losses.ledger import Posting
from riskcore.losses.models import Claim, ClaimStatement, LossTransaction
from riskcore.policies import CoveragePart, Policy

Key = tuple[str, str]
STATED = (
    "status", "occurred_on", "made_on", "reported_on", "closed_on", "reopened_on", "cause",
    "cause_as_recorded", "department", "claimant", "description", "litigated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """A claim's row. in_force: whether any statement about it counts; where none does (its files were
    taken back) the row is as good as new."""

    id: int
    line: str
    policy_number: str
    in_force: bool


def identities(client: Client) -> dict[Key, Identity]:
    """Every claim row of the client by (number, suffix), in one query."""
    counting = ClaimStatement.objects.known_at().filter(claim=OuterRef("pk"))
    rows = (
        Claim.objects.filter(client=client)
        .annotate(in_force=Exists(counting))
        .values_list("number", "suffix", "id", "line", "policy_number", "in_force")
    )
    return {
        (number, suffix): Identity(pk, line, policy_number, in_force)
        for number, suffix, pk, line, policy_number, in_force in rows
    }


def only_line(client: Client) -> str:
    """The line of the client's policies where they have but one; "" otherwise."""
    policies = Policy.objects.known_at().filter(client=client)
    lines = set(
        CoveragePart.objects.filter(policy__in=policies).order_by().values_list("line", flat=True)
    )
    return lines.pop() if len(lines) == 1 else ""


def standing_by_id(client: Client, valued_on: date) -> dict[int, StandingClaim]:
    """The client's claims as they stand on the day."""
    return {row.claim_id: row for row in standing(client_ids=[client.pk], valued_on=valued_on)}


def stated_by_id(client: Client, valued_on: date) -> dict[int, tuple[date, dict[str, object]]]:
    """What the statement in force on the day said of each claim, and of which date it is."""
    rows = latest_statements([client.pk], valued_on).values_list("claim_id", "valued_on", *STATED)
    return {claim: (day, dict(zip(STATED, facts, strict=True))) for claim, day, *facts in rows}


def later_statement_days(client: Client, valued_on: date) -> dict[int, list[date]]:
    """By claim, the valuation dates already recorded after ``valued_on``."""
    rows = (
        ClaimStatement.objects.known_at()
        .filter(claim__client=client, valued_on__gt=valued_on)
        .order_by()
        .values_list("claim_id", "valued_on")
    )
    found: dict[int, list[date]] = {}
    for claim, day in rows:
        found.setdefault(claim, []).append(day)
    return found


def previous_valuation(client: Client, valued_on: date, lines: Collection[str]) -> date | None:
    """The last valuation date recorded for these lines on or before ``valued_on``."""
    return (
        ClaimStatement.objects.known_at()
        .filter(claim__client=client, claim__line__in=lines, valued_on__lte=valued_on)
        .order_by("-valued_on")
        .values_list("valued_on", flat=True)
        .first()
    )


def claims_stated_on(client: Client, day: date, lines: Collection[str]) -> set[Key]:
    """The claims of these lines that a statement of exactly that day speaks of."""
    return set(
        ClaimStatement.objects.known_at()
        .filter(claim__client=client, claim__line__in=lines, valued_on=day)
        .order_by()
        .values_list("claim__number", "claim__suffix")
    )


def as_posting(row: LossTransaction) -> Posting:
    """A movement as the ledger reads it."""
    return Posting(row.posted_on, row.kind, row.movement, row.amount)
