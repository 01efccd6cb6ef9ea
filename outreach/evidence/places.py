"""How far apart two places on the earth are, and the middle of several. Pure.

Source: haversine formula (Sinnott 1984, Sky and Telescope 68, p. 159) on a sphere of the earth's mean
radius, 6,371.0 km (IUGG); at most half a percent off, which does not matter here.
"""

import math
from collections.abc import Sequence
from statistics import median
from typing import Final

RADIUS_KM: Final = 6371.0
# A photograph further from the others than this is flagged; fewer others have no middle to speak of.
FAR_KM: Final = 80
FEWEST: Final = 3

Place = tuple[float, float]


def kilometres(one: Place, other: Place) -> float:
    """The way along the surface between two places (latitude, longitude in degrees), in kilometres.

    >>> round(kilometres((41.8781, -87.6298), (40.7128, -74.0060)))
    1144
    """
    (north, east), (north_too, east_too) = (
        (math.radians(latitude), math.radians(longitude)) for latitude, longitude in (one, other)
    )
    half = (
        math.sin((north_too - north) / 2) ** 2
        + math.cos(north) * math.cos(north_too) * math.sin((east_too - east) / 2) ** 2
    )
    return 2 * RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def middle(places: Sequence[Place]) -> Place | None:
    """The place in the middle, which a single stray one does not move; None for fewer than three.

    >>> middle([(41.0, -87.0), (41.2, -87.2), (10.0, 0.0)])
    (41.0, -87.0)
    """
    if len(places) < FEWEST:
        return None
    return median(place[0] for place in places), median(place[1] for place in places)
