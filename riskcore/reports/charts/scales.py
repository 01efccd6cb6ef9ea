"""From values to places: round ticks, linear scales and bands. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def nice_ticks(low: float, high: float, *, about: int = 5) -> list[float]:
    """Round numbers that cover ``low`` to ``high``, in steps of 1, 2, 2.5 or 5 times a power of ten.

    >>> nice_ticks(0, 87)
    [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    """
    if high <= low:
        high = low + 1
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]


@dataclass(frozen=True)
class Linear:
    """Values ``from_value`` to ``to_value`` laid on places ``start`` to ``end``."""

    from_value: float
    to_value: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.from_value) / (self.to_value - self.from_value)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True)
class Bands:
    """``count`` equal bands between ``start`` and ``end``."""

    count: int
    start: float
    end: float

    @property
    def step(self) -> float:
        return (self.end - self.start) / max(self.count, 1)

    def centre(self, index: int) -> float:
        return self.start + (index + 0.5) * self.step


def without_overlap(
    centres: Sequence[float], widths: Sequence[float], order: Iterable[int], *, gap: float = 6
) -> set[int]:
    """Which labels to write so that none touches another, the first in ``order`` winning."""
    kept: set[int] = set()
    for index in order:
        room = all(
            abs(centres[index] - centres[other]) >= (widths[index] + widths[other]) / 2 + gap
            for other in kept
        )
        if room:
            kept.add(index)
    return kept


def spread(places: Sequence[float], *, gap: float, low: float, high: float) -> list[float]:
    """Places moved as little as needed to stand ``gap`` apart between ``low`` and ``high``, in order."""
    result: list[float] = []
    for place in places:
        result.append(max(place, result[-1] + gap if result else low))
    limit = high
    for index in reversed(range(len(result))):
        result[index] = min(result[index], limit)
        limit = result[index] - gap
    return result
