"""One client as it was known on two days, side by side."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render

from frontend.access import client_page
from frontend.as_of import DayInput, check_day, usual_day
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.factors.reading import Reading
from riskcore.periods import add_months
from riskcore.policies import covers
from riskcore.profiles.compare import Change, changes, told
from riskcore.profiles.queries import profile
from riskcore.recommendations.queries import stood
from riskcore.recommendations.states import PRINTED, SETTLED
from riskcore.units import MINUS, Unit, write_number

FIRST = 5


class TwoDays(forms.Form):
    earlier = forms.DateField(label="Earlier day", widget=DayInput(), validators=[check_day])
    later = forms.DateField(label="Later day", widget=DayInput(), validators=[check_day])

    def clean(self) -> dict[str, Any]:
        days: dict[str, Any] = super().clean() or {}
        first, last = days.get("earlier"), days.get("later")
        if first and last and first >= last:
            raise forms.ValidationError("Name an earlier day that comes before the later one.")
        return days


@client_page(permission="profile.view")
def compare(request: PageRequest, client: Client) -> HttpResponseBase:
    """The profile of both days; asked for no days, the usual one and a year before it."""
    usual = usual_day(request)
    form = TwoDays(
        {
            "earlier": request.GET.get("earlier") or add_months(usual, -12).isoformat(),
            "later": request.GET.get("later") or usual.isoformat(),
        }
    )
    context: dict[str, Any] = {**client_shell(request, client, "client"), "form": form}
    status = 422
    if form.is_valid():
        context |= _both(request, client, **form.cleaned_data)
        status = 200
    return render(request, "frontend/client/compare.html", context, status=status)


def _both(request: PageRequest, client: Client, *, earlier: date, later: date) -> dict[str, Any]:
    before, after = (
        profile(by=request.user, client_code=client.code, as_of=day) for day in (earlier, later)
    )
    found = changes(after.factors, before.row.readings, after.row.readings)
    rows = [_row(change) for change in found]
    return {
        "earlier": earlier,
        "later": later,
        "sentences": [f"{told(change)}." for change in found if change.apart][:FIRST],
        "rated": [row for row in rows if not row["watched"]],
        "watched": [row for row in rows if row["watched"]],
        "covers": [covers(by=request.user, client=client, on=day) for day in (earlier, later)],
        "owed": [_owed(request, client, day) for day in (earlier, later)],
        "days_between": (later - earlier) // timedelta(days=1),
    }


def _row(change: Change) -> dict[str, Any]:
    unit = change.factor.unit
    moved = ""
    if change.moved is not None:
        sign = "+" if change.moved > 0 else ""
        moved = f"{sign}{write_number(change.moved, unit.places)}"
        moved = "no change" if moved in {write_number(0, unit.places), f"{MINUS}0"} else moved
    return {
        "label": change.factor.label,
        "before": _written(change.before, unit),
        "after": _written(change.after, unit),
        "moved": moved,
        "apart": change.apart,
        "watched": change.is_watched,
    }


def _written(reading: Reading, unit: Unit) -> dict[str, str]:
    """The figure with its interval, or why there is none."""
    if reading.value is None:
        return {"why": reading.unavailable}
    limits = reading.interval
    between = (
        f"{write_number(limits.low, unit.places)}–{write_number(limits.high, unit.places)}"
        if limits
        else ""
    )
    return {"text": unit.write(reading.value), "under": between}


def _owed(request: PageRequest, client: Client, day: date) -> dict[str, int]:
    advice = stood(by=request.user, client_code=client.code, as_of=day)
    open_ = [item for item in advice if item.status in PRINTED - SETTLED]
    return {"open": len(open_), "late": sum(item.is_overdue for item in open_)}
