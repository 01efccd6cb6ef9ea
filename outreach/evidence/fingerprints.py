"""A number that stays nearly the same when a photograph is resized, recompressed or cropped a little,
and that is known in advance for all eight ways of turning and mirroring it. Pure.

A picture is reduced to 32 by 32 grey values and taken apart into waves (two-dimensional DCT-II). Of
the 8 by 8 longest waves, each gives one bit: whether it is stronger than their median. Mirroring
changes the sign of every wave that is odd along that side, turning exchanges the two sides; so the
eight fingerprints come out of one transform. Two pictures are alike where few bits differ.

Source: the idea of a DCT hash with a median is Zauner 2010, "Implementation and benchmarking of
perceptual image hash functions", section 3.2; the turns by sign and transposition are ours. The
distance of 8 bits was found on generated photographs (``tests/bench/photo_flags.py``) and only ever
flags: the method proves nothing by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

SIDE: Final = 32
WAVES: Final = 8
ALIKE: Final = 8
# Below this spread of grey values (of 255) a picture is a blank sheet: its waves are noise.
FLATTEST: Final = 4.0
TURNS: Final = (
    "as it is",
    "mirrored",
    "upside down and mirrored",
    "turned by half",
    "turned by a quarter and mirrored",
    "turned by a quarter",
    "turned by a quarter",
    "turned by a quarter and mirrored",
)

Grey = NDArray[np.float64]
Numbers = NDArray[np.uint64]


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """An earlier picture that is like the new one. index: its place in what was compared; turn: of
    ``TURNS``, how the new one stands to it."""

    index: int
    distance: int
    turn: str


def fingerprints(grey: Grey) -> tuple[int, ...] | None:
    """The eight fingerprints of one picture, in the order of ``TURNS``; None for a blank one.

    grey: 32 by 32 values from 0 (black) to 255. Each fingerprint has 64 bits, 0 to 2^64 - 1.

    >>> fingerprints(np.full((32, 32), 200.0)) is None
    True
    """
    if grey.shape != (SIDE, SIDE):
        raise ValueError(f"A fingerprint needs {SIDE} by {SIDE} grey values, not {grey.shape}.")
    if float(grey.std()) < FLATTEST:
        return None
    wave = _waves()
    low = wave @ grey @ wave.T
    odd = (-1.0) ** np.arange(WAVES)
    across, along = odd[None, :], odd[:, None]
    return tuple(
        _number(waves * signs)
        for waves in (low, low.T)
        for signs in (np.ones((1, 1)), across, along, across * along)
    )


def alike(turned: Sequence[int], earlier: Numbers, *, within: int = ALIKE) -> list[Likeness]:
    """Which of the earlier fingerprints one of the eight of a new picture comes near, nearest first.

    earlier: as kept, one for each picture. A million are compared in a fraction of a second.
    """
    if not len(earlier):
        return []
    new = np.array(turned, dtype=np.uint64)
    distances = np.stack([np.bitwise_count(earlier ^ one) for one in new])
    turns = distances.argmin(axis=0)
    nearest = distances.min(axis=0)
    found = np.flatnonzero(nearest <= within)
    return [
        Likeness(index=int(at), distance=int(nearest[at]), turn=TURNS[int(turns[at])])
        for at in found[np.argsort(nearest[found], kind="stable")]
    ]


def as_stored(number: int) -> int:
    """The same 64 bits as a signed number, which is what a table keeps.

    >>> as_stored(2**64 - 1), as_number(-1) == 2**64 - 1
    (-1, True)
    """
    return number - (1 << 64) if number >= 1 << 63 else number


def as_number(stored: int) -> int:
    """The 64 bits of a signed number as a number from 0."""
    return stored % (1 << 64)


def numbers(stored: Sequence[int]) -> Numbers:
    """Many stored fingerprints as ``alike`` takes them."""
    return np.array(stored, dtype=np.int64).view(np.uint64)


@lru_cache(maxsize=1)
def _waves() -> Grey:
    """The first eight rows of the DCT-II over 32 points."""
    points, orders = np.arange(SIDE), np.arange(WAVES)
    return np.cos(np.pi * (2 * points[None, :] + 1) * orders[:, None] / (2 * SIDE))


def _number(low: Grey) -> int:
    flat = low.flatten()
    middle = float(np.median(flat[1:]))
    bits = (flat > middle).astype(np.uint8)
    bits[0] = 0
    return int.from_bytes(np.packbits(bits).tobytes(), "big")
