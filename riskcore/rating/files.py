"""Small actuarial files in long form: bytes in, rows out, or a sentence that names the line. Pure.

A triangle has the columns origin, development (age in months) and value; credibility data entity,
period, ratio and weight; premiums origin and premium, with loss_ratio or expected where known. Columns
stand in any order, rows too; others are left alone. Numbers are written plainly: 1234.5, no thousands.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from riskcore.errors import InvalidInput
from riskcore.rating.credibility import Observation
from riskcore.rating.triangles import Cell

LARGEST = 20_000_000
LARGEST_NUMBER = 1_000_000_000_000_000


@dataclass(frozen=True)
class Premium:
    """What one origin's exposure is. premium: >= 0. loss_ratio, expected: None where not stated."""

    origin: str
    premium: float
    loss_ratio: float | None
    expected: float | None


@dataclass(frozen=True)
class _Row:
    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        value = self.cells[column].strip()
        if not value:
            raise InvalidInput(
                "actuary.missing",
                f"Line {self.line} has nothing under “{column}”; fill the cell, or leave the row out "
                "where nothing is known yet.",
                line=self.line,
                column=column,
            )
        return value

    def number(self, column: str) -> float:
        value = self.text(column)
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not isfinite(number) or "_" in value:
            raise InvalidInput(
                "actuary.number",
                f"Line {self.line} has “{value}” under “{column}” where a finite number was expected; "
                "write it plainly, such as 1234.5.",
                line=self.line,
                column=column,
                value=value,
            )
        if abs(number) > LARGEST_NUMBER:
            raise InvalidInput(
                "actuary.number_large",
                f"Line {self.line} has “{value}” under “{column}”; numbers of up to "
                f"{LARGEST_NUMBER:,} are read here, so give amounts in thousands or millions.",
                line=self.line,
                column=column,
                value=value,
            )
        return number

    def optional(self, column: str) -> float | None:
        return self.number(column) if self.cells.get(column, "").strip() else None


def read_cells(content: bytes) -> list[Cell]:
    """The cells of a triangle. Raises InvalidInput; ages must be whole months."""
    return [_cell(row) for row in _rows(content, ("origin", "development", "value"))]


def _cell(row: _Row) -> Cell:
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


def _rows(content: bytes, columns: tuple[str, ...]) -> list[_Row]:
    try:
        rows = list(_parsed(_text(content), columns))
    except csv.Error as error:
        raise InvalidInput(
            "actuary.csv", f"The file could not be read as comma-separated values: {error}."
        ) from error
    if not rows:
        raise InvalidInput(
            "actuary.empty",
            f"The file holds no rows below its header; give rows of {', '.join(columns)}.",
        )
    return rows


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise InvalidInput(
            "actuary.large",
            f"The file has {len(content):,} bytes; files of up to {LARGEST:,} are read here.",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            "actuary.encoding", "The file is not UTF-8 text; save it as CSV in UTF-8."
        ) from error
    if not text.strip() or "\0" in text:
        raise InvalidInput(
            "actuary.empty", "The file is empty or holds no text; give a CSV file with a header."
        )
    return text


def _parsed(text: str, columns: tuple[str, ...]) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = [name.strip().casefold() for name in next(reader, [])]
    absent = [name for name in columns if header.count(name) != 1]
    if absent:
        raise InvalidInput(
            "actuary.header",
            f"The first line must name the columns {', '.join(columns)}, each once; "
            f"{', '.join(absent)} {'is' if len(absent) == 1 else 'are'} not there as such.",
            absent=absent,
        )
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise InvalidInput(
                "actuary.ragged",
                f"Line {reader.line_num} has {len(cells)} cells where the header has {len(header)}; "
                "write decimals with a point and put text with commas in quotation marks.",
                line=reader.line_num,
            )
        yield _Row(reader.line_num, dict(zip(header, cells, strict=True)))
