"""What calls were about under the department's own mapping, and how many contacts were positive."""

import hashlib

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from frontend.access import FORM, client_page
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from outreach.calls.actions import map_calls
from outreach.calls.models import ServiceKind
from outreach.calls.queries import ServiceMix, positive_contacts, service_mix
from outreach.calls.report_section import PUBLISHED
from riskcore.clients.models import Client
from riskcore.units import write_date, write_number

TAB = "client_outreach"
CHOICES = [("", "not said"), *ServiceKind.choices]
LABELS = {kind.value: str(kind.label) for kind in ServiceKind}


class Placing(forms.Form):
    """One choice for each type of call, its field named after the type's own words."""

    def choose(self, found: ServiceMix) -> "Placing":
        """The same form with the types of this client."""
        self.types = {field_of(each.call_type): each.call_type for each in found.types}
        for each in found.types:
            self.fields[field_of(each.call_type)] = forms.ChoiceField(
                label=each.call_type, choices=CHOICES, required=False, initial=each.kind
            )
        return self

    def changes(self, found: ServiceMix) -> dict[str, str]:
        """The types whose kind is another than on record."""
        before = {each.call_type: each.kind for each in found.types}
        said = {self.types[name]: kind for name, kind in self.cleaned_data.items()}
        return {name: kind for name, kind in said.items() if kind != before[name]}


def field_of(call_type: str) -> str:
    return f"type-{hashlib.sha256(call_type.encode()).hexdigest()[:12]}"


@client_page(permission="outreach.view", methods=FORM)
def calls(request: PageRequest, client: Client) -> HttpResponseBase:
    """The mix with its mapping, the form that changes it for those who submit, and the contacts."""
    found = service_mix(by=request.user, client_code=client.code)
    form = Placing(request.POST if request.method == "POST" else None).choose(found)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            kinds = form.changes(found)
            row = map_calls(by=request.user, client_code=client.code, kinds=kinds)
            messages.success(
                request, f"Kept as version {row.version}; figures of earlier days keep theirs."
            )
            return redirect("client_calls", code=client.code)
    context = {
        **client_shell(request, client, TAB),
        "found": found,
        "form": form,
        "finding": finding(found),
        "published": PUBLISHED if found.mix.service else "",
        "kinds": [(LABELS[each.kind], each) for each in found.mix.by_kind],
        "types": [(each, form[field_of(each.call_type)]) for each in found.types],
        "labels": LABELS,
        "quarters": [
            row
            for row in positive_contacts(by=request.user, client_code=client.code)
            if row.share is not None
        ],
    }
    return render(request, "frontend/services/calls.html", context, status=status)


def finding(found: ServiceMix) -> str:
    """The mix in one sentence."""
    mix = found.mix
    if mix.service is None or mix.with_traffic is None:
        return f"What share of call time was service cannot be computed, because {mix.why}."
    of = "call time" if mix.basis == "minutes" else "calls"
    share, low, high, traffic = (
        f"{write_number(100 * value, 1)}\N{NO-BREAK SPACE}%"
        for value in (mix.service.value, mix.service.low, mix.service.high, mix.with_traffic.value)
    )
    return (
        f"Service calls took {share} of {of} in the 12 months to {write_date(found.period.last_day)} "
        f"({low} to {high}); with traffic it is {traffic}."
    )
