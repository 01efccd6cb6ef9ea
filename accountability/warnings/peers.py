"""What the others of an officer's units would have on record in the officer's own days. Pure.

An entry belongs to the unit in which the officer served that month, and a rate is that of the unit's
other officers over their days on duty, so that nobody is compared with work that is not theirs.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Yes = npt.NDArray[np.bool_]
NOWHERE = -1
MONTHS_A_YEAR = 12


@dataclass(frozen=True, kw_only=True)
class Service:
    """Days on duty as columns: one entry for an officer, a month and a unit.

    officer: places as in ``History``. month: counted from year 0 (``month_of``). unit: 0 and up. days:
    on duty, > 0.
    """

    officer: Whole
    month: Whole
    unit: Whole
    days: Real

    @property
    def units(self) -> int:
        return int(self.unit.max(initial=NOWHERE)) + 1


@dataclass(frozen=True, kw_only=True)
class Peers:
    """By officer: entries in the months of service, what the others' rates give for the same days, and
    who serves in a unit large enough."""

    counts: Real
    expected: Real
    assessed: Yes


def month_of(year: int, month: int) -> int:
    """A month as one number.

    >>> month_of(2026, 1) - month_of(2025, 12)
    1
    """
    return year * MONTHS_A_YEAR + month - 1


def months_of(days: Whole) -> Whole:
    """The months of proleptic ordinals, as ``month_of`` counts them."""
    epoch = np.datetime64("0001-01-01", "D")
    months = (epoch + (days - 1).astype("timedelta64[D]")).astype("datetime64[M]")
    return np.asarray(months.astype(np.int64) + month_of(1970, 1), dtype=np.int64)


def compare(
    service: Service, *, officers: int, who: Whole, day: Whole, start: int, end: int, smallest: int
) -> Peers:
    """Entries (``who`` on ``day``) from ordinal ``start`` (included) to ``end`` (excluded) beside the
    rates of the others. A month that ``start`` cuts is left out.

    Source: the indirect standardisation of a rate (Breslow and Day 1987, Statistical Methods in Cancer
    Research II, ch. 2), with the officer left out of the rate that is applied to them.
    """
    cut, last = (int(month) for month in months_of(np.array([start - 1, end - 1])))
    inside = (service.month > cut) & (service.month <= last)
    size = (officers, service.units)
    days = np.zeros(size)
    np.add.at(days, (service.officer[inside], service.unit[inside]), service.days[inside])
    month = months_of(day)
    chosen = (month > cut) & (day < end)
    unit = _unit_of(service, who[chosen], month[chosen], officers)
    events = np.zeros(size)
    known = unit != NOWHERE
    np.add.at(events, (who[chosen][known], unit[known]), 1.0)
    large = (days > 0).sum(axis=0) >= smallest
    served = (days > 0) & large
    others = days.sum(axis=0) - days
    rate = np.divide(events.sum(axis=0) - events, others, out=np.zeros(size), where=others > 0)
    return Peers(
        counts=np.asarray((events * served).sum(axis=1), dtype=np.float64),
        expected=np.asarray((rate * days * served).sum(axis=1), dtype=np.float64),
        assessed=np.asarray(served.any(axis=1), dtype=np.bool_),
    )


def _unit_of(service: Service, who: Whole, month: Whole, officers: int) -> Whole:
    """The unit in which each officer served most in the month; NOWHERE where none is recorded."""
    served = service.month * officers + service.officer
    order = np.lexsort((service.days, served))
    keys, units = served[order], service.unit[order]
    wanted = month * officers + who
    place = np.searchsorted(keys, wanted, side="right") - 1
    return np.where((place >= 0) & (keys[place] == wanted), units[place], NOWHERE)
