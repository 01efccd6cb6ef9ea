"""Half-open periods of days, policy years and months. Pure: no clock, no database."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Period:
    """Days from ``start`` (included) to ``end`` (excluded).

    >>> Period(date(2025, 10, 1), date(2026, 10, 1)).days
    365
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"A period must end after it starts: {self.start} to {self.end}.")

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        """The last day that belongs to the period."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


def month_start(day: date) -> date:
    """The first of the month of ``day``."""
    return day.replace(day=1)


def add_months(day: date, months: int) -> date:
    """``day`` moved by whole months, clipped to the month's length.

    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def months(period: Period) -> list[date]:
    """The first day of every month the period touches, in order."""
    first = month_start(period.start)
    result = []
    while first < period.end:
        result.append(first)
        first = add_months(first, 1)
    return result


def trailing_years(as_of: date, count: int) -> list[Period]:
    """The ``count`` years that end with ``as_of`` (its last day included), oldest first.

    >>> trailing_years(date(2026, 9, 30), 2)[0].start
    datetime.date(2024, 10, 1)
    """
    end = as_of + timedelta(days=1)
    return [
        Period(add_months(end, -12 * (back + 1)), add_months(end, -12 * back))
        for back in reversed(range(count))
    ]


def years_to(period: Period) -> list[Period]:
    """The years that end with the period's last day, oldest first; the oldest is cut to the period.

    >>> [year.start.year for year in years_to(Period(date(2024, 7, 1), date(2026, 10, 1)))]
    [2024, 2024, 2025]
    """
    found = [Period(add_months(period.end, -12), period.end)]
    while found[0].start > period.start:
        found.insert(0, Period(add_months(period.end, -12 * (len(found) + 1)), found[0].start))
    return [Period(max(period.start, found[0].start), found[0].end), *found[1:]]


def year_label(period: Period) -> str:
    """A year in a word: "2025" for a calendar year, "2025/26" otherwise.

    >>> year_label(Period(date(2025, 10, 1), date(2026, 10, 1)))
    '2025/26'
    """
    first, last = period.start.year, period.last_day.year
    return str(first) if first == last else f"{first}/{last % 100:02d}"


def trailing(as_of: date, *, months_back: int) -> Period:
    """The period of ``months_back`` months that ends with ``as_of``, that day included."""
    end = as_of + timedelta(days=1)
    return Period(add_months(end, -months_back), end)
