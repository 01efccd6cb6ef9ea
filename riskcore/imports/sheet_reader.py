"""Records of one worksheet of an Excel workbook, each with its row number; all cells as text.

Typed cells become unambiguous text: dates ISO, numbers with the decimal mark the mapping reads by.
"""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from riskcore.errors import InvalidInput
from riskcore.imports.csv_reader import Record
from riskcore.imports.sheet_scan import Suspect, scan

Cell = (
    int
    | float
    | str
    | bool
    | datetime.time
    | datetime.date
    | datetime.datetime
    | datetime.timedelta
)


def records(
    file: BinaryIO, *, sheet: str = "", decimal_mark: str = ".", max_rows: int
) -> tuple[Iterator[Record], list[Suspect], str]:
    """The records of a sheet (the first visible one where none is named), its suspect cells, and a
    note where other sheets were left unread."""
    file.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(file)
        name, note = choose(workbook, sheet)
        found = scan(file, sheet=name, max_rows=max_rows)
        worksheet = workbook.get_sheet_by_name(name)
    except CalamineError as error:
        raise InvalidInput(
            "file.damaged",
            f"The workbook cannot be read ({error}). Open it in your spreadsheet, save it as .xlsx "
            "and send that.",
        ) from error
    # The rows above the table are given out, empty; the columns left of it are not.
    first_column = worksheet.start[1] if worksheet.start else 0

    def lines() -> Iterator[Record]:
        margin = [""] * first_column
        for number, row in enumerate(worksheet.iter_rows(), start=1):
            cells = margin + [
                cell if type(cell) is str else as_text(cell, decimal_mark) for cell in row
            ]
            if any(cells):
                yield number, cells

    return lines(), found.suspects, note


def choose(workbook: CalamineWorkbook, sheet: str) -> tuple[str, str]:
    """The sheet of this name, or the first visible worksheet with a note that there are others."""
    names = [
        entry.name
        for entry in workbook.sheets_metadata
        if entry.typ == SheetTypeEnum.WorkSheet and entry.visible == SheetVisibleEnum.Visible
    ]
    if sheet:
        if sheet not in workbook.sheet_names:
            raise InvalidInput(
                "file.sheet_unknown",
                f"The mapping reads the sheet {sheet!r}; the workbook has only "
                f"{', '.join(map(repr, names))}.",
            )
        return sheet, ""
    if not names:
        raise InvalidInput("file.no_sheet", "The workbook has no visible worksheet to read.")
    others = ", ".join(map(repr, names[1:]))
    note = (
        f"Only the sheet {names[0]!r} was read; the workbook also has {others}." if others else ""
    )
    return names[0], note


def as_text(cell: Cell, decimal_mark: str) -> str:
    """One typed cell as text.

    >>> as_text(5684.799999999999, "."), as_text(12.0, "."), as_text(1234.5, ",")
    ('5684.799999999999', '12', '1234,5')
    """
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        text = str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
        return text.replace(".", decimal_mark)
    if isinstance(cell, datetime.datetime):
        at_midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(sep=" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)
