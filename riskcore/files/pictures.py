"""A photograph opened within limits: what its camera wrote into it, and a rebuilt copy without that.

Only JPEG and PNG are ever decoded, whatever else the library could read, and only after the header
stayed within the limits. The copy is drawn anew from the pixels, so that place, camera, thumbnail and
whatever else a file can carry stay behind. Knows neither database nor storage.

Source: Exif 2.32 (CIPA DC-008), 4.6.4-4.6.6: orientation, date of the original, latitude, longitude.
"""

import io
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageFile, ImageOps, UnidentifiedImageError

from riskcore.errors import InvalidInput
from riskcore.files.inspection import MAX_PIXELS

COPY_SIDE: Final = 1600
COPY_QUALITY: Final = 82
# A phone puts a second picture (depth, brightness) behind a photograph; an animation has more.
MAX_FRAMES: Final = 4
GREY_SIDE: Final = 32
_SWITCH: Final = threading.Lock()
_FORMATS: Final = ("JPEG", "PNG")
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A photograph as read. taken_on, latitude, longitude: as its camera wrote them, None where it did
    not; degrees, north and east positive. copy: JPEG bytes, at most 1,600 pixels a side, upright."""

    width: int
    height: int
    taken_on: date | None
    latitude: float | None
    longitude: float | None
    grey: NDArray[np.float64]
    copy: bytes

    @property
    def place(self) -> tuple[float, float] | None:
        """Latitude and longitude where both are known."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


def read_picture(file: IO[bytes], *, file_name: str) -> Picture:
    """Read a JPEG or PNG that passed inspection; the file is left at its start.

    Raises InvalidInput where it holds too many pixels or frames, or cannot be decoded to its end.
    """
    file.seek(0)
    try:
        with _strictly(), warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=_FORMATS) as opened:
                width, height = opened.size
                _check(width, height, int(getattr(opened, "n_frames", 1)), file_name)
                exif = opened.getexif()
                opened.draft("RGB", (COPY_SIDE, COPY_SIDE))
                upright = ImageOps.exif_transpose(_flat(opened))
    except _BROKEN as broken:
        raise InvalidInput(
            "file.damaged",
            f"You sent {file_name!r}, which cannot be drawn to its end. Open it on your side, save it "
            "again and send that.",
            file_name=file_name,
        ) from broken
    finally:
        file.seek(0)
    latitude, longitude = _place(exif.get_ifd(ExifTags.IFD.GPSInfo))
    upright.thumbnail((COPY_SIDE, COPY_SIDE))
    return Picture(
        width=width,
        height=height,
        taken_on=_day(exif),
        latitude=latitude,
        longitude=longitude,
        grey=grey_of(upright),
        copy=_drawn_anew(upright),
    )


@contextmanager
def _strictly() -> Iterator[None]:
    """Decode to the end or not at all: the library that draws PDFs sets this switch of the process to
    tolerate files that were cut off."""
    with _SWITCH:
        was, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = was


def grey_of(picture: Image.Image) -> NDArray[np.float64]:
    """The picture as 32 by 32 grey values from 0 to 255, whatever its shape."""
    small = picture.convert("L").resize((GREY_SIDE, GREY_SIDE), Image.Resampling.BOX)
    return np.asarray(small, dtype=np.float64)


def _check(width: int, height: int, frames: int, file_name: str) -> None:
    if width * height > MAX_PIXELS:
        raise InvalidInput(
            "file.too_many_pixels",
            f"You sent {file_name!r}, which measures {width:,} by {height:,} pixels, more than "
            f"{MAX_PIXELS // 10**6} million. Send a smaller copy.",
            file_name=file_name,
        )
    if frames > MAX_FRAMES:
        raise InvalidInput(
            "file.too_many_frames",
            f"You sent {file_name!r}, which moves: it holds {frames:,} pictures. Send one still "
            "picture of it.",
            file_name=file_name,
        )


def _flat(opened: Image.Image) -> Image.Image:
    """Pixels without transparency, on white, with the orientation still to be applied."""
    if opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info:
        layer = opened.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        flat = Image.alpha_composite(ground, layer).convert("RGB")
    else:
        flat = opened.convert("RGB")
    flat.getexif()[ExifTags.Base.Orientation] = opened.getexif().get(ExifTags.Base.Orientation, 1)
    return flat


def _drawn_anew(picture: Image.Image) -> bytes:
    """A JPEG of the pixels and nothing else."""
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    made = io.BytesIO()
    clean.save(made, "JPEG", quality=COPY_QUALITY, optimize=True)
    return made.getvalue()


def _day(exif: Image.Exif) -> date | None:
    """The day of the original in the camera's own time; a clock that was never set says nothing."""
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    words = detail.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    try:
        day = datetime.strptime(str(words)[:10], "%Y:%m:%d").date()  # noqa: DTZ007  # no zone is given
    except ValueError:
        return None
    return day if day.year >= 1990 else None


def _place(gps: Mapping[int, Any]) -> tuple[float | None, float | None]:
    latitude = _degrees(gps.get(2), gps.get(1) == "S", 90)
    longitude = _degrees(gps.get(4), gps.get(3) == "W", 180)
    if latitude is None or longitude is None or (latitude, longitude) == (0, 0):
        return None, None
    return latitude, longitude


def _degrees(parts: Any, is_negative: bool, largest: int) -> float | None:
    """Degrees from degrees, minutes and seconds, to five places (about a metre)."""
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not 0 <= value <= largest:
        return None
    return round(-value if is_negative else value, 5)
