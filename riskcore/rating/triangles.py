"""A triangle of losses by origin and age, built from its cells and refused where it is none. Pure.

An origin is a period in which losses began (year, half-year, quarter); its age is counted in months. A
value is what stood at that age: cumulative, in one unit (dollars paid, dollars incurred, claims).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import isfinite
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from riskcore.errors import InvalidInput

Floats = NDArray[np.float64]
# Of what rises, the share that falls again: above it the values cannot be cumulative. In published
# triangles it is at most 0.16 for paid, reported and counts, and above 0.4 for most increments.
FALLING_SHARE = 1 / 3
LEAST_YEARS = 5


class Cell(NamedTuple):
    """What stood at one age of one origin. origin: its label; age: months, > 0; value: finite."""

    origin: str
    age: int
    value: float


@dataclass(frozen=True, eq=False)
class Triangle:
    """origins: oldest first. ages: months, rising by one step. values: shape (origins, ages),
    cumulative, NaN where not observed. Every origin is known without a gap up to its latest age, and
    no origin further than an older one; a ledger that begins late leaves out the first ages of older
    origins."""

    origins: tuple[str, ...]
    ages: tuple[int, ...]
    values: Floats
    warnings: tuple[str, ...] = ()

    @cached_property
    def known(self) -> NDArray[np.int64]:
        """How many ages each origin has reached, shape (origins,), at least 1."""
        places = np.arange(1, len(self.ages) + 1)
        known: NDArray[np.int64] = (np.isfinite(self.values) * places).max(axis=1)
        return known

    @cached_property
    def latest(self) -> Floats:
        """The newest value of each origin: the diagonal, shape (origins,)."""
        return self.values[np.arange(len(self.origins)), self.known - 1]

    @property
    def latest_ages(self) -> tuple[int, ...]:
        return tuple(self.ages[known - 1] for known in self.known)


def triangle(cells: Iterable[Cell], *, from_ledger: bool = False) -> Triangle:
    """A triangle from its cells in whatever order.

    from_ledger: the cells are sums of a ledger at its valuations. They are cumulative however much they
    fall, and older origins may lack the ages before the ledger began.

    Raises InvalidInput, naming origin and age, for no cells, a number that is not finite, an age that
    is not above 0, a cell given twice, a hole, uneven ages, and values that fall as only incremental
    ones do. Warns of development below what stood before, of a single origin and of few years.

    >>> read = triangle([Cell("2024", 24, 5.0), Cell("2024", 12, 3.0), Cell("2025", 12, 4.0)])
    >>> read.ages, read.latest.tolist()
    ((12, 24), [5.0, 4.0])
    """
    by_cell: dict[tuple[str, int], float] = {}
    for cell in cells:
        _check_cell(cell)
        if (cell.origin, cell.age) in by_cell:
            raise InvalidInput(
                "triangle.repeated",
                f"Origin {cell.origin} has two values at age {cell.age}; give one.",
                origin=cell.origin,
                age=cell.age,
            )
        by_cell[cell.origin, cell.age] = cell.value
    if not by_cell:
        raise InvalidInput(
            "triangle.empty", "A triangle was asked of no cells; give at least one origin and age."
        )
    origins = tuple(sorted({origin for origin, _ in by_cell}, key=_in_order))
    ages = tuple(sorted({age for _, age in by_cell}))
    _check_step(ages)
    values = np.full((len(origins), len(ages)), np.nan)
    at_origin = {origin: at for at, origin in enumerate(origins)}
    at_age = {age: at for at, age in enumerate(ages)}
    for (origin, age), value in by_cell.items():
        values[at_origin[origin], at_age[age]] = value
    _check_shape(origins, ages, np.isfinite(values), late_start=from_ledger)
    if not from_ledger:
        _check_cumulative(values)
    return Triangle(origins, ages, values, _warnings(origins, ages, values))


def _in_order(origin: str) -> tuple[tuple[int, int | str], ...]:
    """Labels as people count: 9 before 10, 2025Q4 before 2026Q1, 2025-09 before 2025-10."""
    parts = re.split(r"(\d+)", origin)
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)


def _check_cell(cell: Cell) -> None:
    if not isfinite(cell.value):
        raise InvalidInput(
            "triangle.finite",
            f"Origin {cell.origin} has no finite number at age {cell.age}; leave the cell out where "
            "nothing is known yet.",
            origin=cell.origin,
            age=cell.age,
        )
    if cell.age <= 0:
        raise InvalidInput(
            "triangle.age",
            f"Origin {cell.origin} has an age of {cell.age} months; ages begin above 0.",
            origin=cell.origin,
            age=cell.age,
        )


def _check_step(ages: tuple[int, ...]) -> None:
    steps = [late - early for early, late in pairwise(ages)]
    if steps and len(set(steps)) > 1:
        at = next(at for at, step in enumerate(steps) if step != min(steps))
        raise InvalidInput(
            "triangle.uneven",
            f"Ages go from {ages[at]} to {ages[at + 1]} months where others are {min(steps)} apart; "
            "give every age in between, or none but those evenly spaced.",
            ages=list(ages),
        )


def _check_shape(
    origins: tuple[str, ...], ages: tuple[int, ...], known: NDArray[np.bool_], *, late_start: bool
) -> None:
    reach = begun = len(ages)
    for origin, row in zip(origins, known, strict=True):
        places = np.flatnonzero(row)
        first, last = int(places[0]), int(places[-1])
        allowed = min(first, begun) if late_start else 0
        if places.size != last - allowed + 1:
            missing = ages[allowed + int(np.argmin(row[allowed:]))]
            raise InvalidInput(
                "triangle.hole",
                f"Origin {origin} has no value at age {missing} but one at an older age; fill the "
                "hole.",
                origin=origin,
                age=missing,
            )
        if last >= reach:
            raise InvalidInput(
                "triangle.hole",
                f"Origin {origin} is known to age {ages[last]} while an older one stops at "
                f"{ages[reach - 1]}; fill the hole in the older one.",
                origin=origin,
                age=ages[last],
            )
        reach, begun = last + 1, allowed


def _check_cumulative(values: Floats) -> None:
    steps = np.diff(values, axis=1, prepend=0.0)
    known = np.isfinite(values).sum(axis=1)
    told = steps[known >= min(3, int(known.max()))]
    rises = float(np.nansum(np.maximum(told, 0)))
    falls = -float(np.nansum(np.minimum(told, 0)))
    if falls > FALLING_SHARE * rises:
        raise InvalidInput(
            "triangle.incremental",
            f"From age to age the values lose {falls / rises:.0%} of what they gain, as increments "
            "do and cumulative values do not; add up the increments of each origin first."
            if rises
            else "The values fall from age to age as cumulative values do not; check their sign and "
            "whether they are increments.",
        )


def _warnings(origins: tuple[str, ...], ages: tuple[int, ...], values: Floats) -> tuple[str, ...]:
    told = []
    falls = np.diff(values, axis=1) < 0
    count = int(falls.sum())
    if count:
        origin, age = np.argwhere(falls)[0]
        told.append(
            f"{count} {'value falls' if count == 1 else 'values fall'} below what stood before, first "
            f"origin {origins[origin]} at age {ages[age + 1]}: negative development is carried on."
        )
    if len(origins) == 1:
        told.append("There is one origin: nothing says how another would have developed.")
    elif (years := _years(origins, ages)) < LEAST_YEARS:
        told.append(
            f"The triangle spans fewer than five years ({years:g}): factors rest on little and later "
            "development is not seen."
        )
    return tuple(told)


def _years(origins: tuple[str, ...], ages: tuple[int, ...]) -> float:
    """How long development is seen, in years; origins of a triangle with one age count as years."""
    return ages[-1] / 12 if len(ages) > 1 else float(len(origins))
