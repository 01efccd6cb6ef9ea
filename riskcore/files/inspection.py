"""What a file somebody sends really is, before it is kept: type by content, limits, hash, name.

Knows neither database nor storage. The ending is a claim, the content decides, and both must agree.
Pictures and documents are checked by their headers and structure; nothing is drawn or run. There is
no virus scanner here: files are only ever sent as attachments that a browser may not interpret.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from riskcore.errors import InvalidInput
from riskcore.files import archives, images, names

MAX_BYTES: Final = 25 * 1024 * 1024
MAX_PIXELS: Final = 50_000_000
CONTENT_TYPES: Final = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "txt": "text/plain",
}
_SAME_ENDING: Final = {"jpeg": "jpg", "jpe": "jpg", "text": "txt"}
_MARKUP_ENDINGS: Final = frozenset({"svg", "svgz", "html", "htm", "xhtml", "xml", "mht", "mhtml"})
_ACTIVE_PDF: Final = {
    b"/Encrypt": "it is locked",
    b"/JavaScript": "it holds a script",
    b"/Launch": "it starts another program",
    b"/EmbeddedFiles": "it carries other files inside",
}
# A PDF may write any letter of a name as # and two digits (ISO 32000-1, 7.3.5).
_HIDDEN_LETTER: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_CHUNK: Final = 256 * 1024


@dataclass(frozen=True, kw_only=True)
class Inspected:
    """A file that may be kept. size in bytes; sha256 over the bytes as received."""

    extension: str
    content_type: str
    size: int
    sha256: str
    file_name: str


def inspect(file: IO[bytes], *, file_name: str) -> Inspected:
    """Check a seekable file from its start and say what it is; it is left at its start.

    Raises InvalidInput with a sentence: empty, too large, of a kind not taken, ending and content
    that disagree, damaged, or unsafe to open.
    """
    shown = names.clean(file_name, extension="bin")
    size, sha256 = _measure(file, shown)
    ending = names.ending_of(shown)
    extension = _SAME_ENDING.get(ending, ending)
    if extension in _MARKUP_ENDINGS or _is_markup(file):
        raise _refused(
            "file.markup",
            shown,
            "is a web page or a drawing in markup, which can carry scripts",
            "Save it as PDF or PNG and send that.",
        )
    found = _kind(file, size, shown)
    if found == "text" and extension in ("csv", "txt"):
        found = extension
    if found not in CONTENT_TYPES and found != "text":
        raise _refused(
            "file.kind_not_taken",
            shown,
            "is of a kind that is not taken",
            f"Send one of: {', '.join(CONTENT_TYPES)}.",
        )
    if found != extension:
        raise _refused(
            "file.ending_disagrees",
            shown,
            f"holds {'plain text' if found == 'text' else found} whatever its ending says",
            "Give it the ending of what it is, one of: " + ", ".join(CONTENT_TYPES) + ".",
        )
    file.seek(0)
    return Inspected(
        extension=found,
        content_type=CONTENT_TYPES[found],
        size=size,
        sha256=sha256,
        file_name=names.clean(file_name, extension=found),
    )


def sha256_of(file: IO[bytes]) -> str:
    """Hash of a whole file; it is left at its start."""
    digest = hashlib.sha256()
    for chunk in _chunks(file):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _measure(file: IO[bytes], shown: str) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(file):
        size += len(chunk)
        if size > MAX_BYTES:
            raise _refused(
                "file.too_large",
                shown,
                f"is larger than {MAX_BYTES // 1024**2} megabytes",
                "Send a smaller copy, or split it.",
            )
        digest.update(chunk)
    if size == 0:
        raise _refused("file.empty", shown, "is empty", "Choose the file again.")
    return size, digest.hexdigest()


def _kind(file: IO[bytes], size: int, shown: str) -> str:
    file.seek(0)
    head = file.read(8)
    if head.startswith(b"%PDF-"):
        _check_pdf(file, size, shown)
        return "pdf"
    if head.startswith(images.PNG_SIGNATURE):
        _check_pixels(images.png_size(file), shown)
        return "png"
    if head.startswith(images.JPEG_SIGNATURE):
        _check_pixels(images.jpeg_size(file), shown)
        return "jpg"
    if head.startswith(b"PK\x03\x04"):
        try:
            return archives.office_kind(file, size=size) or "zip"
        except archives.UnsafeArchive as unsafe:
            raise _unsafe(shown, str(unsafe)) from unsafe
    return "text" if _is_text(file) else "unknown"


def _check_pdf(file: IO[bytes], size: int, shown: str) -> None:
    file.seek(max(0, size - 2048))
    if b"%%EOF" not in file.read():
        raise _damaged(shown)
    file.seek(0)
    content = _HIDDEN_LETTER.sub(lambda found: bytes.fromhex(found[1].decode()), file.read())
    for mark, reason in _ACTIVE_PDF.items():
        if mark in content:
            raise _unsafe(shown, reason)


def _check_pixels(size: tuple[int, int] | None, shown: str) -> None:
    if size is None or 0 in size:
        raise _damaged(shown)
    if size[0] * size[1] > MAX_PIXELS:
        raise _refused(
            "file.too_many_pixels",
            shown,
            f"measures {size[0]:,} by {size[1]:,} pixels, more than {MAX_PIXELS // 10**6} million",
            "Send a smaller copy.",
        )


def _is_markup(file: IO[bytes]) -> bool:
    file.seek(0)
    head = file.read(1024).removeprefix(b"\xef\xbb\xbf")
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "ignore")
    return text.lstrip("\0 \t\r\n").startswith("<")


def _is_text(file: IO[bytes]) -> bool:
    """Whether the whole file reads as UTF-8, UTF-16 with its mark, or Windows text."""
    file.seek(0)
    content = file.read()
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    encodings = ["utf-16"] if marked else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(character < " " and character not in "\t\n\r\f" for character in set(text))
    return False


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk


def _refused(code: str, shown: str, obstacle: str, cure: str) -> InvalidInput:
    return InvalidInput(code, f"You sent {shown!r}, which {obstacle}. {cure}", file_name=shown)


def _damaged(shown: str) -> InvalidInput:
    return _refused(
        "file.damaged",
        shown,
        "is damaged or cut short",
        "Open it on your side, save it again and send that.",
    )


def _unsafe(shown: str, reason: str) -> InvalidInput:
    return _refused(
        "file.unsafe",
        shown,
        f"cannot be kept, because {reason}",
        "Save a plain copy without that and send it.",
    )
