"""A file as a table: its headers, and its rows in batches of text with their row numbers.

Memory holds one batch at a time. Ragged rows are marked, blank rows skipped; what a row means is for
the mapping to say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

import polars as pl

from riskcore.errors import InvalidInput
from riskcore.imports import csv_reader, limits, sheet_reader
from riskcore.imports.csv_reader import Record
from riskcore.imports.limits import Form
from riskcore.imports.mapping import Reading
from riskcore.imports.sheet_scan import Suspect

ROW = "__row"
FIRST = "__first_cell"
CELLS = "__cells"
RESERVED = frozenset({ROW, FIRST, CELLS})
BATCH = 50_000
PEEK = 30


@dataclass(frozen=True)
class Table:
    """A table being read. header_row: where its header stands (its last line, where it has two)."""

    headers: tuple[str, ...]
    header_row: int
    records: Iterator[Record]
    suspects: tuple[Suspect, ...] = ()
    note: str = ""
    max_rows: int = 0

    def batches(self, columns: Sequence[str], size: int = BATCH) -> Iterator[pl.DataFrame]:
        """The rows as text: the columns asked for, and ROW (number), FIRST (first cell that is not
        blank) and CELLS (how many cells the row has where that is not the header's number, else 0)."""
        wanted = [(name, self.headers.index(name)) for name in columns]
        rows = 0
        while chunk := list(islice(self.records, size)):
            rows += len(chunk)
            limits.refuse_if_too_many_rows(rows, most=self.max_rows)
            yield _frame(chunk, len(self.headers), wanted)


def open_table(file: BinaryIO, form: Form, reading: Reading, *, max_rows: int) -> Table:
    """Find the header where the mapping says it is; the rows are read as they are asked for."""
    records, suspects, note = _open(file, form, reading, max_rows)
    wanted = reading.header_row or reading.skip_lines + 1
    header: list[Record] = []
    for record in records:
        if record[0] >= wanted:
            header.append(record)
        if len(header) == reading.header_rows:
            break
    if len(header) < reading.header_rows:
        raise InvalidInput(
            "file.no_header",
            f"The file ends before line {wanted}, where its header should be. Check the mapping's "
            "header_row, and that the file is the one you meant.",
        )
    headers = header_names([cells for _, cells in header], fill=reading.header_fill)
    limits.refuse_if_too_many_columns(len(headers))
    if len(headers) == 1:
        raise InvalidInput(
            "file.not_a_table",
            f"Line {header[-1][0]} has a single column, so it is no header of a table we read. Check "
            "the delimiter and the line the header stands on.",
        )
    return Table(headers, header[-1][0], records, tuple(suspects), note, max_rows)


def peek(file: BinaryIO, form: Form, reading: Reading, *, max_rows: int) -> list[Record]:
    """The first records of a file, for finding its header."""
    records, _, _ = _open(file, form, reading, max_rows)
    return list(islice(records, PEEK))


def header_names(lines: Sequence[Sequence[str]], *, fill: bool = False) -> tuple[str, ...]:
    """One name per column: lines joined, white space collapsed, blanks and repeats numbered.

    >>> header_names([["Paid", "", "Paid"], ["to\\n date", "", "in year"]])
    ('Paid to date', 'column 2', 'Paid in year')
    """
    width = max(len(line) for line in lines)
    above = [_filled(line, width) if fill else _padded(line, width) for line in lines[:-1]]
    parts = [*above, _padded(lines[-1], width)]
    names: list[str] = []
    taken = set(RESERVED)
    for index in range(width):
        words = " ".join(" ".join(line[index].split()) for line in parts).strip()
        base = words or f"column {index + 1}"
        name, number = base, 2
        while name.casefold() in taken:
            name, number = f"{base} ({number})", number + 1
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def _open(
    file: BinaryIO, form: Form, reading: Reading, max_rows: int
) -> tuple[Iterator[Record], list[Suspect], str]:
    if form is Form.XLSX:
        found, suspects, note = sheet_reader.records(
            file, sheet=reading.sheet, decimal_mark=reading.decimal_mark, max_rows=max_rows
        )
        return (record for record in found if record[0] > reading.skip_lines), suspects, note
    text = csv_reader.records(
        file,
        skip_lines=reading.skip_lines,
        delimiter=reading.delimiter,
        encoding=reading.encoding,
    )
    return (record for record in text if _is_not_blank(record[1])), [], ""


def _is_not_blank(cells: list[str]) -> bool:
    for cell in cells:  # noqa: SIM110  # runs for every row, and any() takes twice as long
        if cell and not cell.isspace():
            return True
    return False


def _padded(line: Sequence[str], width: int) -> list[str]:
    return [*line, *[""] * (width - len(line))]


def _filled(line: Sequence[str], width: int) -> list[str]:
    """A header line whose words reach to the right over blank cells, as merged cells do."""
    filled: list[str] = []
    for cell in _padded(line, width):
        filled.append(cell if cell.strip() or not filled else filled[-1])
    return filled


def _frame(chunk: list[Record], width: int, wanted: list[tuple[str, int]]) -> pl.DataFrame:
    lines = [cells for _, cells in chunk]
    counts = [_ragged(cells, width) for cells in lines]
    if any(counts):
        lines = [
            _padded(cells, width) if count else cells
            for cells, count in zip(lines, counts, strict=True)
        ]
    first = [next((cell for cell in cells if cell and not cell.isspace()), "") for cells in lines]
    columns = [
        pl.Series(name, [cells[index] for cells in lines], dtype=pl.Utf8) for name, index in wanted
    ]
    return pl.DataFrame(
        [
            pl.Series(ROW, [row for row, _ in chunk], dtype=pl.Int64),
            pl.Series(FIRST, first, dtype=pl.Utf8),
            pl.Series(CELLS, counts, dtype=pl.Int64),
            *columns,
        ]
    )


def _ragged(cells: list[str], width: int) -> int:
    """0 for a row that fits; otherwise how many cells it has. Blank cells beyond the end do fit."""
    if len(cells) == width or (len(cells) > width and not _is_not_blank(cells[width:])):
        return 0
    return len(cells)
