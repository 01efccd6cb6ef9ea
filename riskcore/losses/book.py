"""Claims as they stood on a day, for any number of clients, in two queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from riskcore.losses.ledger import NOTHING, Balance, sum_by
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


@dataclass(frozen=True, slots=True)
class StandingClaim:
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
    sums = sum_by(
        (claim, kind, movement, cents(amount))
        for claim, kind, movement, amount in _sums(client_ids, valued_on, known_at, line)
    )
    rows = latest_statements(client_ids, valued_on, known_at).order_by(
        "claim__client_id", "claim__number", "claim__suffix"
    )
    if line:
        rows = rows.filter(claim__line=line)
    told: Iterable[tuple[Any, ...]] = rows.values_list(*_COLUMNS)
    return [StandingClaim(sums.get(row[0], NOTHING), *row) for row in told]


def latest_statements(
    client_ids: Collection[int], valued_on: date, known_at: datetime | None = None
) -> QuerySet[ClaimStatement]:
    """Of each claim the statement that held on ``valued_on``."""
    latest_first = [F("valued_on").desc(), F("recorded_at").desc(), F("id").desc()]
    return (
        ClaimStatement.objects.known_at(known_at)
        .filter(claim__client__in=client_ids, valued_on__lte=valued_on)
        .annotate(rank=Window(RowNumber(), partition_by=[F("claim_id")], order_by=latest_first))
        .filter(rank=1)
    )


def _sums(
    client_ids: Collection[int], valued_on: date, known_at: datetime | None, line: str
) -> "QuerySet[LossTransaction, tuple[Any, ...]]":
    rows = LossTransaction.objects.known_at(known_at).filter(
        claim__client__in=client_ids, posted_on__lte=valued_on
    )
    if line:
        rows = rows.filter(claim__line=line)
    return (
        rows.order_by()
        .values("claim_id", "kind", "movement")
        .annotate(sum=Sum("amount"))
        .values_list("claim_id", "kind", "movement", "sum")
    )
