"""A triangle is built from cells in any order; what is no triangle is refused by name."""

from typing import Any

import numpy as np
import pytest

from riskcore.errors import InvalidInput
from riskcore.rating.triangles import Cell, triangle
from tests.riskcore.rating.vectors import GENINS, RAA, cells_of, increments_of


def test_the_order_of_cells_changes_nothing() -> None:
    cells = cells_of(RAA)
    shuffled = [cells[at] for at in np.random.default_rng(3).permutation(len(cells))]
    there, here = triangle(cells), triangle(shuffled)
    assert here.origins == there.origins == tuple(str(year) for year in range(1981, 1991))
    assert np.array_equal(here.values, there.values, equal_nan=True)
    assert here.latest_ages == tuple(range(120, 0, -12))
    assert here.latest.tolist() == [row[-1] for row in RAA["rows"]]


@pytest.mark.parametrize(
    "labels",
    [["9", "10", "11"], ["2024Q4", "2025Q1", "2025Q2"], ["2025-09", "2025-10", "2025-11"]],
)
def test_origins_stand_as_people_count(labels: list[str]) -> None:
    cells = [
        Cell(label, 3 * age, 10.0 * age)
        for at, label in enumerate(labels)
        for age in range(1, 4 - at)
    ]
    assert triangle(reversed(cells)).origins == tuple(labels)


def test_years_with_quarterly_ages_are_a_triangle() -> None:
    cells = [
        Cell(str(2020 + year), 3 * age, float(age))
        for year in range(4)
        for age in range(1, 17 - 4 * year)
    ]
    read = triangle(cells)
    assert read.values.shape == (4, 16)
    assert read.known.tolist() == [16, 12, 8, 4]


def _without(cells: list[Cell], origin: str, age: int) -> list[Cell]:
    return [cell for cell in cells if (cell.origin, cell.age) != (origin, age)]


CELLS = cells_of(RAA)


@pytest.mark.parametrize(
    ("cells", "code", "words"),
    [
        ([], "triangle.empty", "no cells"),
        ([*CELLS, Cell("1981", 12, 1.0)], "triangle.repeated", "1981 has two values at age 12"),
        (_without(CELLS, "1983", 48), "triangle.hole", "1983 has no value at age 48"),
        (_without(CELLS, "1983", 12), "triangle.hole", "1983 has no value at age 12"),
        (_without(CELLS, "1982", 108), "triangle.none", ""),
        (
            _without(_without(CELLS, "1982", 108), "1982", 96),
            "triangle.hole",
            "1983 is known to age 96 while an older one stops at 84",
        ),
        ([cell for cell in CELLS if cell.age != 36], "triangle.uneven", "from 24 to 48"),
        ([Cell("1", 12, float("nan"))], "triangle.finite", "no finite number"),
        ([Cell("1", 12, float("inf"))], "triangle.finite", "no finite number"),
        ([Cell("1", 0, 1.0)], "triangle.age", "0 months"),
        (increments_of(CELLS), "triangle.incremental", "add up the increments"),
        (increments_of(cells_of(GENINS)), "triangle.incremental", "add up the increments"),
        ([Cell("1", 12, -5.0), Cell("1", 24, -9.0)], "triangle.incremental", "sign"),
    ],
)
def test_what_is_no_triangle_is_refused(cells: list[Cell], code: str, words: str) -> None:
    if code == "triangle.none":  # an older origin may stop early: the younger ones are below it
        assert triangle(cells).known.tolist()[:3] == [10, 8, 8]
        return
    with pytest.raises(InvalidInput) as refused:
        triangle(cells)
    assert refused.value.code == code
    assert words in refused.value.message


def _warned(read: Any) -> str:
    return " ".join(read.warnings)


def test_negative_development_is_carried_with_a_warning() -> None:
    assert "first origin 1982 at age 84" in _warned(triangle(CELLS))
    assert not triangle(cells_of(GENINS)).warnings


def test_a_single_origin_and_a_short_triangle_are_warned_of() -> None:
    one = [Cell("2020", 12 * age, 100.0 * age) for age in range(1, 7)]
    assert "one origin" in _warned(triangle(one))
    short = [Cell("2024", 12, 1.0), Cell("2024", 24, 2.0), Cell("2025", 12, 1.0)]
    assert "fewer than five years (2)" in _warned(triangle(short))
    quarters = [Cell(f"q{at}", 3 * age, float(age)) for at in range(8) for age in range(1, 9 - at)]
    assert "fewer than five years (2)" in _warned(triangle(quarters))


def test_a_ledger_that_begins_late_leaves_out_the_first_ages_of_older_origins() -> None:
    valued = [cell for cell in CELLS if int(cell.origin) + cell.age // 12 >= 1990]
    read = triangle(valued, from_ledger=True)
    assert read.latest.tolist() == [row[-1] for row in RAA["rows"]]
    assert np.isfinite(read.values).sum(axis=1).tolist() == [2] * 9 + [1]
    with pytest.raises(InvalidInput):
        triangle(valued)
    with pytest.raises(InvalidInput) as refused:
        triangle(_without(valued + CELLS[:8], "1981", 60), from_ledger=True)
    assert refused.value.code == "triangle.hole"


def test_a_ledger_may_fall_as_far_as_it_fell() -> None:
    cells = [Cell("1", 12, 100.0), Cell("1", 24, 10.0), Cell("2", 12, 50.0)]
    assert triangle(cells, from_ledger=True).latest.tolist() == [10, 50]
