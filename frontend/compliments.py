"""Compliments: what the department was praised for, beside complaints and never set against them."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from accountability.codes import CHANNELS, COMPLIMENTS
from accountability.compliments import latest_compliments, record_compliment
from frontend.access import FORM, client_page
from frontend.as_of import DayInput, check_day
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.errors import DomainError

TAB = "client_complaints"


class NewCompliment(forms.Form):
    number = forms.CharField(label="Number", max_length=64)
    received_on = forms.DateField(label="Received", widget=DayInput(), validators=[check_day])
    kind = forms.ChoiceField(label="For what", choices=list(COMPLIMENTS.items()))
    channel = forms.ChoiceField(label="How it came in", choices=list(CHANNELS.items()))
    officer = forms.CharField(
        label="Officer",
        max_length=64,
        required=False,
        help_text="Badge or file number. It becomes a token and is not kept.",
    )
    words = forms.CharField(
        label="In their words", max_length=400, required=False, widget=forms.Textarea
    )


@client_page(permission="complaint.view_rows", methods=FORM)
def compliments(request: PageRequest, client: Client) -> HttpResponseBase:
    """The latest of them, and a form for one more."""
    form = NewCompliment(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = record_compliment(by=request.user, client_code=client.code, **form.cleaned_data)
        except DomainError as error:
            explain(form, error)
        else:
            messages.success(request, f"Compliment {row.number} is recorded.")
            return redirect("client_compliments", code=client.code)
    found = latest_compliments(by=request.user, client_code=client.code)
    context = {
        **client_shell(request, client, TAB),
        "found": found,
        "rows": [(row, COMPLIMENTS[row.kind], CHANNELS[row.channel]) for row in found.rows],
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "frontend/records/compliments.html", context, status=status)
