"""Answers that are more than a body: created things, work accepted, files."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import IO, Any

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

CHUNK = 64 * 1024
SECONDS_TO_WAIT = 2
CAUTION = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class AnyType(JSONRenderer):
    """For addresses that give a file: whatever type is accepted will do; refusals stay JSON."""

    media_type = "*/*"
    format = "any"


def created(body: Any, *, at: str, etag: str = "") -> Response:
    """201, with the address of what was made."""
    return Response(body, status=201, headers={"Location": at, **({"ETag": etag} if etag else {})})


def accepted(body: Any, *, job_id: str) -> Response:
    """202, with the address at which the work can be watched."""
    headers = {
        "Location": reverse("api_job", args=[job_id]),
        "Retry-After": str(SECONDS_TO_WAIT),
    }
    return Response(body, status=202, headers=headers)


def attachment(content: bytes, *, name: str, content_type: str, **headers: str) -> HttpResponse:
    """Bytes to be saved, never shown inside a page."""
    return HttpResponse(content, headers={**file_headers(name, content_type), **headers})


def stream(
    file: IO[bytes], *, held: ExitStack, headers: Mapping[str, str]
) -> StreamingHttpResponse:
    """A file sent in pieces; ``held`` is let go after the last of them."""
    return StreamingHttpResponse(_Pieces(file, held), headers=dict(headers))


def file_headers(name: str, content_type: str) -> dict[str, str]:
    """What keeps a browser from interpreting a file that somebody sent us."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return {"Content-Type": content_type, "Content-Disposition": disposition, **CAUTION}


class _Pieces:
    """A file piece by piece; the answer closes it, also where the caller has gone before the end."""

    def __init__(self, file: IO[bytes], held: ExitStack) -> None:
        self._file, self.close = file, held.close

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._file.read(CHUNK):
            yield piece
