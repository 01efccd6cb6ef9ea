"""Units of figures and how they are written: one place for rounding and for typography.

Money is ``Decimal`` in dollars with cents; it is rounded half-up, here and nowhere else but in
``riskcore.rating.money``, which rounds the exact fractions that premiums are worked out in.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
NBSP = "\u00a0"
MINUS = "\u2212"


def cents(amount: Decimal | int | str) -> Decimal:
    """Dollars rounded half-up to whole cents.

    >>> cents("32247.409999999996")
    Decimal('32247.41')
    """
    return Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP)


def round_half_up(value: Decimal | float, places: int) -> Decimal:
    """A number rounded half-up to ``places`` decimals; floats go through their shortest repr."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Unit:
    """What a figure counts, how many decimals it is written with, and its words.

    key: stable word in files and API; label: words after the number ("per 100 officer-years").
    """

    key: str
    label: str
    places: int = 0
    prefix: str = ""

    def write(self, value: Decimal | float | int) -> str:
        """The figure in the house's typography, with the unit's words."""
        text = write_number(value, self.places)
        sign, digits = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
        return f"{sign}{self.prefix}{digits}" + (f"{NBSP}{self.label}" if self.label else "")


DOLLARS = Unit("dollars", "", 0, "$")
DOLLARS_AND_CENTS = Unit("dollars_and_cents", "", 2, "$")
COUNT = Unit("count", "")
PERCENT = Unit("percent", "%", 1)
PER_100_OFFICER_YEARS = Unit("per_100_officer_years", "per 100 officer-years", 2)
RATIO = Unit("ratio", "", 2)
DAYS = Unit("days", "days")
STRATEGIES = Unit("strategies", "of 4 strategies")


def write_number(value: Decimal | float | int, places: int = 0) -> str:
    """Thousands separated, true minus, fixed decimals.

    >>> write_number(-1234.5, 2)
    '−1,234.50'
    """
    rounded = round_half_up(value, places)
    text = f"{abs(rounded):,.{places}f}"
    return f"{MINUS}{text}" if rounded < 0 else text


def write_money(amount: Decimal, *, with_cents: bool = True) -> str:
    """A dollar amount for ledgers (cents) or sentences (whole dollars)."""
    return (DOLLARS_AND_CENTS if with_cents else DOLLARS).write(amount)


def write_money_short(amount: Decimal) -> str:
    """A dollar amount for summaries: "$1.24 M", "$85 k", "$940".

    >>> write_money_short(Decimal("1240000"))
    '$1.24\\xa0M'
    """
    sign, size = (MINUS, -amount) if amount < 0 else ("", amount)
    if size >= 999_500:
        return f"{sign}${write_number(size / 1_000_000, 2)}{NBSP}M"
    if size >= 1_000:
        return f"{sign}${write_number(size / 1_000)}{NBSP}k"
    return f"{sign}${write_number(size)}"


def write_date(day: date) -> str:
    """A date in text: "30 Jun 2026" with non-breaking spaces."""
    return f"{day.day}{NBSP}{day:%b}{NBSP}{day.year}"


def write_month(month: date) -> str:
    """A month in text: "Jun 2026" with a non-breaking space."""
    return f"{month:%b}{NBSP}{month.year}"
