"""Names of a department's officers, for its command alone; each opening is kept."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from accountability.officer_names import enter_name, open_names
from frontend.access import WRITE, client_page
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.errors import DomainError

TAB = "client_cases"


class NewName(forms.Form):
    officer = forms.CharField(
        label="Officer", max_length=64, help_text="Badge or file number; it becomes a token."
    )
    name = forms.CharField(label="Name", max_length=200)
    certificate = forms.CharField(
        label="State certificate number",
        max_length=64,
        required=False,
        help_text="Kept only as a keyed hash, to tell that two departments employ one person.",
    )


@client_page(permission="officer.view_names")
def names(request: PageRequest, client: Client) -> HttpResponseBase:
    context = {
        **client_shell(request, client, TAB),
        "names": open_names(by=request.user, client_code=client.code),
        "form": NewName(),
    }
    return render(request, "frontend/records/officers.html", context)


@client_page(permission="officer.enter_names", methods=WRITE)
def enter(request: PageRequest, client: Client) -> HttpResponseBase:
    """Seal one officer's name."""
    form = NewName(request.POST)
    if form.is_valid():
        try:
            enter_name(by=request.user, client_code=client.code, **form.cleaned_data)
        except DomainError as error:
            explain(form, error)
        else:
            messages.success(request, "Sealed. Who opens the names is kept.")
            return redirect("client_officers", code=client.code)
    context = {**client_shell(request, client, TAB), "names": [], "form": form}
    return render(request, "frontend/records/officers.html", context, status=422)
