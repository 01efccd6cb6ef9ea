"""The grid of four strategies by quarter: what was done when, and how it stands. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from outreach.initiatives.models import Strategy
from outreach.register.entries import Entry
from riskcore.periods import Period, add_months

QUARTERS = 8


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Initiatives that began in one quarter: how many, and how many of them are accepted."""

    initiatives: int
    accepted: int

    @property
    def mark(self) -> str:
        """A shape that survives a black-and-white copy: ■ accepted, ▲ some, △ none yet, – nothing."""
        if self.initiatives == 0:
            return "–"
        if self.accepted == 0:
            return "△"
        return "■" if self.accepted == self.initiatives else "▲"

    @property
    def words(self) -> str:
        if self.initiatives == 0:
            return "none recorded"
        return f"{self.accepted} of {self.initiatives} accepted"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One strategy over the quarters of the grid."""

    strategy: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """quarters: labels ("2026 Q3"), oldest first; one row for each of the four strategies.
    attested: of each quarter, whether the department attested that it had nothing to report."""

    quarters: tuple[str, ...]
    rows: tuple[Row, ...]
    attested: tuple[bool, ...] = ()


def quarters_to(as_of: date, count: int = QUARTERS) -> list[Period]:
    """The ``count`` calendar quarters that end with the one ``as_of`` lies in, oldest first."""
    first = date(as_of.year, as_of.month - (as_of.month - 1) % 3, 1)
    starts = [add_months(first, -3 * back) for back in reversed(range(count))]
    return [Period(start, add_months(start, 3)) for start in starts]


def name_of(quarter: Period) -> str:
    return f"{quarter.start.year} Q{(quarter.start.month + 2) // 3}"


def lay_out(
    entries: Iterable[Entry],
    *,
    as_of: date,
    count: int = QUARTERS,
    attested: Collection[date] = (),
) -> Grid:
    """Entries by strategy and by the quarter in which they began; what lies outside is left out.
    attested: first days of quarters attested to be empty."""
    quarters = quarters_to(as_of, count)
    begun = [(entry.strategy, entry.starts_on, entry.is_accepted) for entry in entries]
    return Grid(
        quarters=tuple(name_of(quarter) for quarter in quarters),
        rows=tuple(
            Row(
                strategy=strategy.value,
                label=str(strategy.label),
                cells=tuple(_cell(begun, strategy, quarter) for quarter in quarters),
            )
            for strategy in Strategy
        ),
        attested=tuple(quarter.start in attested for quarter in quarters),
    )


def _cell(begun: list[tuple[str, date, bool]], strategy: Strategy, quarter: Period) -> Cell:
    accepted = [
        is_accepted
        for of_strategy, starts_on, is_accepted in begun
        if of_strategy == strategy and starts_on in quarter
    ]
    return Cell(initiatives=len(accepted), accepted=sum(accepted))
