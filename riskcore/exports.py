"""Tables written out as CSV or XLSX so that no cell can start a formula in a spreadsheet.

Knows no subject. Numbers stay numbers; text that a spreadsheet would compute is led by an apostrophe.
Source: OWASP, "CSV Injection": cells that begin with = + - @, a tab or a carriage return; we also
look behind leading white space and catch the full-width forms, which some programs fold.
"""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

Value = str | int | float | Decimal | bool | datetime.date | datetime.datetime | None
STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


def safe_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> safe_text("=1+1"), safe_text("12 Main St"), safe_text(" @x")
    ("'=1+1", '12 Main St', "' @x")
    """
    plain = text.translate(UNPRINTABLE)
    starts = plain.startswith(STARTERS) or plain.lstrip().startswith(STARTERS)
    return f"'{plain}" if starts else plain


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A CSV file: UTF-8 with its mark (so that spreadsheets read it as such), commas, CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow([safe_text(header) for header in headers])
    writer.writerows([_csv_value(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(
    headers: Sequence[str], rows: Iterable[Sequence[Value]], *, title: str = "Data"
) -> bytes:
    """An Excel workbook of one sheet; text cells are of type text, whatever they begin with."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title[:31])
    for row in (headers, *rows):
        cells = []
        for value in row:
            is_text = isinstance(value, str)
            cell = WriteOnlyCell(sheet, value=safe_text(value) if isinstance(value, str) else value)
            if is_text:
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _csv_value(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return safe_text(value) if isinstance(value, str) else repr(value)
