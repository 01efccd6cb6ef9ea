"""The house's typography for templates: a thin coat over ``riskcore.units``."""

from datetime import date
from decimal import Decimal

from django import template

from riskcore import units

register = template.Library()
DASH = "–"


@register.filter
def money(value: Decimal | str | None) -> str:
    """Dollars and cents, for ledgers."""
    return DASH if value in (None, "") else units.write_money(Decimal(str(value)))


@register.filter
def money_whole(value: Decimal | str | None) -> str:
    """Whole dollars, for tables that are read rather than reconciled."""
    return DASH if value in (None, "") else units.write_money(Decimal(str(value)), with_cents=False)


@register.filter
def money_short(value: Decimal | str | None) -> str:
    """Dollars in summaries: "$1.24 M"."""
    return DASH if value in (None, "") else units.write_money_short(Decimal(str(value)))


@register.filter
def number(value: float | Decimal | str | None, places: int = 0) -> str:
    """A number with thousands separated and a true minus."""
    return DASH if value in (None, "") else units.write_number(Decimal(str(value)), places)


@register.filter
def day(value: date | str | None) -> str:
    """A date in text: "30 Jun 2026"; takes ISO text too."""
    if value in (None, ""):
        return DASH
    return units.write_date(date.fromisoformat(value) if isinstance(value, str) else value)


@register.filter
def month(value: date | str | None) -> str:
    """A month in text: "Jun 2026"; takes "2026-06" too."""
    if value in (None, ""):
        return DASH
    return units.write_month(date.fromisoformat(f"{value}-01") if isinstance(value, str) else value)
