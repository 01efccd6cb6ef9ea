"""What a measurement says: a value that explains itself, or the reason there is none. Pure."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Number = int | float | Decimal


@dataclass(frozen=True, kw_only=True)
class Interval:
    """Limits at a stated level, in the unit of the value."""

    low: float
    high: float
    level: float = 0.95
    method: str = "exact Poisson"


@dataclass(frozen=True, kw_only=True)
class PeerBand:
    """Middle half of the peer group, and how many peers had a value. Shown only where n allows."""

    low: float
    high: float
    median: float
    n: int
    group: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One client's figure for one factor.

    value: in the factor's unit, or None, and then ``unavailable`` completes "cannot be computed,
    because ...". Zero is a value. source: a query a person can follow to the rows, such as
    {"table": "claims", "from": "2021-10-01", "to": "2026-09-30", "count": 12}.
    grade: A complete, B some months or fields missing, C more missing than not. smallest: the smallest
    group of persons or cases that can be worked out from it and from what stands beside it, where that
    is not the numerator; who may not see small numbers is shown nothing where it is small.
    """

    value: Number | None
    numerator: Number | None = None
    denominator: Number | None = None
    interval: Interval | None = None
    peers: PeerBand | None = None
    date_basis: str = ""
    grade: str = "A"
    source: dict[str, Any] = field(default_factory=dict)
    unavailable: str = ""
    note: str = ""
    smallest: int | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.unavailable == ""):
            raise ValueError("A reading has either a value or the reason why there is none.")


def cannot(because: str, **known: Any) -> Reading:
    """A reading without a value: ``because`` completes "cannot be computed, because ..."."""
    return Reading(value=None, unavailable=because, **known)
