"""Small counts withheld from a table with totals, so that they cannot be worked out from the rest.

Pure. A count under the threshold is hidden wherever it stands, totals included; then further counts
are hidden until every small one could still be another number. The argument: take a ring of four
hidden counts, two in each of two rows and two columns. Adding one and taking one in turn around it
leaves every published count and total true; where the ring allows that within what a reader knows of
each hidden count, none of the four can be known. Totals are rows and columns like any other.

Source: complementary cell suppression after Willenborg and de Waal (2001), Elements of Statistical
Disclosure Control, ch. 6; the rings of four are a simple sufficient case.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

THRESHOLD = 10

Cell = tuple[int, int]
Able = tuple[list[list[bool]], list[list[bool]]]


@dataclass(frozen=True)
class Withheld:
    """The shape of a table with margins: None where a count is hidden, ``few`` where it is small.

    counts: rows of columns, each row with its total last, and the row of totals last.
    few: the hidden counts known to be under the threshold; the other hidden ones protect them.
    """

    counts: tuple[tuple[int | None, ...], ...]
    few: frozenset[Cell]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is hidden."""
        return all(count is not None for row in self.counts for count in row)


def smallest_part(parts: Iterable[int]) -> int | None:
    """The smallest part that holds anything; None where none does. Parts of a whole that are shown, or
    can be worked out, each tell of as many cases as they hold."""
    return min((part for part in parts if part > 0), default=None)


def withhold(table: Sequence[Sequence[int]], *, threshold: int = THRESHOLD) -> Withheld:
    """The table with its totals, small counts and whatever would give them away hidden.

    table: rows of counts >= 0, all of one length, without totals; a list of counts is a table of one
    column. Deterministic: of the rings that protect a count, the one that hides least is taken. Where
    none does, everything is hidden.
    """
    full = _with_totals(table)
    few = frozenset(
        (r, c) for r, row in enumerate(full) for c, count in enumerate(row) if count < threshold
    )
    able = _able(full, few, threshold)
    hidden = set(few)
    for cell in sorted(few):
        rings = list(_rings(able, cell))
        if any(hidden.issuperset(ring) for ring in rings):
            continue
        best = min(
            rings,
            key=lambda ring: (sum(full[r][c] for r, c in ring if (r, c) not in hidden), ring),
            default=None,
        )
        if best is None:
            return Withheld(tuple(tuple(None for _ in row) for row in full), few)
        hidden.update(best)
    counts = tuple(
        tuple(None if (r, c) in hidden else count for c, count in enumerate(row))
        for r, row in enumerate(full)
    )
    return Withheld(counts, few)


def _with_totals(table: Sequence[Sequence[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in table]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def _rings(able: Able, cell: Cell) -> Iterator[tuple[Cell, Cell, Cell, Cell]]:
    """Rings of four through the cell around which one may be moved, one way or the other."""
    (up, down), (row, column) = able, cell
    for r in range(len(up)):
        for c in range(len(up[0])):
            if r == row or c == column:
                continue
            if (up[row][column] and down[row][c] and up[r][c] and down[r][column]) or (
                down[row][column] and up[row][c] and down[r][c] and up[r][column]
            ):
                yield ((row, column), (row, c), (r, c), (r, column))


def _able(full: Sequence[Sequence[int]], few: frozenset[Cell], threshold: int) -> Able:
    """Of each count whether one may be added around a ring, and whether one may be taken."""
    last_row, last_column = len(full) - 1, len(full[0]) - 1
    up, down = (
        [
            [
                _may_move(
                    count, (r, c) in few, threshold, way * _sign((r, c), last_row, last_column)
                )
                for c, count in enumerate(row)
            ]
            for r, row in enumerate(full)
        ]
        for way in (1, -1)
    )
    return up, down


def _sign(spot: Cell, last_row: int, last_column: int) -> int:
    """A total weighs against what it adds up: minus one in one margin, plus one in both or none."""
    return -1 if (spot[0] == last_row) != (spot[1] == last_column) else 1


def _may_move(count: int, is_small: bool, threshold: int, step: int) -> bool:  # a cell
    """Whether the count plus ``step`` is still what a reader knows: small, or at least the threshold."""
    moved = count + step
    return 0 <= moved < threshold if is_small else moved >= threshold
