"""The day a page speaks of: the one asked for, or the last one anything was valued on."""

from datetime import date

from django import forms
from django.utils import timezone

from frontend.requests import PageRequest
from riskcore.losses.queries import latest_valuation

FIRST, LAST = date(1970, 1, 1), date(2199, 12, 31)


class DayInput(forms.DateInput):
    """The browser's own field for a day; its value goes over the wire in ISO form."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def check_day(day: date | None) -> None:
    """Refuse days on which nobody kept a record."""
    if day is not None and not FIRST <= day <= LAST:
        raise forms.ValidationError(f"Name a day from {FIRST} to {LAST}.")


class AsOf(forms.Form):
    as_of = forms.DateField(
        label="As of", required=False, widget=DayInput(), validators=[check_day]
    )


def day_asked(request: PageRequest, *, usual: date | None = None) -> tuple[date, AsOf]:
    """The day asked for in the address, and the form that asks for another; a day that cannot be read
    is marked in the form and the usual day is taken: ``usual``, or the latest valuation."""
    form = AsOf({"as_of": request.GET.get("as_of", "")})
    asked = form.cleaned_data["as_of"] if form.is_valid() else None
    day = asked or usual or usual_day(request)
    if asked is None and form.is_valid():
        form = AsOf(initial={"as_of": day})
    return day, form


def usual_day(request: PageRequest) -> date:
    """The latest valuation among what the person may see; today where there is none, or none yet."""
    today = timezone.localdate()
    return min(latest_valuation(by=request.user) or today, today)
