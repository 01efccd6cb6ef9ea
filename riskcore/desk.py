"""The underwriter's desk: clients beside their figures as of a day, chosen, ordered and paged.

Knows which facts stand in a row; which factors make its columns is the page's choice. Every figure is
as its reader may see it before anything is ordered or added up: an order tells as much as a number.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from riskcore.access.scoping import Person
from riskcore.clients.models import Client, ClientKind
from riskcore.clients.queries import find, visible
from riskcore.errors import InvalidInput
from riskcore.factors.reading import Number, Reading
from riskcore.factors.registry import FACTORS, Use
from riskcore.periods import Period
from riskcore.policies import next_expiries
from riskcore.profiles.body import Profile
from riskcore.profiles.kept import measured
from riskcore.profiles.queries import Measured, portfolio_of, profile_of
from riskcore.recommendations.queries import Advice, standing

SIZE = 100
FREQUENCY = "losses.frequency"
BY_YEAR = "losses.by_year"
EXHIBITS = frozenset({BY_YEAR})
FACTS = ("name", "kind", "state", "carrier")
FIGURES = ("officer_years", "incurred", "trend", "watch", "overdue", "expires_on")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which clients, as of when, in which order; "" asks nothing.

    carrier: its code. within: the first policy to expire does so within so many days, 0 for any. owed:
    "late" for recommendations overdue, "critical" for critical ones among them. order: one of FACTS or
    FIGURES or a factor's key; "-" before it turns it. What has no figure stands last either way.
    """

    as_of: date
    kind: str = ""
    state: str = ""
    carrier: str = ""
    text: str = ""
    within: int = 0
    owed: str = ""
    order: str = "name"

    def keeps(self, line: "Line") -> bool:
        """Whether a client's line is one of those asked for by renewal and by what it owes."""
        if self.within:
            last = self.as_of + timedelta(days=self.within)
            if line.expires_on is None or line.expires_on > last:
                return False
        return not self.owed or bool(line.critical if self.owed == "critical" else line.late)


@dataclass(frozen=True, kw_only=True)
class Year:
    """One year of the window that ends with the day asked: claims dated in it and their incurred."""

    label: str
    claims: int
    incurred: Decimal


@dataclass(frozen=True, kw_only=True)
class Line:
    """One client on the desk.

    group: the peer group, "" where there is none. readings: by factor key; empty where ``by`` may see
    the client but not its profile. years: oldest first. late, critical: recommendations overdue on the
    day, and the critical ones among them; None where none had been sent. expires_on: the first end of a
    policy in force on the day, if any is.
    """

    code: str
    name: str
    kind: str
    state: str
    carrier: str
    synthetic: bool
    group: str
    readings: Mapping[str, Reading]
    years: tuple[Year, ...]
    late: int | None
    critical: int
    expires_on: date | None

    @property
    def has_profile(self) -> bool:
        return bool(self.readings)

    @property
    def officer_years(self) -> Number | None:
        reading = self.readings.get(FREQUENCY)
        return reading.denominator if reading else None

    @property
    def incurred(self) -> Decimal | None:
        return sum((year.incurred for year in self.years), Decimal("0.00")) if self.years else None

    @property
    def trend(self) -> float | None:
        """Claims of the last year less the mean of the years before."""
        if len(self.years) < 2:
            return None
        *before, last = (year.claims for year in self.years)
        return last - sum(before) / len(before)

    @property
    def watch(self) -> int | None:
        """How many watch indicators stand above the middle half of the peers."""
        if not self.readings:
            return None
        keys = [factor.key for factor in FACTORS if factor.use is Use.WATCH]
        return sum(side(self.readings[key]) == "above" for key in keys)

    @property
    def overdue(self) -> tuple[int, int] | None:
        return None if self.late is None else (self.critical, self.late)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One page of a person's desk. total: clients they may see; found: those of the choice; reserves
    and incurred: over all found; failures: keys of factors that could not be measured at all."""

    lines: tuple[Line, ...]
    found: int
    total: int
    states: tuple[str, ...]
    carriers: tuple[tuple[str, str], ...]
    page: int
    pages: int
    reserves: Decimal
    incurred: Decimal
    window: Period | None
    failures: tuple[str, ...]


def side(reading: Reading) -> str:
    """Where a value stands beside the middle half of its peers: above, within or below; "" unknown."""
    if reading.value is None or reading.peers is None:
        return ""
    if reading.value > reading.peers.high:
        return "above"
    return "below" if reading.value < reading.peers.low else "within"


def desk(*, by: Person, choice: Choice, page: int = 1, size: int = SIZE) -> Desk:
    """A page of the clients ``by`` may see, in a number of queries that does not grow with them; a page
    beyond the last is the last. size 0: all on one page.

    Raises InvalidInput for an order there is none of.
    """
    _check_order(choice.order)
    mine = visible(by=by)
    matching = mine.matching(kind=choice.kind, state=choice.state, text=choice.text)
    if choice.carrier:
        matching = matching.filter(carrier__code=choice.carrier)
    chosen = list(matching.select_related("carrier").order_by("name", "id"))
    readable = set(visible(by=by, permission="profile.view").values_list("pk", flat=True))
    book = measured(
        clients=[client for client in chosen if client.pk in readable],
        as_of=choice.as_of,
        exhibits=EXHIBITS,
    )
    kept = [line for line in _lines(chosen, book, by, choice.as_of) if choice.keeps(line)]
    lines = _ordered(kept, choice.order)
    size = size or max(len(lines), 1)
    pages = max(1, -(-len(lines) // size))
    page = min(max(1, page), pages)
    return Desk(
        lines=tuple(lines[(page - 1) * size : page * size]),
        found=len(lines),
        total=mine.count(),
        states=tuple(mine.order_by("state").values_list("state", flat=True).distinct()),
        carriers=tuple(
            mine.order_by("carrier__name").values_list("carrier__code", "carrier__name").distinct()
        ),
        page=page,
        pages=pages,
        reserves=sum((_reserve(line) for line in lines), Decimal("0.00")),
        incurred=sum((line.incurred or Decimal("0.00") for line in lines), Decimal("0.00")),
        window=book.book.window.period if book.clients else None,
        failures=book.book.failures,
    )


def glance(*, by: Person, client_code: str, as_of: date) -> Profile:
    """One client's figures, from the same measurement as its line on the desk; of the exhibits only the
    losses by year. Raises NotFound and PermissionDenied."""
    client = find(by=by, code=client_code, permission="profile.view")
    return profile_of(measured(clients=[client], as_of=as_of, exhibits=EXHIBITS), by=by)


def _lines(chosen: list[Client], book: Measured, by: Person, as_of: date) -> list[Line]:
    ids = [client.pk for client in chosen]
    rows = {row.client.code: row for row in portfolio_of(book, by=by).rows}
    sent = standing(client_ids=ids, as_of=as_of)
    expiries = next_expiries(client_ids=ids, on=as_of)
    return [
        Line(
            code=client.code,
            name=client.name,
            kind=str(ClientKind(client.kind).label),
            state=client.state,
            carrier=client.carrier.name,
            synthetic=client.synthetic,
            group=rows[client.code].group.name if client.code in rows else "",
            readings=rows[client.code].readings if client.code in rows else {},
            years=_years(book, client) if client.code in rows else (),
            expires_on=expiries.get(client.pk),
            **_owed(sent.get(client.pk)),
        )
        for client in chosen
    ]


def _owed(advice: tuple[Advice, ...] | None) -> dict[str, Any]:
    late = [item for item in advice or () if item.is_overdue]
    return {
        "late": None if advice is None else len(late),
        "critical": sum(item.classification == "critical" for item in late),
    }


def _years(book: Measured, client: Client) -> tuple[Year, ...]:
    table = book.book.exhibits[client.pk].get(BY_YEAR)
    if not isinstance(table, list):  # {"unavailable": why}
        return ()
    return tuple(
        Year(label=row["year"], claims=row["claims"], incurred=Decimal(row["incurred"]))
        for row in table
    )


def _reserve(line: Line) -> Decimal:
    reading = line.readings.get("losses.open_reserves")
    return Decimal(str(reading.value)) if reading and reading.value is not None else Decimal("0.00")


def _check_order(order: str) -> None:
    column = order.removeprefix("-")
    rankable = [f.key for f in FACTORS if f.use is not Use.WATCH and not f.suppress_below]
    if column not in FACTS and column not in FIGURES and column not in FACTORS:
        raise InvalidInput(
            "desk.order",
            f"You asked for clients by {order!r}; they can be listed by "
            f"{', '.join((*FACTS, *FIGURES, *rankable))}. Choose one of these.",
            field="order",
        )
    if column in FACTORS and column not in rankable:
        raise InvalidInput(
            "desk.no_league_table",
            f"You asked for clients by {FACTORS.get(column).label.lower()}; a list from best to worst "
            "of complaints or force would be chance for the most part, and would reward a closed door, "
            "so there is none. Order by watch indicators above peers, and read each with its interval.",
            field="order",
        )


def _ordered(lines: list[Line], order: str) -> list[Line]:
    column = order.removeprefix("-")
    value = _value_of(column)
    known = [line for line in lines if value(line) is not None]
    unknown = [line for line in lines if value(line) is None]
    return sorted(known, key=value, reverse=order.startswith("-")) + unknown


def _value_of(column: str) -> Callable[[Line], Any]:
    """What a column is ordered by; None where it has no figure. Lines come by name, and stay so."""
    if column in FACTS:
        return lambda line: getattr(line, column).casefold()
    if column in FIGURES:
        return lambda line: getattr(line, column)

    def of_factor(line: Line) -> Number | None:
        reading = line.readings.get(column)
        return reading.value if reading else None

    return of_factor
