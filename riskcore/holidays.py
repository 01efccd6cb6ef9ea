"""Public holidays as rules, by state: what a business day is. Pure data and the days it gives.

A rule names a day of every year from the year it began; ``observed`` says where a state keeps a
holiday that falls on a weekend. Half-day and proclaimed holidays are not among them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from types import MappingProxyType

SATURDAY, SUNDAY = 5, 6
MONDAY, TUESDAY, THURSDAY, FRIDAY = 0, 1, 3, 4


class Observed(Enum):
    """Where a fixed holiday that falls on a weekend is kept."""

    NEAREST = "on Friday for a Saturday, on Monday for a Sunday"
    SUNDAYS_ONLY = "on Monday for a Sunday; a Saturday is not made up"


@dataclass(frozen=True)
class Fixed:
    """The same date every year, moved off a weekend as the state observes it."""

    name: str
    month: int
    day: int
    since: int = 1900

    def on(self, year: int, observed: Observed) -> date:
        day = date(year, self.month, self.day)
        if day.weekday() == SUNDAY:
            return day + timedelta(days=1)
        if day.weekday() == SATURDAY and observed is Observed.NEAREST:
            return day - timedelta(days=1)
        return day


@dataclass(frozen=True)
class Nth:
    """The nth weekday of a month (n = -1: the last), and ``plus`` days after it."""

    name: str
    month: int
    weekday: int
    n: int
    plus: int = 0
    since: int = 1900
    even_years_only: bool = False

    def on(self, year: int, observed: Observed) -> date:
        del observed  # never on a weekend
        if self.n > 0:
            first = date(year, self.month, 1)
            days = (self.weekday - first.weekday()) % 7 + 7 * (self.n - 1)
            return first + timedelta(days=days + self.plus)
        last = date(year + self.month // 12, self.month % 12 + 1, 1) - timedelta(days=1)
        back = (last.weekday() - self.weekday) % 7 + 7 * (-self.n - 1)
        return last - timedelta(days=back - self.plus)


@dataclass(frozen=True)
class FromEaster:
    """So many days after Easter Sunday of the Gregorian calendar (before it where negative)."""

    name: str
    plus: int
    since: int = 1900

    def on(self, year: int, observed: Observed) -> date:
        del observed  # never on a weekend
        return easter(year) + timedelta(days=self.plus)


Rule = Fixed | Nth | FromEaster


def _kept(rule: Rule, year: int) -> bool:
    """Whether the holiday is one in that year, leaving aside on which day it is kept."""
    alternates = isinstance(rule, Nth) and rule.even_years_only
    return year >= rule.since and not (alternates and year % 2)


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar.

    Source: the anonymous algorithm of Nature, 20 April 1876, as Meeus, "Astronomical Algorithms"
    (1998), ch. 8 gives it.

    >>> easter(2026)
    datetime.date(2026, 4, 5)
    """
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, over = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - shift + 15) % 30
    quarter, left = divmod(rest, 4)
    sunday = (32 + 2 * over + 2 * quarter - moon - left) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@dataclass(frozen=True, kw_only=True)
class HolidayTable:
    """The holidays of a state. source: where the list comes from; confirm: not yet checked."""

    state: str
    rules: tuple[Rule, ...]
    observed: Observed
    source: str
    confirm: bool = True


NEW_YEAR = Fixed("New Year's Day", 1, 1)
KING = Nth("Birthday of Martin Luther King, Jr.", 1, MONDAY, 3, since=1986)
PRESIDENTS = Nth("Washington's Birthday", 2, MONDAY, 3)
MEMORIAL = Nth("Memorial Day", 5, MONDAY, -1)
JUNETEENTH = Fixed("Juneteenth", 6, 19, since=2021)
INDEPENDENCE = Fixed("Independence Day", 7, 4)
LABOR = Nth("Labor Day", 9, MONDAY, 1)
COLUMBUS = Nth("Columbus Day", 10, MONDAY, 2)
VETERANS = Fixed("Veterans Day", 11, 11)
THANKSGIVING = Nth("Thanksgiving Day", 11, THURSDAY, 4)
DAY_AFTER = Nth("Day after Thanksgiving", 11, THURSDAY, 4, plus=1)
CHRISTMAS = Fixed("Christmas Day", 12, 25)
GOOD_FRIDAY = FromEaster("Good Friday", -2)
MARDI_GRAS = FromEaster("Mardi Gras", -47)
CHAVEZ = Fixed("Cesar Chavez Day", 3, 31, since=2001)
LINCOLN = Fixed("Lincoln's Birthday", 2, 12)
ELECTION = Nth("Election Day", 11, MONDAY, 1, plus=1)
GENERAL_ELECTION = Nth("General Election Day", 11, MONDAY, 1, plus=1, even_years_only=True)

FEDERAL = "federal"
_FEDERAL_RULES: tuple[Rule, ...] = (
    *(NEW_YEAR, KING, PRESIDENTS, MEMORIAL, JUNETEENTH, INDEPENDENCE),
    *(LABOR, COLUMBUS, VETERANS, THANKSGIVING, CHRISTMAS),
)

HOLIDAYS_VERSION = "holidays-1"
HOLIDAYS: Mapping[str, HolidayTable] = MappingProxyType(
    {
        table.state: table
        for table in (
            HolidayTable(
                state=FEDERAL,
                rules=_FEDERAL_RULES,
                observed=Observed.NEAREST,
                source="5 U.S.C. 6103; dates 2021 to 2026 as the Office of Personnel Management "
                "lists them.",
                confirm=False,
            ),
            HolidayTable(
                state="CA",
                rules=(
                    *(NEW_YEAR, KING, PRESIDENTS, CHAVEZ, MEMORIAL, INDEPENDENCE, LABOR),
                    *(VETERANS, THANKSGIVING, DAY_AFTER, CHRISTMAS),
                ),
                observed=Observed.SUNDAYS_ONLY,
                source="California Government Code 6700 and 19853, from general knowledge.",
            ),
            HolidayTable(
                state="FL",
                rules=(
                    *(NEW_YEAR, KING, MEMORIAL, INDEPENDENCE, LABOR, VETERANS),
                    *(THANKSGIVING, DAY_AFTER, CHRISTMAS),
                ),
                observed=Observed.NEAREST,
                source="Florida Statutes 110.117, from general knowledge.",
            ),
            HolidayTable(
                state="LA",
                rules=(
                    *(NEW_YEAR, KING, MARDI_GRAS, GOOD_FRIDAY, MEMORIAL, JUNETEENTH),
                    *(INDEPENDENCE, LABOR, GENERAL_ELECTION, VETERANS, THANKSGIVING, CHRISTMAS),
                ),
                observed=Observed.NEAREST,
                source="Louisiana R.S. 1:55, from general knowledge.",
            ),
            HolidayTable(
                state="MD",
                rules=(*_FEDERAL_RULES, DAY_AFTER),
                observed=Observed.NEAREST,
                source="Maryland General Provisions 1-111 and practice, from general knowledge.",
            ),
            HolidayTable(
                state="NJ",
                rules=(*_FEDERAL_RULES, GOOD_FRIDAY, ELECTION),
                observed=Observed.NEAREST,
                source="New Jersey R.S. 36:1-1, from general knowledge.",
            ),
            HolidayTable(
                state="NY",
                rules=(*_FEDERAL_RULES, LINCOLN, ELECTION),
                observed=Observed.SUNDAYS_ONLY,
                source="New York General Construction Law 24, from general knowledge.",
            ),
        )
    }
)


def holiday_table(state: str) -> HolidayTable:
    """The table of a state; the federal one where the state has none of its own."""
    return HOLIDAYS.get(state, HOLIDAYS[FEDERAL])


@lru_cache(maxsize=2048)
def holidays(state: str, year: int) -> frozenset[date]:
    """Days of the year on which a holiday is kept, those of the next year kept in December included.

    >>> date(2021, 12, 31) in holidays("federal", 2021)  # New Year's Day 2022 was a Saturday
    True
    """
    table = holiday_table(state)
    days = {
        rule.on(asked, table.observed)
        for asked in (year - 1, year, year + 1)
        for rule in table.rules
        if _kept(rule, asked)
    }
    return frozenset(day for day in days if day.year == year)


def is_business_day(day: date, state: str) -> bool:
    """Whether it is Monday to Friday and no holiday of the state."""
    return day.weekday() < SATURDAY and day not in holidays(state, day.year)


def business_days_before(day: date, count: int, state: str) -> date:
    """The day that lies ``count`` business days of a state before ``day``.

    >>> business_days_before(date(2026, 10, 5), 1, "federal")
    datetime.date(2026, 10, 2)
    """
    return _business_days(day, count, state, step=-1)


def business_days_after(day: date, count: int, state: str) -> date:
    """The day that lies ``count`` business days of a state after ``day``.

    >>> business_days_after(date(2026, 7, 2), 1, "federal")  # 3 July 2026: Independence Day kept
    datetime.date(2026, 7, 6)
    """
    return _business_days(day, count, state, step=1)


def _business_days(day: date, count: int, state: str, *, step: int) -> date:
    while count:
        day += timedelta(days=step)
        count -= is_business_day(day, state)
    return day
