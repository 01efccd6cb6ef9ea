"""The list of clients a person may see."""

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render

from frontend.access import signed_in
from frontend.requests import PageRequest, wants_part
from frontend.tables import Column
from riskcore.clients.models import ClientKind
from riskcore.clients.queries import Choice, Portfolio, portfolio
from riskcore.units import write_number

COLUMNS = [
    Column(key="name", label="Client"),
    Column(key="kind", label="Kind"),
    Column(key="state", label="State"),
    Column(key="carrier", label="Carrier"),
]


class Filters(forms.Form):
    text = forms.CharField(label="Name or code", max_length=100, required=False)
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "All kinds"), *ClientKind.choices], required=False
    )
    state = forms.CharField(label="State", max_length=2, required=False)
    order = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)
    page = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)


@signed_in()
def clients(request: PageRequest) -> HttpResponseBase:
    form = Filters(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    choice = Choice(
        kind=asked.get("kind", ""),
        state=asked.get("state", "").upper(),
        text=asked.get("text", ""),
        order=asked.get("order") or "name",
    )
    found = portfolio(by=request.user, choice=choice, page=asked.get("page") or 1)
    form.fields["state"].widget = forms.Select(
        choices=[("", "All states"), *((state, state) for state in found.states)]
    )
    context = {
        "form": form,
        "found": found,
        "columns": COLUMNS,
        "order": choice.order,
        "caption": caption(found, choice),
        "has_rows": bool(found.rows),
        "empty": _why_empty(found),
        "target": "clients",
    }
    template = "_table.html" if wants_part(request) else "portfolio.html"
    return render(request, f"frontend/portfolio/{template}", context)


def caption(found: Portfolio, choice: Choice) -> str:
    """What the table shows, in words: "41 of 60 clients, counties, TX, by name"."""
    many = f"{write_number(found.found)} of {write_number(found.total)} clients"
    kind = f"kind {ClientKind(choice.kind).label}" if choice.kind else ""
    text = f"with “{choice.text}”" if choice.text else ""
    column = choice.order.removeprefix("-")
    order = f"by {column}" + (", from last to first" if choice.order.startswith("-") else "")
    return ", ".join(part for part in (many, kind, choice.state, text, order) if part)


def _why_empty(found: Portfolio) -> str:
    if found.total:
        return "None of your clients match. Widen the choice above."
    return "You hold no role at any client's side today. Ask your administrator for one."
