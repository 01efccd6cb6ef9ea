"""The page a department shows the public, and the page on which its chief decides what stands there."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from accountability.report_sections import shown_table
from accountability.transparency.actions import publish
from accountability.transparency.data_sets import DATA_SETS
from accountability.transparency.models import DICTIONARY_LENGTH
from accountability.transparency.queries import (
    HOUR,
    Decided,
    decided,
    public_page,
    public_table,
    table_rows,
)
from frontend.access import FORM, client_page, public
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.exports import csv_bytes
from riskcore.units import write_date

CACHED = {"Cache-Control": f"public, max-age={HOUR}"}


class Decision(forms.Form):
    data_set = forms.ChoiceField(
        choices=[(key, found.label) for key, found in DATA_SETS.items()], widget=forms.HiddenInput
    )
    shown = forms.BooleanField(label="Show this table to the public", required=False)
    dictionary = forms.CharField(
        label="What its words mean, in the department's own words",
        max_length=DICTIONARY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@public()
def department(request: PageRequest, *, code: str) -> HttpResponseBase:
    """Everything the department shows, for anybody; not found where it shows nothing."""
    page = public_page(code=code)
    context = {
        "page": page,
        "span": f"{write_date(page.period.start)} to {write_date(page.period.last_day)}",
        "tables": [(shown, shown_table(shown.table)) for shown in page.tables],
    }
    response = render(request, "frontend/transparency/public.html", context)
    for name, value in CACHED.items():
        response[name] = value
    return response


@public()
def table(request: PageRequest, *, code: str, data_set: str) -> HttpResponseBase:
    """One published table as a file."""
    del request
    page, shown = public_table(code=code, data_set=data_set)
    headers = [shown.data_set.heading, *shown.table["columns"], "Total"]
    name = f"{page.code}-{data_set}-{page.period.last_day.isoformat()}.csv"
    return HttpResponse(
        csv_bytes(headers, table_rows(shown)),
        content_type="text/csv; charset=utf-8",
        headers={**CACHED, "Content-Disposition": f'attachment; filename="{name}"'},
    )


@client_page(permission="transparency.view", methods=FORM)
def decisions(request: PageRequest, client: Client) -> HttpResponseBase:
    """What is shown and what is not, with the form that changes it, for the chief."""
    form = None
    if request.method == "POST":
        form = Decision(request.POST)
        if form.is_valid():
            row = publish(by=request.user, client_code=client.code, **form.cleaned_data)
            label = DATA_SETS[row.data_set].label
            messages.success(
                request, f"{label}: {'shown to the public' if row.shown else 'not shown'}."
            )
            return redirect("transparency", code=client.code)
    found = decided(by=request.user, client_code=client.code)
    context = {
        **client_shell(request, client, "client_complaints"),
        "found": [(each, _form(each, form)) for each in found],
        "shown": sum(each.shown for each in found),
    }
    return render(request, "frontend/transparency/decisions.html", context)


def _form(each: Decided, sent: Decision | None) -> Decision:
    if sent is not None and sent.data.get("data_set") == each.data_set.key:
        return sent
    initial = {
        "data_set": each.data_set.key,
        "shown": each.shown,
        "dictionary": each.dictionary,
    }
    return Decision(initial=initial, prefix=None, auto_id=f"{each.data_set.key}-%s")
