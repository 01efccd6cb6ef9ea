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
from riskcore.policies import Line as Liability
from riskcore.policies import next_expiries
from riskcore.profiles.body import Profile
from riskcore.profiles.kept import measured
from riskcore.profiles.queries import Measured, portfolio_of, profile_of
from riskcore.rating.kept_book import rated_rows
from riskcore.rating.summary import RatingRow
from riskcore.recommendations.queries import Advice, standing

SIZE = 100
FREQUENCY = "losses.frequency"
BY_YEAR = "losses.by_year"
EXHIBITS = frozenset({BY_YEAR})
FACTS = ("name", "kind", "state", "carrier")
FIGURES = (
    *("officer_years", "incurred", "trend", "modification", "change"),
    *("watch", "overdue", "expires_on"),
)
RATED: Mapping[str, Callable[["Line"], bool]] = {
    "debit": lambda line: line.modification is not None and line.modification > 1,
    "credit": lambda line: line.modification is not None and line.modification < 1,
    "up": lambda line: line.change is not None and line.change > 0,
    "down": lambda line: line.change is not None and line.change < 0,
    "unrated": lambda line: line.may_rate and line.modification is None,
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which clients, as of when, in which order; "" asks nothing.

    carrier: its code. within: the first policy to expire does so within so many days, 0 for any. owed:
    "late" for recommendations overdue, "critical" for critical ones among them. rated: one of RATED.
    having: key of a factor that may be ordered by; those where it is above nought. line: the one that
    is rated. order: one of FACTS or FIGURES or a factor's key; "-" before it turns it. What has no
    figure stands last either way.
    """

    as_of: date
    kind: str = ""
    state: str = ""
    carrier: str = ""
    text: str = ""
    within: int = 0
    owed: str = ""
    rated: str = ""
    having: str = ""
    line: str = Liability.LEL.value
    order: str = "name"

    def keeps(self, line: "Line") -> bool:
        """Whether a client's line is one of those asked for by renewal, by premium, by what it has and
        by what it owes."""
        if self.within:
            last = self.as_of + timedelta(days=self.within)
            if line.expires_on is None or line.expires_on > last:
                return False
        if self.rated and not RATED[self.rated](line):
            return False
        if self.having and not (_value_of(self.having)(line) or 0) > 0:
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
    policy in force on the day, if any is. liability: the line rated; may_rate: whether ``by`` may see
    the premium; rating: how the client is rated on the line, None without cover of it.
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
    liability: str = Liability.LEL.value
    may_rate: bool = False
    rating: RatingRow | None = None

    @property
    def modification(self) -> Decimal | None:
        """The experience modification."""
        return self.rating.modification if self.rating else None

    @property
    def change(self) -> Decimal | None:
        """Indicated over expiring premium - 1."""
        return self.rating.change if self.rating else None

    @property
    def unrated(self) -> str:
        """Why there is no modification; "" where there is one, or where ``by`` may not know."""
        if not self.may_rate or self.modification is not None:
            return ""
        if self.rating is None:
            return f"no {self.liability} cover"
        if not self.rating.plan:
            return f"no plan for {self.state} {self.liability}"
        return self.rating.because

    @property
    def figures(self) -> dict[str, Number | None]:
        """The value of every factor that clients may be told apart by; empty without a profile."""
        return {key: self.readings[key].value for key in rankable() if key in self.readings}

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


def rankable() -> list[str]:
    """Keys of the factors clients may be told apart by: no watch indicator, no count of persons."""
    return [
        factor.key
        for factor in FACTORS
        if not factor.suppress_below and factor.use is not Use.WATCH
    ]


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

    Raises InvalidInput for an order, a line or a choice there is none of.
    """
    _check(choice)
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
    kept = [line for line in _lines(chosen, book, by, choice) if choice.keeps(line)]
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


def _lines(chosen: list[Client], book: Measured, by: Person, choice: Choice) -> list[Line]:
    ids = [client.pk for client in chosen]
    rows = {row.client.code: row for row in portfolio_of(book, by=by).rows}
    sent = standing(client_ids=ids, as_of=choice.as_of)
    expiries = next_expiries(client_ids=ids, on=choice.as_of)
    priced = set(visible(by=by, permission="rating.view").values_list("pk", flat=True))
    rated = rated_rows(
        clients=[client for client in chosen if client.pk in priced],
        as_of=choice.as_of,
        line=choice.line,
    )
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
            liability=choice.line,
            may_rate=client.pk in priced,
            rating=rated.get(client.code),
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


def _check(choice: Choice) -> None:
    _check_order(choice.order)
    if choice.having:
        _check_factor(choice.having, field="having")
    for field, given, known in (
        ("rated", choice.rated, ["", *RATED]),
        ("line", choice.line, list(Liability.values)),
    ):
        if given not in known:
            raise InvalidInput(
                "desk.choice",
                f"You asked for clients with {field} {given!r}; it can be "
                f"{', '.join(each for each in known if each)}. Choose one of these.",
                field=field,
            )


def _check_order(order: str) -> None:
    column = order.removeprefix("-")
    if column not in FACTS and column not in FIGURES:
        _check_factor(column, field="order")


def _check_factor(key: str, *, field: str) -> None:
    """Whether clients may be told apart by this factor in a list."""
    if key not in FACTORS:
        raise InvalidInput(
            "desk.order",
            f"You asked for clients by {key!r}; they can be listed by "
            f"{', '.join((*FACTS, *FIGURES, *rankable()))}. Choose one of these.",
            field=field,
        )
    if key not in rankable():
        raise InvalidInput(
            "desk.no_league_table",
            f"You asked for clients by {FACTORS.get(key).label.lower()}; a list from best to worst "
            "of complaints or force would be chance for the most part, and would reward a closed door, "
            "so there is none. Order by watch indicators above peers, and read each with its interval.",
            field=field,
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
