"""Small synthetic evidence files, the same bytes for the same seed: sheets, letters, pictures."""

import io
import struct
import zlib
from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import ExifTags, Image, ImageDraw, ImageFilter, ImageOps

from outreach.evidence.models import EvidenceKind
from riskcore.files.images import PNG_SIGNATURE

WIDTH: Final = 96
HEIGHT: Final = 128
PHOTO: Final = (320, 240)


@dataclass(frozen=True, kw_only=True)
class MadeFile:
    """One file to keep: its kind as evidence, its ending, and its bytes."""

    kind: EvidenceKind
    extension: str
    content: bytes


def sign_in_sheet(number: int, people: int) -> MadeFile:
    """A sheet with a total for each half hour and nobody's name."""
    slots = np.array_split(np.arange(people), 4)
    lines = [f"Synthetic sign-in sheet {number}", "Half hour,People"]
    lines += [f"{index + 1},{len(slot)}" for index, slot in enumerate(slots)]
    lines.append(f"Total,{people}")
    return MadeFile(kind=EvidenceKind.SIGN_IN, extension="csv", content=_text(lines))


def partner_letter(number: int) -> MadeFile:
    """A letter from a partner that does not exist."""
    lines = [
        f"Synthetic letter {number}",
        "We confirm that we took part in this initiative and contributed what was agreed.",
        "Signed for the partner organisation. This letter is synthetic data.",
    ]
    return MadeFile(kind=EvidenceKind.PARTNER_LETTER, extension="txt", content=_text(lines))


def platform_export(number: int, views: int) -> MadeFile:
    """What a platform reports of a post: views and the people behind them."""
    lines = [f"Synthetic export {number}", "Measure,Value", f"Views,{views}", f"Reach,{views // 3}"]
    return MadeFile(kind=EvidenceKind.PLATFORM_EXPORT, extension="csv", content=_text(lines))


def flyer(number: int) -> MadeFile:
    """A grey picture of bands whose widths tell the number: a valid PNG of a few hundred bytes."""
    bands = np.array([(number >> bit) & 1 for bit in range(16)], dtype=np.uint8)
    row = np.repeat(np.where(bands, 70, 220).astype(np.uint8), WIDTH // 16)
    line = b"\0" + row.tobytes()
    return MadeFile(
        kind=EvidenceKind.FLYER,
        extension="png",
        content=PNG_SIGNATURE
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(line * HEIGHT, 9))
        + _chunk(b"IEND", b""),
    )


def photographs(number: int) -> tuple[MadeFile, MadeFile, MadeFile]:
    """A drawn scene, the same one mirrored as if somebody used it again, and another that its camera
    says was taken long ago."""
    scene = _scene(number, 1)
    return _photo(scene), _photo(ImageOps.mirror(scene)), _photo(_scene(number, 2), "2021:05:04")


def _scene(number: int, kind: int) -> Image.Image:
    """Ground, sky, a few walls and a few people, drawn from the number."""
    draws = np.random.default_rng([number, kind])
    width, height = PHOTO
    picture = Image.new("RGB", PHOTO, _colour(draws))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, int(draws.integers(height // 4, height)), width, height), fill=_colour(draws))
    for _ in range(5):
        x, y = int(draws.integers(-40, width)), int(draws.integers(0, height))
        wide, high = int(draws.integers(30, 160)), int(draws.integers(30, 120))
        pen.rectangle((x, y, x + wide, y + high), fill=_colour(draws))
    for _ in range(6):
        x, y, r = int(draws.integers(0, width)), int(draws.integers(60, height)), 14
        colour = _colour(draws)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=colour)
        pen.rectangle((x - r, y + r, x + r, y + 5 * r), fill=colour)
    pen.text((8, height - 16), f"Synthetic picture {number}", fill="white")
    return picture.filter(ImageFilter.GaussianBlur(1))


def _colour(draws: np.random.Generator) -> tuple[int, int, int]:
    red, green, blue = draws.integers(20, 250, 3)
    return int(red), int(green), int(blue)


def _photo(picture: Image.Image, taken: str = "") -> MadeFile:
    written, file = Image.Exif(), io.BytesIO()
    if taken:
        written.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{taken} 12:00:00"
    picture.save(file, "JPEG", quality=80, exif=written)
    return MadeFile(kind=EvidenceKind.PHOTO, extension="jpg", content=file.getvalue())


def shelf(number: int, draws: np.random.Generator) -> list[MadeFile]:
    """Ten files that no other shelf holds. The first is the third mirrored."""
    first = number * 10
    photo, mirrored, old = photographs(number)
    return [
        mirrored,
        sign_in_sheet(first, int(draws.integers(12, 180))),
        photo,
        old,
        *(sign_in_sheet(first + index, int(draws.integers(12, 180))) for index in (1, 2)),
        flyer(first),
        *(partner_letter(first + index) for index in range(2)),
        platform_export(first, int(draws.integers(2_000, 60_000))),
    ]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def _text(lines: list[str]) -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode()
