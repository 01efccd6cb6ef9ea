"""One claim over time: what was stated of it, and every movement of money with the balance after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from riskcore.access.scoping import Person
from riskcore.clients.queries import find
from riskcore.errors import NotFound
from riskcore.losses.codes import LABELS
from riskcore.losses.ledger import NOTHING
from riskcore.losses.loss_run import Figures
from riskcore.losses.models import Claim, ClaimStatement, LossTransaction


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a row came from: a file (its batch and name), or a person's hand (batch None)."""

    batch: UUID | None
    name: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class StatementLine:
    """What was said of the claim as of one valuation date."""

    valued_on: date
    status: str
    occurred_on: date | None
    made_on: date | None
    reported_on: date | None
    closed_on: date | None
    reopened_on: date | None
    cause_label: str
    cause_as_recorded: str
    department: str
    litigated: bool
    description: str
    source: Source


@dataclass(frozen=True, kw_only=True)
class LedgerLine:
    """One movement, and what the claim amounts to after it."""

    posted_on: date
    kind: str
    movement: str
    amount: Figures
    balance: Figures
    source: Source


@dataclass(frozen=True, kw_only=True)
class ClaimHistory:
    """One claim. statements: latest first; ledger: in the order of the days posted, the last balance
    being ``standing``. Rows of files that were taken back are not among them."""

    number: str
    suffix: str
    line: str
    line_label: str
    policy_number: str
    statements: tuple[StatementLine, ...]
    ledger: tuple[LedgerLine, ...]
    standing: Figures

    @property
    def name(self) -> str:
        return f"{self.number}-{self.suffix}" if self.suffix else self.number


def claim_history(
    *, by: Person, client_code: str, number: str, suffix: str = "", known_at: datetime | None = None
) -> ClaimHistory:
    """All that is recorded of one claim and counts. Raises NotFound, PermissionDenied ("loss.view").

    A claim of which no statement counts (every file that named it was taken back) is not found.
    """
    client = find(by=by, code=client_code, permission="loss.view")
    claim = Claim.objects.visible_to(by).filter(client=client, number=number, suffix=suffix).first()
    statements = _statements(claim, known_at) if claim else ()
    if claim is None or not statements:
        raise NotFound(
            "claims.unknown",
            f"You asked for the claim {number!r} of {client.name}; none is recorded under that number. "
            "Look for it in the loss run.",
            claim=number,
        )
    movements = LossTransaction.objects.known_at(known_at).filter(claim=claim)
    ledger = tuple(_ledger(movements.select_related("batch").order_by("posted_on", "id")))
    return ClaimHistory(
        number=claim.number,
        suffix=claim.suffix,
        line=claim.line,
        line_label=claim.get_line_display(),
        policy_number=claim.policy_number,
        statements=statements,
        ledger=ledger,
        standing=ledger[-1].balance if ledger else Figures.of(NOTHING),
    )


def _statements(claim: Claim, known_at: datetime | None) -> tuple[StatementLine, ...]:
    rows = ClaimStatement.objects.known_at(known_at).filter(claim=claim).select_related("batch")
    return tuple(
        StatementLine(
            valued_on=row.valued_on,
            status=row.get_status_display(),
            occurred_on=row.occurred_on,
            made_on=row.made_on,
            reported_on=row.reported_on,
            closed_on=row.closed_on,
            reopened_on=row.reopened_on,
            cause_label=LABELS.get(row.cause, row.cause),
            cause_as_recorded=row.cause_as_recorded,
            department=row.department,
            litigated=row.litigated,
            description=row.description,
            source=_source(row),
        )
        for row in rows.order_by("-valued_on", "-recorded_at", "-id")
    )


def _ledger(rows: Iterable[LossTransaction]) -> Iterable[LedgerLine]:
    balance = NOTHING
    for row in rows:
        balance = balance.moved(row.kind, row.movement, row.amount)
        yield LedgerLine(
            posted_on=row.posted_on,
            kind=row.get_kind_display(),
            movement=row.get_movement_display(),
            amount=Figures.of(NOTHING.moved(row.kind, row.movement, row.amount)),
            balance=Figures.of(balance),
            source=_source(row),
        )


def _source(row: ClaimStatement | LossTransaction) -> Source:
    return Source(
        batch=row.batch.pk if row.batch else None,
        name=row.batch.file_name if row.batch else "",
        recorded_at=row.recorded_at,
    )
