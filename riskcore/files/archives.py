"""Office documents are zip archives: whether one may be opened at all.

Limits of the house: entries, expanded bytes and ratio. Bytes are counted while they inflate, because
the sizes an archive states may be untrue.
"""

import stat
import zipfile
from typing import IO, Final

from riskcore.imports.limits import BROKEN

MAX_ENTRIES: Final = 1_000
MAX_EXPANDED: Final = 100 * 1024 * 1024
MAX_RATIO: Final = 100
# Small repetitive sheets compress extremely well and harm nobody: the ratio counts above this size.
RATIO_COUNTS_FROM: Final = 10 * 1024 * 1024
_CHUNK: Final = 256 * 1024
_NESTED: Final = (".zip", ".7z", ".rar", ".gz", ".jar", ".docx", ".xlsx", ".docm", ".xlsm")
_MAIN_PART: Final = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


class UnsafeArchive(Exception):
    """The archive may not be opened; the message completes "..., because ..."."""


def office_kind(file: IO[bytes], *, size: int) -> str | None:
    """ "docx" or "xlsx" for a sound document, None for an archive of another kind.

    size: bytes of the archive itself. Raises UnsafeArchive for bombs, paths that climb out, links,
    encrypted or nested archives and macros.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            _check_expansion(archive, entries, size)
            names = {entry.filename for entry in entries}
    except BROKEN as broken:
        raise UnsafeArchive("its archive is damaged") from broken
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for kind, part in _MAIN_PART.items() if part in names), None)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise UnsafeArchive(f"it holds {len(entries):,} parts, more than {MAX_ENTRIES:,}")
    for entry in entries:
        name = entry.filename.lower()
        if ".." in name.split("/") or name.startswith("/") or "\\" in name or ":" in name:
            raise UnsafeArchive("one of its parts points outside the document")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise UnsafeArchive("one of its parts is a link")
        if entry.flag_bits & 0x1:
            raise UnsafeArchive("it is locked with a password")
        if name.endswith(_NESTED):
            raise UnsafeArchive("it holds another archive")
        if name.endswith("vbaproject.bin"):
            raise UnsafeArchive("it holds macros")


def _check_expansion(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], size: int) -> None:
    expanded = 0
    for entry in entries:
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                expanded += len(chunk)
                if expanded > MAX_EXPANDED:
                    raise UnsafeArchive(
                        f"it unfolds to more than {MAX_EXPANDED // 1024**2} megabytes"
                    )
                if expanded > max(RATIO_COUNTS_FROM, size * MAX_RATIO):
                    raise UnsafeArchive(f"it unfolds to more than {MAX_RATIO} times its size")
