"""Sending a kept file back: only as the bytes that were received, and never for a browser to run."""

from dataclasses import dataclass
from typing import IO

from django.db.models.fields.files import FieldFile
from django.utils.http import content_disposition_header

from riskcore.errors import NotFound
from riskcore.files.inspection import sha256_of


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A file to send, with the headers that keep a browser from interpreting it. Close the stream."""

    stream: IO[bytes]
    headers: dict[str, str]


def open_unchanged(
    file: FieldFile, *, sha256: str, content_type: str, size: int, file_name: str
) -> Opened:
    """Open a kept file unless it is lost or no longer what was received.

    Raises NotFound with a sentence: a file that changed proves nothing.
    """
    try:
        stream = file.storage.open(str(file.name))
    except FileNotFoundError:
        raise _gone(file_name, "is no longer in the store") from None
    if sha256_of(stream) != sha256:
        stream.close()
        raise _gone(file_name, "no longer has the bytes that were received")
    return Opened(
        stream=stream,
        headers={
            "Content-Type": content_type,
            "Content-Length": str(size),
            "Content-Disposition": content_disposition_header(
                as_attachment=True, filename=file_name
            )
            or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        },
    )


def _gone(file_name: str, obstacle: str) -> NotFound:
    return NotFound(
        "file.not_as_received",
        f"You asked for {file_name!r}, which {obstacle}. Tell your administrator and quote "
        "its name.",
        file_name=file_name,
    )
