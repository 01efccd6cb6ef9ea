"""What one occurrence may count for, and in which order it is capped and trended. Pure.

``cap_last``: each loss is trended first and capped at the limit of the period to be priced.
``cap_first``: each loss is capped at that limit taken back to its own time, then trended. At the same
limit both give the same; a plan that caps at a fixed limit of the past and trends after gives more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from riskcore.errors import InvalidInput


class Order(StrEnum):
    """cap_last: trend, then cap at a limit of tomorrow. cap_first: cap at the detrended limit, then
    trend. cap_then_trend: cap at the limit as it stands, then trend the rest."""

    CAP_LAST = "cap_last"
    CAP_FIRST = "cap_first"
    CAP_THEN_TREND = "cap_then_trend"


@dataclass(frozen=True)
class Capped:
    """One occurrence: as it stands, trended without a cap, and what counts."""

    loss: float
    trended: float
    counted: float

    @property
    def is_capped(self) -> bool:
        return self.counted < self.trended


def cap_and_trend(
    loss: float, *, limit: float, trend: float = 1.0, order: Order = Order.CAP_LAST
) -> Capped:
    """What one occurrence counts for.

    loss: dollars from the ground up, with expense where the limit includes it; below 0 (recovered more
    than paid) it counts as it is. limit: dollars, >= 0, infinity for none. trend: factor to the period
    to be priced, > 0.

    Source: Werner and Modlin (2016), Basic Ratemaking, chapter 6, leveraged effect of limits on trend.

    >>> cap_and_trend(90_000, limit=100_000, trend=1.2).counted
    100000.0
    >>> cap_and_trend(90_000, limit=100_000, trend=1.2, order=Order.CAP_THEN_TREND).counted
    108000.0
    """
    if not (isfinite(loss) and limit >= 0 and isfinite(trend) and trend > 0):
        raise InvalidInput(
            "capping.values",
            f"A loss of {loss} was to be capped at {limit} with a trend of {trend}; the limit is 0 or "
            "more and the trend above 0.",
        )
    trended = loss * trend
    if order is Order.CAP_LAST:
        counted = min(trended, limit)
    elif order is Order.CAP_FIRST:
        counted = min(loss, limit / trend) * trend
    else:
        counted = min(loss, limit) * trend
    return Capped(float(loss), trended, float(counted))


def capped_total(
    losses: Sequence[float], *, limit: float, trend: float = 1.0, order: Order = Order.CAP_LAST
) -> float:
    """The sum of what each occurrence counts for; raising the limit never lowers it."""
    return sum(
        cap_and_trend(loss, limit=limit, trend=trend, order=order).counted for loss in losses
    )
