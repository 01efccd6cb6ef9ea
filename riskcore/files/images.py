"""The size of a picture, read from its header alone: nothing is decoded, so no picture can be a bomb.

Source: PNG (ISO/IEC 15948, 5.3 and 11.2.2); JPEG (ISO/IEC 10918-1, annex B: frame headers SOF0-SOF15).
"""

import struct
from typing import IO, Final

PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
JPEG_SIGNATURE: Final = b"\xff\xd8\xff"
_FRAME_HEADERS: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_END_OF_PICTURE: Final = frozenset({0xD9, 0xDA})


def png_size(file: IO[bytes]) -> tuple[int, int] | None:
    """Width and height in pixels; None where the chunks do not run from IHDR to a final IEND."""
    file.seek(len(PNG_SIGNATURE))
    size = None
    while len(head := file.read(8)) == 8:
        length, kind = struct.unpack(">I4s", head)
        if size is None:
            if kind != b"IHDR" or length != 13:
                return None
            sides = file.read(8)
            if len(sides) < 8:
                return None
            size = struct.unpack(">II", sides)
            length -= 8
        if kind == b"IEND":
            return size if len(file.read(4)) == 4 and not file.read(1) else None
        file.seek(length + 4, 1)
    return None


def jpeg_size(file: IO[bytes]) -> tuple[int, int] | None:
    """Width and height in pixels; None where no frame header precedes the picture itself."""
    file.seek(2)
    while (marker := _next_marker(file)) is not None and marker not in _END_OF_PICTURE:
        if marker in _WITHOUT_LENGTH:
            continue
        head = file.read(2)
        if len(head) < 2:
            return None
        if marker in _FRAME_HEADERS:
            frame = file.read(5)
            if len(frame) < 5:
                return None
            height, width = struct.unpack(">HH", frame[1:])
            return (width, height)
        file.seek(struct.unpack(">H", head)[0] - 2, 1)
    return None


def _next_marker(file: IO[bytes]) -> int | None:
    """The code after 0xFF and any fill bytes; None where the segments do not follow each other."""
    if file.read(1) != b"\xff":
        return None
    while (code := file.read(1)) == b"\xff":
        pass
    return code[0] if code else None
