"""Listings as CSV, to be carried inside a report and opened in a spreadsheet. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a byte-order mark and CRLF, as spreadsheets expect; no cell may start a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
