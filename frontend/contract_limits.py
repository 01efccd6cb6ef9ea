"""Limits that a contract sets on how long a complaint may take: those that stand, and those before."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from accountability.clocks import actions
from accountability.clocks.plan import EVENTS, TO_DO, Unit
from accountability.clocks.queries import contract_limits
from frontend.access import FORM, client_page
from frontend.as_of import DayInput, check_day
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.errors import DomainError


class NewLimit(forms.Form):
    label = forms.CharField(
        label="Name",
        max_length=80,
        help_text="A limit of the same name takes the place of the earlier one.",
    )
    starts = forms.ChoiceField(label="Runs from the day", choices=[*EVENTS.items()])
    ends = forms.ChoiceField(label="Until", choices=[*TO_DO.items()])
    length = forms.IntegerField(label="How long", min_value=1, max_value=actions.LONGEST)
    unit = forms.ChoiceField(label="In", choices=[(unit.name, unit.value) for unit in Unit])
    bars = forms.BooleanField(label="Discipline is barred after it", required=False)
    in_force_on = forms.DateField(
        label="For complaints received from", widget=DayInput(), validators=[check_day]
    )
    source = forms.CharField(
        label="Article, and of which agreement",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    withdrawn = forms.BooleanField(label="It no longer holds", required=False)


@client_page(permission="clock.view", methods=FORM)
def limits(request: PageRequest, client: Client) -> HttpResponseBase:
    """What stands and what did, and a form for the next row."""
    form = NewLimit(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.agree_limit(by=request.user, client_code=client.code, **form.cleaned_data)
        except DomainError as error:
            explain(form, error)
        else:
            done = "no longer holds" if row.withdrawn else "is recorded"
            messages.success(request, f"“{row.label}” {done}.")
            return redirect("contract_limits", code=client.code)
    rows = contract_limits(by=request.user, client_code=client.code)
    context = {
        **client_shell(request, client, "client_warnings"),
        "standing": [each for each in rows if each.stands],
        "before": [each for each in rows if not each.stands],
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "frontend/warnings/limits.html", context, status=status)
