"""Months of the national collection of force: answered or asked for, and the events decided upon."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from accountability.force import actions
from accountability.force.national import months_answered, national_events
from frontend.access import FORM, client_page
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import DomainError

TAB = "client_complaints"
STATES = {
    "reported": "has events",
    "zero": "said to have none",
    "contradicted": "said to have none, and has some all the same",
    "asked": "not answered yet",
}


class Zero(forms.Form):
    month = forms.DateField(widget=forms.HiddenInput)


class Decide(forms.Form):
    number = forms.CharField(label="Number of the event", max_length=64)
    flagged = forms.TypedChoiceField(
        label="It belongs to the collection",
        choices=[("yes", "yes"), ("no", "no")],
        coerce=lambda word: word == "yes",
    )
    reason = forms.CharField(
        label="Why", max_length=actions.REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )


def _zero(by: User, client: Client, given: dict[str, object]) -> str:
    month: date = given["month"]  # type: ignore[assignment]  # as the form cleaned it
    actions.say_zero(by=by, client_code=client.code, month=month)
    return f"{month:%B %Y} is answered: it had no event of the collection."


def _decide(by: User, client: Client, given: dict[str, object]) -> str:
    row = actions.decide_flag(by=by, client_code=client.code, **given)  # type: ignore[arg-type]
    return f"The event {row.number} {'belongs' if row.flagged else 'does not belong'} to it."


ACTS: dict[str, tuple[type[forms.Form], Callable[[User, Client, dict[str, object]], str]]] = {
    "zero": (Zero, _zero),
    "decide": (Decide, _decide),
}


@client_page(permission="complaint.view_rows", methods=FORM)
def months(request: PageRequest, client: Client) -> HttpResponseBase:
    """The last twelve months and what is said of each; acts are posted to the same address."""
    kind, do = ACTS.get(request.POST.get("act", ""), (None, None))
    if request.method != "POST" or kind is None or do is None:
        return _page(request, client, Decide(), status=200)
    form = kind(request.POST)
    if form.is_valid():
        try:
            messages.success(request, do(request.user, client, dict(form.cleaned_data)))
        except DomainError as error:
            explain(form, error)
        else:
            return redirect("client_force_months", code=client.code)
    return _page(request, client, form, status=422)


def _page(request: PageRequest, client: Client, form: forms.Form, *, status: int) -> HttpResponse:
    answered = months_answered(by=request.user, client_code=client.code)
    waiting = sum(row.state == "asked" for row in answered)
    context = {
        **client_shell(request, client, TAB),
        "heading": heading(waiting),
        "months": [(row, STATES[row.state]) for row in answered],
        "events": national_events(by=request.user, client_code=client.code),
        "form": form if isinstance(form, Decide) else Decide(),
        "refused": form if status == 422 and not isinstance(form, Decide) else None,
    }
    return render(request, "frontend/records/force_months.html", context, status=status)


def heading(waiting: int) -> str:
    """What is asked of the department, in one sentence.

    >>> heading(0), heading(1)
    ('Every month of the last twelve is answered', '1 of the last twelve months is not answered')
    """
    if not waiting:
        return "Every month of the last twelve is answered"
    return f"{waiting} of the last twelve months {'is' if waiting == 1 else 'are'} not answered"
