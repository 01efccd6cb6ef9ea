"""How many photographs used a second time are flagged, and how many others by mistake.

python -m tests.bench.photo_flags [--photos 400] [--book 100000]

Needs no database. Draws scenes (sky, ground, faces, tables, writing on a wall), saves them as a phone
does, changes each as somebody would who wants to use it again, and compares every one with all. Prints
the share flagged for each change, for pairs that show different things, and the time of one comparison
with a whole book.
"""

import argparse
import io
from collections.abc import Callable
from time import perf_counter

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from outreach.evidence.fingerprints import alike, fingerprints
from riskcore.files.pictures import grey_of

SIZE = (800, 600)
Photo = Image.Image


def scene(draws: np.random.Generator) -> Photo:
    """A scene with a horizon, things that stand on it and people before it, with a sensor's noise."""
    width, height = SIZE
    top, bottom = draws.integers(60, 255, 3), draws.integers(10, 190, 3)
    horizon = int(draws.integers(height // 5, 4 * height // 5))
    blend = np.linspace(0, 1, height)[:, None, None]
    base = top[None, None, :] * (1 - blend) + draws.integers(40, 255, 3)[None, None, :] * blend
    base = np.repeat(base, width, axis=1)
    base[horizon:] = bottom
    photo = Image.fromarray(base.astype(np.uint8))
    pen = ImageDraw.Draw(photo)
    for _ in range(int(draws.integers(3, 9))):
        x, y = draws.integers(-50, width), draws.integers(0, height)
        w, h = draws.integers(40, width // 2), draws.integers(40, height // 2)
        pen.rectangle((x, y, x + w, y + h), fill=tuple(int(v) for v in draws.integers(0, 255, 3)))
    for _ in range(int(draws.integers(2, 14))):
        x, y, r = (
            draws.integers(0, width),
            draws.integers(horizon // 2, height),
            draws.integers(12, 90),
        )
        colour = tuple(int(v) for v in draws.integers(0, 255, 3))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=colour)
        pen.rectangle((x - r, y + r, x + r, y + 4 * r), fill=tuple(int(v // 2) for v in colour))
    noisy = np.asarray(photo.filter(ImageFilter.GaussianBlur(1.5)), dtype=float)
    noisy = noisy + draws.normal(0, 6, noisy.shape)
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def saved(photo: Photo, quality: int = 90) -> Photo:
    """The photograph after a trip through a JPEG file."""
    file = io.BytesIO()
    photo.save(file, "JPEG", quality=quality)
    return Image.open(io.BytesIO(file.getvalue())).convert("RGB")


def cropped(photo: Photo, share: float) -> Photo:
    """Without this share of its width and height, taken off unevenly."""
    width, height = photo.size
    return photo.crop(
        (
            int(width * share * 0.7),
            int(height * share * 0.2),
            int(width * (1 - share * 0.3)),
            int(height * (1 - share * 0.8)),
        )
    )


CHANGES: dict[str, Callable[[Photo], Photo]] = {
    "the same again": lambda photo: photo,
    "turned by a quarter": lambda photo: photo.transpose(Image.Transpose.ROTATE_90),
    "turned by half": lambda photo: photo.transpose(Image.Transpose.ROTATE_180),
    "turned by three quarters": lambda photo: photo.transpose(Image.Transpose.ROTATE_270),
    "mirrored": lambda photo: photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    "mirrored and turned": lambda photo: photo.transpose(Image.Transpose.TRANSPOSE),
    "upside down and mirrored": lambda photo: photo.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    "mirrored and turned the other way": lambda photo: photo.transpose(Image.Transpose.TRANSVERSE),
    "half the size": lambda photo: photo.resize((400, 300)),
    "a thumbnail of 120 pixels": lambda photo: photo.resize((120, 90)),
    "recompressed at quality 60": lambda photo: saved(photo, 60),
    "recompressed at quality 25": lambda photo: saved(photo, 25),
    "brighter by a fifth": lambda photo: ImageEnhance.Brightness(photo).enhance(1.2),
    "in greys": lambda photo: photo.convert("L").convert("RGB"),
    "cropped by 1 %": lambda photo: cropped(photo, 0.01),
    "cropped by 2 %": lambda photo: cropped(photo, 0.02),
    "cropped by 4 %": lambda photo: cropped(photo, 0.04),
    "cropped by 8 %": lambda photo: cropped(photo, 0.08),
    "mirrored, half the size, quality 50": lambda photo: saved(
        photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT).resize((400, 300)), 50
    ),
}


def measure(*, photos: int, seed: int = 7) -> tuple[dict[str, float], float]:
    """The share flagged for each change, and the share of flagged pairs that show different things."""
    draws = np.random.default_rng(seed)
    originals = [saved(scene(draws)) for _ in range(photos)]
    kept = np.array(
        [(fingerprints(grey_of(photo)) or (0,))[0] for photo in originals], dtype=np.uint64
    )
    shares, by_mistake = {}, 0
    for words, change in CHANGES.items():
        hit = 0
        for at, photo in enumerate(originals):
            turned = fingerprints(grey_of(saved(change(photo), 85)))
            found = {likeness.index for likeness in alike(turned or (), kept)} if turned else set()
            hit += at in found
            by_mistake += len(found - {at})
        shares[words] = hit / photos
    return shares, by_mistake / (photos * (photos - 1) * len(CHANGES))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--photos", type=int, default=400)
    parser.add_argument("--book", type=int, default=100_000)
    asked = parser.parse_args()
    shares, by_mistake = measure(photos=asked.photos)
    print(f"{asked.photos} photographs, each changed in {len(CHANGES)} ways")
    for words, share in shares.items():
        print(f"  {words:<36} {share:7.1%} flagged")
    print(f"  pairs that show different things     {by_mistake:.5%} flagged")
    draws = np.random.default_rng(1)
    book = draws.integers(0, 2**63, asked.book, dtype=np.int64).view(np.uint64)
    started = perf_counter()
    alike(tuple(int(number) for number in book[:8]), book)
    took = perf_counter() - started
    print(f"  one photograph with a book of {asked.book:,}: {took * 1000:.0f} ms")


if __name__ == "__main__":
    main()
