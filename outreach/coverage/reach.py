"""Where each strategy reached in the last four quarters, district by district. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from outreach.initiatives.models import Strategy
from outreach.register.entries import Entry
from outreach.register.grid import Cell, name_of, quarters_to

QUARTERS = 4
ELSEWHERE = "no district named"


@dataclass(frozen=True, kw_only=True)
class Place:
    """One strategy in one district: a cell for each quarter, oldest first, and the latest day."""

    strategy: str
    cells: tuple[Cell, ...]
    last_on: date | None

    @property
    def initiatives(self) -> int:
        return sum(cell.initiatives for cell in self.cells)

    @property
    def accepted(self) -> int:
        return sum(cell.accepted for cell in self.cells)


@dataclass(frozen=True, kw_only=True)
class District:
    """One district with its four strategies; ``is_listed`` where the department itself lists it."""

    name: str
    is_listed: bool
    places: tuple[Place, ...]

    @property
    def initiatives(self) -> int:
        return sum(place.initiatives for place in self.places)

    @property
    def gaps(self) -> tuple[str, ...]:
        """Strategies with nothing begun here in these quarters."""
        return tuple(place.strategy for place in self.places if not place.initiatives)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """quarters: labels, oldest first; districts: those listed first, then others that initiatives name.
    Initiatives that name none stand in the last row, where there are any."""

    quarters: tuple[str, ...]
    districts: tuple[District, ...]

    @property
    def unreached(self) -> tuple[str, ...]:
        """Listed districts in which nothing at all began."""
        return tuple(
            each.name for each in self.districts if each.is_listed and not each.initiatives
        )

    @property
    def gaps(self) -> int:
        """Strategies missing in listed districts, all together."""
        return sum(len(each.gaps) for each in self.districts if each.is_listed)


def reach_of(entries: Iterable[Entry], *, listed: Sequence[str], as_of: date) -> Reach:
    """Initiatives by strategy, district and the quarter they began in; what lies outside is left out.

    listed: the department's own districts. A district is known by its words, whatever their case and
    spacing. An initiative of several districts (with semicolons between) counts in each.
    """
    quarters = quarters_to(as_of, QUARTERS)
    inside = [entry for entry in entries if quarters[0].start <= entry.starts_on < quarters[-1].end]
    names = {_plain(name): name for name in listed}
    by_district: dict[str, list[Entry]] = {key: [] for key in names}
    for entry in inside:
        for name in districts_of(entry) or (ELSEWHERE,):
            names.setdefault(_plain(name), name)
            by_district.setdefault(_plain(name), []).append(entry)
    order = [*by_district]
    last = _plain(ELSEWHERE)
    if last in order:
        order.remove(last)
        order.append(last)
    known = {_plain(name) for name in listed}
    return Reach(
        quarters=tuple(name_of(quarter) for quarter in quarters),
        districts=tuple(
            District(
                name=names[key],
                is_listed=key in known,
                places=tuple(
                    _place([e for e in by_district[key] if e.strategy == strategy], strategy, as_of)
                    for strategy in Strategy
                ),
            )
            for key in order
        ),
    )


def districts_of(entry: Entry) -> tuple[str, ...]:
    """The districts an initiative names, each once.

    >>> from types import SimpleNamespace
    >>> districts_of(SimpleNamespace(district="North; South ;north"))
    ('North', 'South')
    """
    found: dict[str, str] = {}
    for part in entry.district.split(";"):
        name = " ".join(part.split())
        if name:
            found.setdefault(_plain(name), name)
    return tuple(found.values())


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _place(entries: list[Entry], strategy: Strategy, as_of: date) -> Place:
    return Place(
        strategy=strategy.value,
        cells=tuple(
            Cell(
                initiatives=sum(entry.starts_on in quarter for entry in entries),
                accepted=sum(entry.is_accepted for entry in entries if entry.starts_on in quarter),
            )
            for quarter in quarters_to(as_of, QUARTERS)
        ),
        last_on=max((entry.starts_on for entry in entries), default=None),
    )
