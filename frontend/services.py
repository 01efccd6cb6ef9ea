"""The catalogue of a department's services, and which initiative told people of which."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from frontend.access import FORM, client_page
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from outreach.services.actions import keep_service, tie_services
from outreach.services.queries import Offered, Told, catalogue, told_at
from riskcore.clients.models import Client
from riskcore.errors import DomainError, NotFound

TAB = "client_outreach"


class ServiceForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120)
    what = forms.CharField(
        label="What it is", max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    reach = forms.CharField(
        label="How to reach it",
        max_length=300,
        help_text="A telephone number, a place, an address.",
    )
    languages = forms.CharField(
        label="Languages", max_length=400, initial="English", help_text="With commas between them."
    )
    hours = forms.CharField(label="Hours", max_length=200, required=False)
    spanish_name = forms.CharField(label="Name in Spanish", max_length=120, required=False)
    spanish_what = forms.CharField(
        label="What it is, in Spanish",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    spanish_reach = forms.CharField(
        label="How to reach it, in Spanish", max_length=300, required=False
    )
    is_offered = forms.BooleanField(label="It is offered now", required=False, initial=True)
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def said(self) -> dict[str, Any]:
        """The fields as the domain takes them."""
        said = dict(self.cleaned_data)
        said["languages"] = said["languages"].split(",")
        said["in_spanish"] = {
            name: said.pop(f"spanish_{name}") for name in ("name", "what", "reach")
        }
        return said


class TiedServices(forms.Form):
    services = forms.MultipleChoiceField(
        label="Services", required=False, widget=forms.CheckboxSelectMultiple
    )

    def choose(self, told: Told) -> "TiedServices":
        """The same form with the client's services to choose from."""
        field = self.fields["services"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  # narrows the type
        field.choices = list(told.choices)
        return self


@client_page(permission="outreach.view", methods=FORM)
def services(request: PageRequest, client: Client) -> HttpResponseBase:
    """The catalogue, and for those who submit the form of the service ``?change`` names, or of a new."""
    refused: ServiceForm | None = None
    status = 200
    if request.method == "POST":
        refused, status = ServiceForm(request.POST), 422
        if refused.is_valid():
            try:
                row = keep_service(by=request.user, client_code=client.code, **refused.said())
                messages.success(request, f"{row.name} stands in the catalogue.")
                return redirect("client_services", code=client.code)
            except DomainError as error:
                if error.status == 403:
                    raise
                explain(refused, error)
                status = error.status
    found = catalogue(by=request.user, client_code=client.code)
    asked = request.GET.get("change", "")
    change = next((each for each in (*found.offered, *found.ended) if each.key == asked), None)
    context = {
        **client_shell(request, client, TAB),
        "found": found,
        "change": change,
        "form": refused or _form(change),
    }
    return render(request, "frontend/services/services.html", context, status=status)


def _form(change: Offered | None) -> ServiceForm:
    if change is None:
        return ServiceForm()
    return ServiceForm(
        initial={
            "name": change.name,
            "what": change.what,
            "reach": change.reach,
            "languages": ", ".join(change.languages),
            "hours": change.hours,
            **{f"spanish_{name}": text for name, text in change.in_spanish.items()},
            "is_offered": change.is_offered,
            "key": change.key,
        }
    )


@client_page(permission="outreach.view", methods=FORM)
def told(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    """Which services one initiative told people of."""
    found = told_at(by=request.user, initiative_id=number)
    if found.client_code != client.code:
        raise NotFound("initiative.unknown", f"{client.name} has no initiative {number}.")
    form = TiedServices(
        request.POST if request.method == "POST" else None, initial={"services": found.services}
    ).choose(found)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            tie_services(
                by=request.user,
                initiative_id=found.initiative_id,
                services=form.cleaned_data["services"],
            )
            messages.success(request, "Kept.")
            return redirect("initiative", code=client.code, number=found.initiative_id)
    names = dict(found.choices)
    context = {
        **client_shell(request, client, TAB),
        "found": found,
        "form": form,
        "told": [names.get(key, key) for key in found.services],
    }
    return render(request, "frontend/services/told.html", context, status=status)
