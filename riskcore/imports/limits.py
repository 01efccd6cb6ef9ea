"""What a file may be before anybody parses it: its size, its first bytes, what its archive unpacks to.

Knows no table and no client. Every refusal is an ``InvalidInput`` whose sentence says what was found
and what to send instead.
"""

import lzma
import stat
import zipfile
import zlib
from enum import Enum
from typing import BinaryIO

from riskcore.errors import InvalidInput

MEGABYTE = 1024 * 1024
CHUNK = 256 * 1024
MAX_COLUMNS = 500
MAX_CELL = 32 * 1024
MAX_ENTRIES = 1_000
MAX_EXPANDED = 100 * MEGABYTE
MAX_RATIO = 100
RATIO_FROM = MEGABYTE
NESTED = (".zip", ".xlsx", ".xlsm", ".docx", ".pptx", ".jar", ".7z", ".gz", ".rar", ".bin")
PRINTER_SETTINGS = "xl/printerSettings/"
# What the library raises for a damaged archive, by the way in which its parts are packed.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
)


class Form(Enum):
    """How the bytes are laid out."""

    TEXT = "text"
    XLSX = "xlsx"


SIGNATURES = (
    (b"%PDF", "pdf", "a PDF"),
    (b"\x89PNG", "image", "a PNG picture"),
    (b"\xff\xd8\xff", "image", "a JPEG picture"),
    (b"GIF8", "image", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "old_office", "an old Excel (.xls) or password-protected workbook"),
    (b"\x1f\x8b", "archive", "a gzip archive"),
    (b"7z\xbc\xaf", "archive", "a 7-Zip archive"),
    (b"Rar!", "archive", "a RAR archive"),
    (b"SQLite format 3", "database", "a database"),
    (b"\x7fELF", "program", "a program"),
    (b"MZ\x90", "program", "a program"),
    (b"{\\rtf", "document", "a rich-text document"),
)
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg")


def inspect(file: BinaryIO, *, size: int) -> Form:
    """The form of a file, by its bytes and never by its name; raises where it cannot be a table."""
    if size == 0:
        raise InvalidInput(
            "file.empty", "The file is empty: it holds not one byte. Export it again."
        )
    file.seek(0)
    head = file.read(512)
    if head.startswith(b"PK"):
        _inspect_workbook(file)
        return Form.XLSX
    for magic, code, noun in SIGNATURES:
        if head.startswith(magic):
            raise _not_a_table(code, noun)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise _not_a_table("markup", "a web page or XML document")
    return Form.TEXT


def refuse_if_too_large(size: int, *, most: int) -> None:
    """Raise where ``size`` bytes are more than ``most``."""
    if size > most:
        raise InvalidInput(
            "file.too_large",
            f"The file has {_megabytes(size)}; at most {_megabytes(most)} are read. "
            "Send the rows in several files, or as CSV instead of a workbook.",
            size=size,
            most=most,
        )


def refuse_if_too_many_rows(rows: int, *, most: int) -> None:
    """Raise where a table has more than ``most`` rows."""
    if rows > most:
        raise InvalidInput(
            "file.too_many_rows",
            f"The file reaches row {rows:,}; at most {most:,} rows are read. "
            "Delete empty rows below the table, or send the rows in several files.",
            most=most,
        )


def refuse_if_too_many_columns(columns: int) -> None:
    """Raise where a table is wider than any we read."""
    if columns > MAX_COLUMNS:
        raise InvalidInput(
            "file.too_many_columns",
            f"The file has {columns:,} columns; at most {MAX_COLUMNS} are read. "
            "Delete the columns to the right of the table.",
            most=MAX_COLUMNS,
        )


def _not_a_table(code: str, noun: str) -> InvalidInput:
    return InvalidInput(
        f"file.is_{code}",
        f"The file is {noun}, whatever its name says. Send a CSV file or an Excel workbook (.xlsx).",
    )


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB"


def _inspect_workbook(file: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            _inspect_archive(archive)
    except BROKEN as error:
        raise InvalidInput(
            "file.damaged",
            "The workbook is damaged or protected and cannot be unpacked. "
            "Open it in your spreadsheet, save it as .xlsx without a password and send that.",
        ) from error


def _inspect_archive(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise _not_a_table("archive", "a ZIP archive or another kind of office document")
    if len(entries) > MAX_ENTRIES:
        raise _bomb(f"holds {len(entries):,} parts, more than {MAX_ENTRIES:,}")
    if len(names) != len(entries):
        raise _bomb("holds two parts of the same name")
    if "xl/vbaProject.bin" in names:
        raise InvalidInput(
            "file.macros",
            "The workbook holds macros. Save it as an ordinary workbook (.xlsx) and send that.",
        )
    for entry in entries:
        _inspect_entry(entry)
    _inflate(archive, entries)


def _inspect_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    mode = entry.external_attr >> 16
    if name.startswith("/") or ".." in name.split("/") or "\\" in name or stat.S_ISLNK(mode):
        raise _bomb(f"holds a part with an unsafe name ({name[:60]!r})")
    if name.lower().endswith(NESTED) and not name.startswith(PRINTER_SETTINGS):
        raise _bomb(f"holds another archive or binary ({name[:60]!r})")


def _inflate(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Count bytes while inflating: the sizes a header states may lie."""
    expanded = 0
    packed = max(1, sum(entry.compress_size for entry in entries))
    for entry in entries:
        with archive.open(entry) as part:
            while chunk := part.read(CHUNK):
                expanded += len(chunk)
                if expanded > MAX_EXPANDED:
                    raise _bomb(f"unpacks to more than {_megabytes(MAX_EXPANDED)}")
                if expanded > RATIO_FROM and expanded > MAX_RATIO * packed:
                    raise _bomb(f"unpacks to more than {MAX_RATIO} times its size")


def _bomb(what: str) -> InvalidInput:
    return InvalidInput(
        "file.unsafe_archive",
        f"The workbook {what}, which no table of ours does. Copy the table into a new workbook, "
        "or send it as CSV.",
    )
