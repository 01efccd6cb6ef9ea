"""Triangles of a client or of all of a person's clients, read from the ledger in a fixed number of
queries, with what each method makes of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
from django.db.models import Case, IntegerField, Max, Min, Q, Sum, Value, When

from riskcore.access.scoping import Person
from riskcore.clients.queries import check_somewhere, find, visible
from riskcore.errors import DomainError, InvalidInput
from riskcore.exposures import amounts_by_period
from riskcore.losses.book import latest_statements
from riskcore.losses.models import ClaimStatement, LossTransaction
from riskcore.periods import Period, trailing_years, year_label
from riskcore.policies import Line
from riskcore.rating.book_tables import BASES, BOOK
from riskcore.rating.estimates import Estimate, Method, estimate
from riskcore.rating.files import Premium
from riskcore.rating.ledger_triangle import Basis, Floats, FromLedger, Occurrences, from_ledger
from riskcore.rating.plan import DateBasis, Losses
from riskcore.rating.triangles import Triangle

MOST_YEARS = 15
REPORT_LAG = timedelta(days=120)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which triangle. line: "" for all. cap: dollars per occurrence, None for none. years: how far back,
    2 to 15. known_at: what was known at that moment, rather than now. losses: which money; dated: the
    day by which a claim belongs to its year."""

    as_of: date
    basis: Basis = Basis.INCURRED
    line: str = ""
    cap: Decimal | None = None
    years: int = 10
    known_at: datetime | None = None
    losses: Losses = Losses.INDEMNITY_AND_EXPENSE
    dated: DateBasis = DateBasis.OCCURRED

    def __post_init__(self) -> None:
        if not 2 <= self.years <= MOST_YEARS:
            raise InvalidInput(
                "triangle.years",
                f"A triangle of {self.years} years was asked; choose from 2 to {MOST_YEARS}.",
                field="years",
            )
        if self.cap is not None and self.cap <= 0:
            raise InvalidInput(
                "triangle.cap",
                f"A cap of {self.cap} dollars was given; it lies above 0.",
                field="cap",
            )
        if self.line and self.line not in Line.values:
            raise InvalidInput(
                "triangle.line",
                f"There is no line {self.line!r}; the lines are {', '.join(Line.values)}.",
                field="line",
            )


@dataclass(frozen=True, eq=False)
class Tried:
    """A method and what came of it: an estimate, or why there is none."""

    method: Method
    estimate: Estimate | None
    because: str = ""


@dataclass(frozen=True, eq=False)
class LedgerTriangle:
    """A triangle with its results. clients: how many stand in it; undated: claims without any date."""

    asked: Asked
    triangle: Triangle
    clients: int
    claims: int
    undated: int
    tried: tuple[Tried, ...]
    warnings: tuple[str, ...]


def client_triangle(*, by: Person, client_code: str, asked: Asked) -> LedgerTriangle:
    """The client's triangle. Raises NotFound, PermissionDenied ("loss.view"), and InvalidInput where the
    record holds no triangle, saying what is missing."""
    client = find(by=by, code=client_code, permission="loss.view")
    return _read([client.pk], asked)


def book_triangle(*, by: Person, asked: Asked) -> LedgerTriangle:
    """One triangle of all clients whose book ``by`` may see. Raises PermissionDenied ("book.view"), and
    InvalidInput as ``client_triangle``."""
    check_somewhere(by=by, permission=BOOK)
    return _read(list(visible(by=by, permission=BOOK).values_list("pk", flat=True)), asked)


def triangle_or_why(
    *, by: Person, asked: Asked, client_code: str = ""
) -> tuple[LedgerTriangle | None, str]:
    """The triangle of a client, or of the book without one; where the record holds none, None and what
    is missing. Raises NotFound and PermissionDenied as the two above."""
    try:
        if client_code:
            return client_triangle(by=by, client_code=client_code, asked=asked), ""
        return book_triangle(by=by, asked=asked), ""
    except InvalidInput as missing:
        return None, missing.message


@dataclass(frozen=True, eq=False)
class ReadTriangle:
    """A triangle of some clients as the ledger gives it, before any method."""

    made: FromLedger
    rows: Occurrences
    undated: int

    @property
    def triangle(self) -> Triangle:
        return self.made.triangle

    @property
    def claims(self) -> int:
        return int(self.rows.client.size)


def read_triangle(client_ids: Collection[int], asked: Asked) -> ReadTriangle:
    """The triangle of these clients; asks for nobody's permission. Raises InvalidInput where the record
    holds none. Three queries."""
    periods = trailing_years(asked.as_of, asked.years)
    rows, undated = _occurrences(client_ids, asked, periods)
    labels = [year_label(period) for period in periods]
    cap = None if asked.cap is None else float(asked.cap)
    return ReadTriangle(from_ledger(rows, labels, basis=asked.basis, cap=cap), rows, undated)


def _read(client_ids: Collection[int], asked: Asked) -> LedgerTriangle:
    read = read_triangle(client_ids, asked)
    made, rows, undated = read.made, read.rows, read.undated
    periods = trailing_years(asked.as_of, asked.years)
    premiums, because = _premiums(rows, made, asked, periods)
    return LedgerTriangle(
        asked=asked,
        triangle=made.triangle,
        clients=int(np.unique(rows.client).size) - made.left_out,
        claims=read.claims,
        undated=undated,
        tried=tuple(_tried(made.triangle, method, premiums, because) for method in METHODS),
        warnings=_warnings(made, undated, asked),
    )


METHODS = (Method.MACK, Method.CAPE_COD)


def _tried(read: Triangle, method: Method, premiums: list[Premium], because: str) -> Tried:
    if method is Method.CAPE_COD and because:
        return Tried(method, None, because)
    try:
        return Tried(method, estimate(read, method, premiums=premiums))
    except DomainError as error:
        if method is Method.MACK and error.code.startswith("development."):
            return _without_error(read, error)
        return Tried(method, None, error.message)


def _without_error(read: Triangle, reason: DomainError) -> Tried:
    """The chain ladder alone, where only its error cannot be told; else the reason why neither can."""
    try:
        return Tried(
            Method.CHAIN_LADDER, estimate(read, Method.CHAIN_LADDER), because=reason.message
        )
    except DomainError as error:
        return Tried(Method.CHAIN_LADDER, None, error.message)


def _warnings(made: FromLedger, undated: int, asked: Asked) -> tuple[str, ...]:
    told = []
    if made.left_out:
        told.append(
            f"{made.left_out} {'client is' if made.left_out == 1 else 'clients are'} left out: their "
            "record begins after the first valuation used."
        )
    if undated:
        told.append(f"{undated} claims carry no date and stand in no year.")
    if asked.basis is Basis.COUNTS:
        told.append("Claims closed without payment count; incidents without a demand do too.")
    return tuple(told)


def _premiums(
    rows: Occurrences, made: FromLedger, asked: Asked, periods: list[Period]
) -> tuple[list[Premium], str]:
    """Exposure by origin for Cape Cod, or why there is none."""
    if not asked.line:
        return [], "Cape Cod needs one exposure for all losses: choose a line."
    base = BASES[Line(asked.line)]
    used = periods[-len(made.triangle.origins) :]
    found = amounts_by_period(
        base=base,
        client_ids=np.unique(rows.client).tolist(),
        periods=used,
        known_at=asked.known_at,
    )
    sums = [float(sum(amount.quantity for amount in year.values())) for year in found]
    if not all(sums):
        empty = made.triangle.origins[sums.index(0.0)]
        return [], f"Cape Cod cannot be computed, because no {base.label} are recorded for {empty}."
    return [
        Premium(origin, total, None, None)
        for origin, total in zip(made.triangle.origins, sums, strict=True)
    ], ""


def _occurrences(
    client_ids: Collection[int], asked: Asked, periods: list[Period]
) -> tuple[Occurrences, int]:
    ends = [period.last_day for period in periods]
    statements = latest_statements(client_ids, asked.as_of, asked.known_at).order_by()
    if asked.line:
        statements = statements.filter(claim__line=asked.line)
    columns = (
        "claim_id", "claim__client_id", "claim__number",
        "occurred_on", "made_on", "reported_on",
    )  # fmt: skip
    stated = _first_stated(client_ids, asked)
    rows: list[tuple[int, int, int, int, int, int]] = []
    numbers: dict[tuple[int, str], int] = {}
    undated = 0
    for claim, client, number, occurred, made, reported in statements.values_list(*columns):
        by_claim = asked.dated is DateBasis.MADE
        dated = (made or reported or occurred) if by_claim else (occurred or made or reported)
        if dated is None:
            undated += 1
            continue
        if dated < periods[0].start or dated > asked.as_of:
            continue
        told = max(dated, reported or made or dated)
        said = stated[claim]
        if said - told <= REPORT_LAG:
            said = told
        occurrence = numbers.setdefault((client, number), len(numbers))
        places = (_place(ends, dated), _place(ends, told), _place(ends, said))
        rows.append((claim, client, occurrence, *places))
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 6)
    amounts = _amounts(client_ids, asked, ends, table[:, 0].tolist())
    client, occurrence, origin, known, said_at = table[:, 1:].T
    return Occurrences(client, occurrence, origin, known, said_at, amounts), undated


def _place(ends: list[date], day: date) -> int:
    """The first valuation on or after a day; one past the last where there is none."""
    return sum(end < day for end in ends)


def _first_stated(client_ids: Collection[int], asked: Asked) -> dict[int, date]:
    rows = (
        ClaimStatement.objects.known_at(asked.known_at)
        .filter(claim__client__in=client_ids, valued_on__lte=asked.as_of)
        .order_by()
        .values_list("claim_id")
        .annotate(first=Min("valued_on"))
    )
    return dict(rows)


def _amounts(
    client_ids: Collection[int], asked: Asked, ends: list[date], claims: list[int]
) -> Floats:
    """What stood of each claim at each valuation: one query, summed by claim and valuation."""
    place = {claim: at for at, claim in enumerate(claims)}
    amounts = np.zeros((len(claims), len(ends)))
    if asked.basis is Basis.COUNTS or not claims:
        return amounts
    bucket = Case(
        *(When(posted_on__lte=end, then=Value(at)) for at, end in enumerate(ends)),
        output_field=IntegerField(),
    )
    rows: Any = (
        LossTransaction.objects.known_at(asked.known_at)
        .filter(claim__client__in=client_ids, posted_on__lte=asked.as_of)
        .order_by()
    )
    if asked.line:
        rows = rows.filter(claim__line=asked.line)
    if asked.losses is Losses.INDEMNITY:
        rows = rows.filter(kind="indemnity")
    paid = Sum("amount", filter=Q(movement="paid"))
    other = Sum("amount", filter=Q(movement="reserve"))
    back = Sum("amount", filter=Q(movement="recovery"))
    sums = (
        {"paid": paid}
        if asked.basis is Basis.PAID
        else {"paid": paid, "other": other, "back": back}
    )
    for claim, at, *figures in (
        rows.annotate(bucket=bucket).values_list("claim_id", "bucket").annotate(**sums)
    ):
        if claim in place:
            gross, *rest = [float(figure or 0) for figure in figures]
            amounts[place[claim], at] += gross + (rest[0] - rest[1] if rest else 0.0)
    return np.cumsum(amounts, axis=1)


def latest_day(*, by: Person, client_code: str = "") -> date | None:
    """The last valuation on record of the client, or of the whole book, or None."""
    rows = ClaimStatement.objects.visible_to(by, "loss.view").known_at()
    if client_code:
        rows = rows.filter(claim__client__code=client_code)
    found: date | None = rows.aggregate(latest=Max("valued_on"))["latest"]
    return found
