"""Small actuarial files in long form: bytes in, rows out, or a sentence that names the line. Pure.

A triangle has the columns origin, development (age in months) and value; credibility data entity,
period, ratio and weight; premiums origin and premium, with loss_ratio or expected where known. Columns
stand in any order, rows too; others are left alone. Numbers are written plainly: 1234.5, no thousands.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from riskcore.errors import InvalidInput
from riskcore.long_form import Row, rows_of
from riskcore.rating.credibility import Observation
from riskcore.rating.triangles import Cell


@dataclass(frozen=True)
class Premium:
    """What one origin's exposure is. premium: >= 0. loss_ratio, expected: None where not stated."""

    origin: str
    premium: float
    loss_ratio: float | None
    expected: float | None


def read_cells(content: bytes) -> list[Cell]:
    """The cells of a triangle. Raises InvalidInput; ages must be whole months."""
    return [_cell(row) for row in _rows(content, ("origin", "development", "value"))]


def _cell(row: Row) -> Cell:
    age = row.number("development")
    if age != int(age):
        raise InvalidInput(
            "actuary.age",
            f"Line {row.line} has a development age of {age:g}; ages are whole months.",
            line=row.line,
        )
    return Cell(row.text("origin"), int(age), row.number("value"))


def read_observations(content: bytes) -> list[Observation]:
    """Ratios with their weights. Raises InvalidInput, also for a weight below 0."""
    result = []
    for row in _rows(content, ("entity", "period", "ratio", "weight")):
        weight = row.number("weight")
        if weight < 0:
            raise InvalidInput(
                "credibility.weight",
                f"Line {row.line} has a weight of {weight:g}; exposures begin at 0.",
                line=row.line,
            )
        result.append(
            Observation(row.text("entity"), row.text("period"), row.number("ratio"), weight)
        )
    return result


def read_premiums(content: bytes) -> dict[str, Premium]:
    """Premium by origin. Raises InvalidInput for one below 0 or an origin given twice."""
    result: dict[str, Premium] = {}
    for row in _rows(content, ("origin", "premium")):
        origin, premium = row.text("origin"), row.number("premium")
        if premium < 0 or origin in result:
            told = f"a premium of {premium:g}" if premium < 0 else f"origin {origin} once more"
            raise InvalidInput(
                "actuary.premium",
                f"Line {row.line} has {told}; give each origin one premium of 0 or more.",
                line=row.line,
            )
        result[origin] = Premium(
            origin, premium, row.optional("loss_ratio"), row.optional("expected")
        )
    return result


def premiums_of(origins: Sequence[str], premiums: dict[str, Premium]) -> list[Premium]:
    """The premiums in the triangle's order; refused where one is missing or has no origin."""
    missing = [origin for origin in origins if origin not in premiums]
    extra = [origin for origin in premiums if origin not in origins]
    if missing or extra:
        told = f"lacks {', '.join(missing)}" if missing else f"has {', '.join(extra)} besides"
        raise InvalidInput(
            "actuary.premium_origins",
            f"The premium file {told}; it must name the origins of the triangle, each once.",
            missing=missing,
            extra=extra,
        )
    return [premiums[origin] for origin in origins]


def _rows(content: bytes, columns: tuple[str, ...]) -> list[Row]:
    return rows_of(content, columns, subject="actuary")
