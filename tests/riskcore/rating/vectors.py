"""Triangles of the published examples, as cells and as files."""

from typing import Any

from riskcore.rating.triangles import Cell
from tests.published.reading import published


def cells_of(document: dict[str, Any]) -> list[Cell]:
    step, first = document["months_per_step"], document["first_origin"]
    return [
        Cell(str(first + origin), step * (age + 1), float(value))
        for origin, row in enumerate(document["rows"])
        for age, value in enumerate(row)
    ]


def increments_of(cells: list[Cell], step: int = 12) -> list[Cell]:
    known = {(cell.origin, cell.age): cell.value for cell in cells}
    return [
        cell._replace(value=cell.value - known.get((cell.origin, cell.age - step), 0.0))
        for cell in cells
    ]


def as_csv(cells: list[Cell]) -> bytes:
    lines = [f"{cell.origin},{cell.age},{cell.value!r}" for cell in cells]
    return "\n".join(["origin,development,value", *lines, ""]).encode()


RAA = published("raa")
GENINS = published("genins")
