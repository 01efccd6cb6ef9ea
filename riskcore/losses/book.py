"""Claims as they stood on a day, for any number of clients, in two queries."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from riskcore.losses.ledger import KINDS, MOVEMENTS, NOTHING, ZERO, Balance, Money
from riskcore.losses.models import ClaimStatement, LossTransaction
from riskcore.units import cents

_COLUMNS = (
    "claim_id",
    "claim__client_id",
    "claim__number",
    "claim__suffix",
    "claim__line",
    "claim__policy_number",
    "status",
    "occurred_on",
    "made_on",
    "reported_on",
    "closed_on",
    "reopened_on",
    "cause",
    "cause_as_recorded",
    "department",
    "litigated",
)


_SUMS = {
    f"{kind}_{movement}": Sum("amount", filter=Q(kind=kind, movement=movement))
    for kind in KINDS
    for movement in MOVEMENTS
}


class StandingClaim(NamedTuple):
    """One claim on one day: its latest statement by then and the sum of its movements."""

    balance: Balance
    claim_id: int
    client_id: int
    number: str
    suffix: str
    line: str
    policy_number: str
    status: str
    occurred_on: date | None
    made_on: date | None
    reported_on: date | None
    closed_on: date | None
    reopened_on: date | None
    cause: str
    cause_as_recorded: str
    department: str
    litigated: bool

    @property
    def is_open(self) -> bool:
        return self.status != "closed"

    @property
    def dated_on(self) -> date | None:
        """The day of loss; where it is not recorded, the day made, or else reported."""
        return self.occurred_on or self.made_on or self.reported_on


def standing(
    *,
    client_ids: Collection[int],
    valued_on: date,
    known_at: datetime | None = None,
    line: str = "",
) -> list[StandingClaim]:
    """Every claim with a statement in force on or before ``valued_on``, by client and number.

    known_at: leave out what was recorded, and keep what was taken back, after that moment. Two queries.
    """
    balances = {
        claim: _balance(sums) for claim, *sums in _sums(client_ids, valued_on, known_at, line)
    }
    rows = latest_statements(client_ids, valued_on, known_at).order_by(
        "claim__client_id", "claim__number", "claim__suffix"
    )
    if line:
        rows = rows.filter(claim__line=line)
    told: Iterable[tuple[Any, ...]] = rows.values_list(*_COLUMNS)
    return [StandingClaim(balances.get(row[0], NOTHING), *row) for row in told]


def _balance(sums: Sequence[Decimal | None]) -> Balance:
    """A balance from what the database summed, in the order of ``_SUMS``; None where nothing moved."""
    amounts = [ZERO if amount is None else cents(amount) for amount in sums]
    return Balance(Money(*amounts[:3]), Money(*amounts[3:]))


def latest_statements(
    client_ids: Collection[int], valued_on: date, known_at: datetime | None = None
) -> QuerySet[ClaimStatement]:
    """Of each claim the statement that held on ``valued_on``."""
    told = ClaimStatement.objects.known_at(known_at).filter(valued_on__lte=valued_on)
    same_day = Q(valued_on=OuterRef("valued_on"))
    same_moment = same_day & Q(recorded_at=OuterRef("recorded_at"))
    later = (
        Q(valued_on__gt=OuterRef("valued_on"))
        | (same_day & Q(recorded_at__gt=OuterRef("recorded_at")))
        | (same_moment & Q(pk__gt=OuterRef("pk")))
    )
    superseding = told.filter(later, claim=OuterRef("claim")).order_by()
    return told.filter(~Exists(superseding), claim__client__in=client_ids)


def _sums(
    client_ids: Collection[int], valued_on: date, known_at: datetime | None, line: str
) -> "QuerySet[LossTransaction, tuple[Any, ...]]":
    rows = LossTransaction.objects.known_at(known_at).filter(
        claim__client__in=client_ids, posted_on__lte=valued_on
    )
    if line:
        rows = rows.filter(claim__line=line)
    return rows.order_by().values("claim_id").annotate(**_SUMS).values_list("claim_id", *_SUMS)
