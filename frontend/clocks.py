"""The clocks of one complaint, and what one more toll would gain."""

from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accountability.clocks.plan import TOLLING
from accountability.clocks.queries import case_clocks, tolling_would_gain
from frontend.access import client_page
from frontend.as_of import DayInput, check_day
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound


class WhatIfForm(forms.Form):
    reason = forms.ChoiceField(label="If", choices=[*TOLLING.items()])
    starts_on = forms.DateField(label="from", widget=DayInput(), validators=[check_day])
    ends_on = forms.DateField(
        label="to, that day included",
        required=False,
        widget=DayInput(),
        validators=[check_day],
        help_text="Empty while it lasts.",
    )


@client_page(permission="clock.view")
def case(request: PageRequest, client: Client, *, complaint_id: int) -> HttpResponseBase:
    today = timezone.localdate()
    rows = case_clocks(by=request.user, complaint_id=complaint_id, as_of=today)
    if rows and rows[0].client_id != client.pk:
        raise NotFound(
            "complaint.unknown", f"{client.name} has no complaint {complaint_id} that you may see."
        )
    form = WhatIfForm(request.GET if "reason" in request.GET else None)
    gains: list[Any] | None = None
    if form.is_bound and form.is_valid():
        try:
            gains = tolling_would_gain(
                by=request.user, complaint_id=complaint_id, as_of=today, **form.cleaned_data
            )
        except InvalidInput as error:
            explain(form, error)
    context = {
        **client_shell(request, client, "client_warnings"),
        "today": today,
        "rows": rows,
        "form": form,
        "gains": gains,
    }
    return render(request, "frontend/warnings/case.html", context)
