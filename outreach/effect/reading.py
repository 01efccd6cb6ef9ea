"""A file of complaints by unit and month, made into a panel, or a sentence that says what is
wrong. Pure."""

import re
from dataclasses import dataclass

from outreach.effect.panel import Entry, Panel, month_text, panel_of
from riskcore.errors import InvalidInput
from riskcore.long_form import Row, rows_of

COLUMNS = ("unit", "month", "count", "exposure", "start")
LARGEST = 60_000_000
MOST_MONTHS = 600
MOST_CELLS = 10_000_000
MOST_COUNTED = 1_000_000_000
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(-01)?", re.ASCII)


@dataclass(frozen=True)
class Read:
    """The panel, and how many rows it was made from."""

    panel: Panel
    rows: int


def read_panel(content: bytes) -> Read:
    """The panel of a CSV file with the columns unit, month, count, exposure and start, in any order.

    month, start: as 2026-07. count: whole, 0 or more. exposure: above 0. start: the first month of
    the unit's programme, the same in all its rows, empty for a unit without one. Raises
    InvalidInput for anything else.
    """
    rows = rows_of(content, COLUMNS, subject="effect", largest=LARGEST)
    entries: list[Entry] = []
    first: dict[tuple[str, int], int] = {}
    starts: dict[str, tuple[int | None, int]] = {}
    for row in rows:
        entry = _entry(row)
        _check_once(first, entry, row.line)
        _check_start(starts, entry, row.line)
        entries.append(entry)
    _check_within(entries, starts)
    return Read(panel_of(entries), len(entries))


def _entry(row: Row) -> Entry:
    exposure = row.number("exposure")
    if exposure <= 0:
        raise InvalidInput(
            "effect.exposure",
            f"Line {row.line} has an exposure of {exposure:g}; give the size of the unit, such as "
            "its sworn "
            "officers, above 0, or leave the row out where it is not known.",
            line=row.line,
        )
    return Entry(
        unit=row.text("unit"),
        month=_month(row, "month"),
        count=_count(row),
        exposure=exposure,
        start=_month(row, "start") if row.cells["start"].strip() else None,
    )


def _month(row: Row, column: str) -> int:
    value = row.text(column)
    read = _MONTH.fullmatch(value)
    if read is None:
        raise InvalidInput(
            "effect.month",
            f"Line {row.line} has “{value}” under “{column}” where a month was expected; write it "
            "as 2026-07.",
            line=row.line,
            column=column,
            value=value,
        )
    return int(read[1]) * 12 + int(read[2]) - 1


def _count(row: Row) -> int:
    count = row.number("count")
    if count != int(count) or not 0 <= count <= MOST_COUNTED:
        raise InvalidInput(
            "effect.count",
            f"Line {row.line} has a count of {row.text('count')}; counts are whole numbers from 0 to "
            f"{MOST_COUNTED:,}, so count the complaints of that month.",
            line=row.line,
        )
    return int(count)


def _check_once(first: dict[tuple[str, int], int], entry: Entry, line: int) -> None:
    seen = first.setdefault((entry.unit, entry.month), line)
    if seen != line:
        raise InvalidInput(
            "effect.twice",
            f"Line {line} has {entry.unit} in {month_text(entry.month)} once more, after line "
            f"{seen}; give each "
            "unit one row a month.",
            line=line,
            first=seen,
        )


def _check_start(starts: dict[str, tuple[int | None, int]], entry: Entry, line: int) -> None:
    start, seen = starts.setdefault(entry.unit, (entry.start, line))
    if start != entry.start:
        told = [month_text(each) if each is not None else "none" for each in (entry.start, start)]
        raise InvalidInput(
            "effect.start_varies",
            f"Line {line} gives {entry.unit} the start {told[0]}, and line {seen} {told[1]}; a unit "
            "begins once, "
            "so give all its rows the same start.",
            line=line,
            first=seen,
        )


def _check_within(entries: list[Entry], starts: dict[str, tuple[int | None, int]]) -> None:
    low = min(entry.month for entry in entries)
    high = max(entry.month for entry in entries)
    span = high - low + 1
    if span > MOST_MONTHS or span * len(starts) > MOST_CELLS:
        raise InvalidInput(
            "effect.span",
            f"The file spans {span:,} months and {len(starts):,} units; up to {MOST_MONTHS} months and "
            f"{MOST_CELLS:,} unit-months are read here, so check its months or give fewer units.",
            months=span,
            units=len(starts),
        )
    for unit, (start, line) in starts.items():
        if start is not None and not low <= start <= high:
            raise InvalidInput(
                "effect.start_outside",
                f"Line {line} gives {unit} the start {month_text(start)}, and the file has "
                f"{month_text(low)} to {month_text(high)}; give a start within these months, or none.",
                line=line,
            )
