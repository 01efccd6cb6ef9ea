"""Small words templates need: sorting links, and moments as people read them."""

from datetime import datetime

from django import template
from django.utils import timezone

from frontend.tables import Column
from riskcore.units import NBSP, write_date, write_number

register = template.Library()


@register.filter
def sorted_as(column: Column, order: str) -> str:
    """The value of ``aria-sort``, or ""."""
    return column.sorted_as(order)


@register.filter
def next_order(column: Column, order: str) -> str:
    """The order that following the heading asks for."""
    return column.next_order(order)


@register.filter
def moment(value: datetime | None) -> str:
    """A date and a time of day: "30 Jun 2026, 14:05"."""
    if value is None:
        return "–"
    local = timezone.localtime(value)
    return f"{write_date(local.date())}, {local:%H:%M}"


@register.filter
def share(value: float) -> str:
    """A share of 1 in percent: "31.4 %"."""
    return f"{write_number(100 * value, 1)}{NBSP}%"
