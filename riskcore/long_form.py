"""Small files in long form: bytes in, rows out, or a sentence that names the line. Pure.

Columns stand in any order, rows too; columns nobody asked for are left alone. Numbers are written
plainly: 1234.5, no thousands. ``subject`` begins the code of every refusal ("actuary.missing").
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from riskcore.errors import InvalidInput

LARGEST = 20_000_000
LARGEST_NUMBER = 1_000_000_000_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header: its line in the file, and its cells by column."""

    subject: str
    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """What stands in the cell. Raises InvalidInput where nothing does."""
        value = self.cells[column].strip()
        if not value:
            raise InvalidInput(
                f"{self.subject}.missing",
                f"Line {self.line} has nothing under “{column}”; fill the cell, or leave the row out "
                "where nothing is known yet.",
                line=self.line,
                column=column,
            )
        return value

    def number(self, column: str) -> float:
        """The cell as a finite number. Raises InvalidInput where it is none."""
        value = self.text(column)
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not isfinite(number) or "_" in value:
            raise InvalidInput(
                f"{self.subject}.number",
                f"Line {self.line} has “{value}” under “{column}” where a finite number was expected; "
                "write it plainly, such as 1234.5.",
                line=self.line,
                column=column,
                value=value,
            )
        if abs(number) > LARGEST_NUMBER:
            raise InvalidInput(
                f"{self.subject}.number_large",
                f"Line {self.line} has “{value}” under “{column}”; numbers of up to "
                f"{LARGEST_NUMBER:,} are read here, so give amounts in thousands or millions.",
                line=self.line,
                column=column,
                value=value,
            )
        return number

    def optional(self, column: str) -> float | None:
        """The number, or None where the cell or the whole column is not there."""
        return self.number(column) if self.cells.get(column, "").strip() else None


def rows_of(
    content: bytes, columns: tuple[str, ...], *, subject: str, largest: int = LARGEST
) -> list[Row]:
    """The rows of a CSV file that has these columns. Raises InvalidInput for anything else."""
    try:
        rows = list(_parsed(_text(content, subject, largest), columns, subject))
    except csv.Error as error:
        raise InvalidInput(
            f"{subject}.csv", f"The file could not be read as comma-separated values: {error}."
        ) from error
    if not rows:
        raise InvalidInput(
            f"{subject}.empty",
            f"The file holds no rows below its header; give rows of {', '.join(columns)}.",
        )
    return rows


def _text(content: bytes, subject: str, largest: int) -> str:
    if len(content) > largest:
        raise InvalidInput(
            f"{subject}.large",
            f"The file has {len(content):,} bytes; files of up to {largest:,} are read here.",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"{subject}.encoding", "The file is not UTF-8 text; save it as CSV in UTF-8."
        ) from error
    if not text.strip() or "\0" in text:
        raise InvalidInput(
            f"{subject}.empty", "The file is empty or holds no text; give a CSV file with a header."
        )
    return text


def _parsed(text: str, columns: tuple[str, ...], subject: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = [name.strip().casefold() for name in next(reader, [])]
    absent = [name for name in columns if header.count(name) != 1]
    if absent:
        raise InvalidInput(
            f"{subject}.header",
            f"The first line must name the columns {', '.join(columns)}, each once; "
            f"{', '.join(absent)} {'is' if len(absent) == 1 else 'are'} not there as such.",
            absent=absent,
        )
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise InvalidInput(
                f"{subject}.ragged",
                f"Line {reader.line_num} has {len(cells)} cells where the header has {len(header)}; "
                "write decimals with a point and put text with commas in quotation marks.",
                line=reader.line_num,
            )
        yield Row(subject, reader.line_num, dict(zip(header, cells, strict=True)))
