"""A triangle from movements of money: which occurrence, which year, which valuation. Pure; arrays.

Origins are years that end on the valuation day, so every cell is of a whole number of years. An
occurrence is all claims of one client under one number; it is capped as a whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from riskcore.errors import InvalidInput
from riskcore.rating.triangles import Cell, Triangle, triangle

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Basis(StrEnum):
    """What a cell holds: money paid, money incurred (paid, reserved, less recovered), or claims."""

    PAID = "paid"
    INCURRED = "incurred"
    COUNTS = "counts"


@dataclass(frozen=True, eq=False)
class Occurrences:
    """One element per claim; ``years`` valuations, the first one 0.

    client: number of its client. occurrence: number of its occurrence. origin: year of its date. known:
    valuation at which it was first reported; ``years`` or more where after the last. stated: valuation
    at which the ledger first knew of it. amounts: shape (claims, years), what stood at each valuation.
    """

    client: Ints
    occurrence: Ints
    origin: Ints
    known: Ints
    stated: Ints
    amounts: Floats


@dataclass(frozen=True, eq=False)
class FromLedger:
    """left_out: clients whose record begins too late. first: the first valuation used."""

    triangle: Triangle
    left_out: int
    first: int


def from_ledger(
    rows: Occurrences, labels: Sequence[str], *, basis: Basis, cap: float | None = None
) -> FromLedger:
    """The triangle of these claims, by years named ``labels`` (oldest first), in dollars or claims.

    A client whose claims had been reported before the ledger knew of them has no figures for the
    valuations between. The triangle begins with the first valuation that at least half of the clients
    have; the rest are left out.

    Raises InvalidInput for no claims, and where fewer than two valuations are left.
    """
    if not rows.client.size:
        raise InvalidInput(
            "triangle.no_claims",
            "A triangle was asked of a record without a dated claim. Choose a later day or another "
            "line.",
        )
    years = len(labels)
    begins = _begins(rows, years)
    first = int(np.sort(begins)[(begins.size - 1) // 2])
    if first > years - 2:
        raise InvalidInput(
            "triangle.one_valuation",
            "A triangle was asked of a record with one valuation; development shows between two, a year "
            "apart. Import an earlier loss run, or wait for the next.",
        )
    kept = np.isin(rows.client, np.unique(rows.client)[begins <= first])
    if not kept.any():
        raise InvalidInput("triangle.no_claims", "No client of this record has two valuations.")
    values = _values(rows, kept, years, basis, cap)
    oldest = int(rows.origin[kept].min())
    cells = [
        Cell(labels[origin], 12 * (valued - origin + 1), float(values[origin, valued]))
        for origin in range(oldest, years)
        for valued in range(max(origin, first), years)
    ]
    return FromLedger(triangle(cells, from_ledger=True), int((begins > first).sum()), first)


def _begins(rows: Occurrences, years: int) -> Ints:
    """By client, in order: the first valuation whose figures are whole."""
    clients, place = np.unique(rows.client, return_inverse=True)
    begins = np.zeros(clients.size, dtype=np.int64)
    late = rows.stated > rows.known
    np.maximum.at(begins, place[late], np.minimum(rows.stated[late], years))
    return begins


def _values(
    rows: Occurrences, kept: NDArray[np.bool_], years: int, basis: Basis, cap: float | None
) -> Floats:
    values = np.zeros((years, years))
    if basis is Basis.COUNTS:
        seen = rows.known[kept, None] <= np.arange(years)[None, :]
        np.add.at(values, rows.origin[kept], seen.astype(np.float64))
        return values
    _, place = np.unique(rows.occurrence[kept], return_inverse=True)
    count = int(place.max()) + 1
    amounts = np.zeros((count, years))
    np.add.at(amounts, place, rows.amounts[kept])
    origin = np.full(count, years, dtype=np.int64)
    np.minimum.at(origin, place, rows.origin[kept])
    np.add.at(values, origin, amounts if cap is None else np.minimum(amounts, cap))
    return values
