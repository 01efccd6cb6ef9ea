"""Bringing losses, exposures and premium of one time to the level of another. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite

from riskcore.errors import InvalidInput
from riskcore.periods import Period

DAYS_IN_A_YEAR = 365.25


def trend_factor(rate: float, years: float) -> float:
    """(1 + rate) ^ years. rate: a year, > -1 (0.05 for 5 %). years: between average dates, any sign.

    Source: Werner and Modlin (2016), Basic Ratemaking, chapter 6.

    >>> round(trend_factor(0.075, 10), 3)
    2.061
    """
    if not (isfinite(rate) and rate > -1 and isfinite(years)):
        raise InvalidInput(
            "trend.rate",
            f"A trend of {rate} a year over {years} years was asked; the rate lies above -1.",
        )
    return float((1 + rate) ** years)


def middle(period: Period) -> date:
    """The average date of what happens evenly over a period."""
    return period.start + timedelta(days=((period.end - period.start).days) // 2)


def years_between(early: date, late: date) -> float:
    """Years from one date to another, negative where it lies before."""
    return (late - early).days / DAYS_IN_A_YEAR


def average_loss_date(period: Period, *, policies_written: bool = False) -> date:
    """When losses fall on average: the middle of an accident or report period; for policies written
    evenly over it with terms of a year, its end."""
    return period.end if policies_written else middle(period)


@dataclass(frozen=True)
class RateChange:
    """effective: first day of the new rates. change: share (0.05 for 5 % more), > -1."""

    effective: date
    change: float


def on_level_factor(changes: Sequence[RateChange], period: Period) -> float:
    """Today's rate level over the average level of premium earned in a period.

    Policies of a year written evenly; changes apply to policies written from their first day on. The
    share of the period's premium earned under each level is the area of the parallelogram.

    Source: Werner and Modlin (2016), Basic Ratemaking, chapter 5, parallelogram method.

    >>> year = Period(date(2025, 1, 1), date(2026, 1, 1))
    >>> round(on_level_factor([RateChange(date(2025, 7, 1), 0.10)], year), 3)
    1.086
    """
    ordered = sorted(changes, key=lambda change: change.effective)
    for change in ordered:
        if not (isfinite(change.change) and change.change > -1):
            raise InvalidInput(
                "trend.rate_change",
                f"A rate change of {change.change} was given for {change.effective}; it lies above -1.",
            )
    level, average, before = 1.0, 0.0, 0.0
    for change in ordered:
        reached = _written_before(change.effective, period)
        average += (reached - before) * level
        level, before = level * (1 + change.change), reached
    average += (1 - before) * level
    return level / average


def _written_before(day: date, period: Period) -> float:
    """Share of the period's earned premium that comes from policies written before a day."""
    length = years_between(period.start, period.end)
    start, end = years_between(day, period.start), years_between(day, period.end)
    return (_area(end) - _area(start)) / length


def _area(at: float) -> float:
    """Integral, up to ``at`` years after a day, of the share in force that was written before it."""
    if at <= 0:
        return at
    return at - at * at / 2 if at < 1 else 0.5
