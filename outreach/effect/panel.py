"""What the estimate is made from: counts and exposure by unit and month, and when each unit began. Pure.

Months are whole numbers, twelve to the year, so that they can be counted: ``month_number``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]


def month_number(day: date) -> int:
    """The month of a day as a whole number; one more is one month later.

    >>> month_number(date(2026, 1, 1)) - month_number(date(2025, 12, 31))
    1
    """
    return day.year * 12 + day.month - 1


def month_text(number: int) -> str:
    """A month as it is written in files and answers.

    >>> month_text(month_number(date(2026, 7, 1)))
    '2026-07'
    """
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit in one month. count: whole, >= 0. exposure: > 0, or 0 where it is not known. start:
    the first month of the unit's programme, None where it has none."""

    unit: str
    month: int
    count: int
    exposure: float
    start: int | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Panel:
    """Units by months, both sorted. ``starts`` are columns; a unit without a programme has the number of
    columns. ``reported`` says where there is an entry; elsewhere count and exposure are 0."""

    units: tuple[str, ...]
    first: int
    counts: Floats
    exposure: Floats
    reported: Booleans
    starts: Integers

    @property
    def width(self) -> int:
        """How many months the panel spans."""
        return int(self.counts.shape[1])

    @property
    def has_start(self) -> Booleans:
        """Which units have a programme."""
        return self.starts < self.width

    def month(self, column: int) -> str:
        """The month of a column, which may lie beyond the last one."""
        return month_text(self.first + int(column))


def panel_of(entries: Iterable[Entry]) -> Panel:
    """The panel of some entries, whose order does not matter. One entry a unit and month, one
    start a unit."""
    rows = sorted(entries, key=lambda row: (row.unit, row.month))
    units = sorted({row.unit for row in rows})
    place = {unit: at for at, unit in enumerate(units)}
    months = np.array([row.month for row in rows], np.int64)
    first = int(months.min())
    width = int(months.max()) - first + 1
    at = np.array([place[row.unit] for row in rows], np.int64)
    column = months - first
    shape = (len(units), width)
    counts, exposure = np.zeros(shape), np.zeros(shape)
    reported = np.zeros(shape, np.bool_)
    counts[at, column] = [row.count for row in rows]
    exposure[at, column] = [row.exposure for row in rows]
    reported[at, column] = True
    starts = np.full(len(units), width, np.int64)
    starts[at] = [width if row.start is None else row.start - first for row in rows]
    return Panel(
        units=tuple(units),
        first=first,
        counts=counts,
        exposure=exposure,
        reported=reported,
        starts=starts,
    )


def shuffled(units: Sequence[str]) -> Integers:
    """By unit its place in an order that is fixed for ever and has nothing to do with anything:
    that of the SHA-256 of its name. So groups are even, and the same whatever else is in the file.

    >>> shuffled(["a", "b"]).tolist() == shuffled(["b", "a"]).tolist()[::-1]
    True
    """
    order = sorted(
        range(len(units)), key=lambda at: (sha256(units[at].encode()).hexdigest(), units[at])
    )
    places = np.empty(len(units), np.int64)
    places[order] = np.arange(len(units))
    return places
