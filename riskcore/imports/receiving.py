"""Bytes coming in: measured and hashed as they are copied, refused before anything parses them."""

import hashlib
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from django.core.files import File

from riskcore.errors import DomainError, InvalidInput
from riskcore.imports import csv_reader, limits
from riskcore.imports.limits import CHUNK, Form
from riskcore.imports.models import ImportBatch

IN_MEMORY = 1024 * 1024
MAX_NAME = 200
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


class Readable(Protocol):
    """A file being sent: opened to be read as bytes."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, kw_only=True)
class Received:
    """A copy of the bytes (None where there are too many to keep), their hash and number, and why
    they are refused."""

    copy: BinaryIO | None
    sha256: str
    size: int
    refusal: DomainError | None = None


@contextmanager
def received(file: Readable, *, most: int) -> Iterator[Received]:
    """Copy, hash and inspect. More than ``most`` bytes are counted and hashed but not kept."""
    digest, size = hashlib.sha256(), 0
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if size <= most:
                spool.write(chunk)
            elif spool.tell():
                spool.seek(0)
                spool.truncate()
        copy: BinaryIO = spool  # type: ignore[assignment]  # it is one in all but its declared type
        refusal = _refusal(copy, size, most)
        copy.seek(0)
        yield Received(
            copy=copy if size <= most else None,
            sha256=digest.hexdigest(),
            size=size,
            refusal=refusal,
        )


@contextmanager
def original(batch: ImportBatch) -> Iterator[BinaryIO]:
    """The bytes as they were received, proved by their hash."""
    if not batch.file:
        raise InvalidInput(
            "import.not_kept",
            f"Of the file {batch.file_name!r} only hash and size are kept: it was too large, or it "
            "named a record that was purged since.",
        )
    digest = hashlib.sha256()
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
        with batch.file.open("rb") as stored:
            while chunk := stored.read(CHUNK):
                digest.update(chunk)
                spool.write(chunk)
        if digest.hexdigest() != batch.sha256:
            raise InvalidInput(
                "import.file_changed",
                f"The stored bytes of {batch.file_name!r} are not those that were received: their "
                "hash differs. Tell the administrator; send the file again.",
                batch=str(batch.pk),
            )
        spool.seek(0)
        yield spool  # type: ignore[misc]  # a BinaryIO in all but its declared type


def as_django_file(copy: BinaryIO) -> "File[bytes]":
    """For storage."""
    return File(copy)


def display_name(name: str) -> str:
    """A file's name fit to be shown: no folders, no control or direction characters, normalised."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    normal = unicodedata.normalize("NFC", last)
    shown = "".join(mark for mark in normal if unicodedata.category(mark) not in HIDDEN).strip()
    return shown[:MAX_NAME] or "unnamed"


def _refusal(copy: BinaryIO, size: int, most: int) -> DomainError | None:
    try:
        limits.refuse_if_too_large(size, most=most)
        if limits.inspect(copy, size=size) is Form.TEXT:
            csv_reader.refuse_binary(copy)
    except DomainError as error:
        return error
    return None
