"""The underwriter's desk: the clients a person may see, beside their figures as of a day."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from frontend.access import client_page, signed_in
from frontend.as_of import DayInput, check_day, usual_day
from frontend.portfolio_row import EXPORT, FIGURES, exported, row_of
from frontend.profile_figures import three_first
from frontend.requests import PageRequest, wants_part
from frontend.saved_views import PAGE, SaveView
from frontend.tables import Column
from riskcore.clients.models import Client, ClientKind
from riskcore.clients.queries import held_somewhere
from riskcore.desk import Choice, Desk, desk, glance
from riskcore.exports import csv_bytes
from riskcore.factors.registry import FACTORS
from riskcore.policies import Line
from riskcore.saved_views import views_of
from riskcore.units import write_date, write_money_short, write_number

COLUMNS = [
    Column(key="name", label="Client"),
    Column(key="kind", label="Kind"),
    Column(key="state", label="State"),
    Column(key="officer_years", label="Officer-years", figures=True),
    Column(key=FIGURES["frequency"], label="Loss frequency", figures=True),
    Column(key=FIGURES["reserves"], label="Open reserves", figures=True),
    Column(key="incurred", label="Incurred", figures=True),
    Column(key="trend", label="Claims by year"),
    Column(key="modification", label="Experience mod.", figures=True),
    Column(key="change", label="Indicated change", figures=True),
    Column(key="watch", label="Watch"),
    Column(key=FIGURES["outreach"], label="Outreach", figures=True),
    Column(key=FIGURES["gaps"], label="Evidence gaps", figures=True),
    Column(key="overdue", label="Overdue"),
    Column(key="expires_on", label="Next expiry"),
    Column(key="", label="Peek"),
]
WORDS = {
    "name": "name",
    "kind": "kind",
    "state": "state",
    "carrier": "carrier",
    "officer_years": "officer-years",
    "incurred": "incurred",
    "trend": "change in claims of the last year",
    "modification": "experience modification",
    "change": "indicated change",
    "watch": "watch indicators above peers",
    "overdue": "recommendations overdue",
    "expires_on": "next expiry",
}
LARGEST = "largest first"
RENEWALS = [("", "Any"), *((str(days), f"Within {days} days") for days in (30, 60, 90, 120))]
OWED = [("", "Any"), ("late", "Overdue"), ("critical", "Critical overdue")]
RATED = [
    ("", "Any"),
    ("debit", "Modification above 1"),
    ("credit", "Modification below 1"),
    ("up", "Indicated up"),
    ("down", "Indicated down"),
    ("unrated", "Not rated"),
]
HAVING = [
    ("", "Any"),
    (FIGURES["gaps"], "Strategies without evidence"),
    (FIGURES["waiting"], "Waiting for a review"),
]
FIRST_ORDER = f"-{FIGURES['frequency']}"


class Filters(forms.Form):
    text = forms.CharField(label="Name or code", max_length=100, required=False)
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "All kinds"), *ClientKind.choices], required=False
    )
    state = forms.CharField(label="State", max_length=2, required=False)
    carrier = forms.CharField(label="Carrier", max_length=64, required=False)
    within = forms.ChoiceField(label="Renewal", choices=RENEWALS, required=False)
    owed = forms.ChoiceField(label="Recommendations", choices=OWED, required=False)
    rated = forms.ChoiceField(label="Premium", choices=RATED, required=False)
    line = forms.ChoiceField(label="Rated line", choices=Line.choices, required=False)
    having = forms.ChoiceField(label="Outreach evidence", choices=HAVING, required=False)
    as_of = forms.DateField(
        label="As of", required=False, widget=DayInput(), validators=[check_day]
    )
    order = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)
    page = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)


@signed_in()
def clients(request: PageRequest) -> HttpResponseBase:
    form, choice, page = asked(request)
    found = desk(by=request.user, choice=choice, page=page)
    form.fields["state"].widget = forms.Select(
        choices=[("", "All states"), *((state, state) for state in found.states)]
    )
    form.fields["carrier"].widget = forms.Select(choices=[("", "All carriers"), *found.carriers])
    context = {
        "form": form,
        "found": found,
        "rows": [row_of(line, number) for number, line in enumerate(found.lines)],
        "as_of": choice.as_of,
        "line": Line(choice.line).label,
        "rated_from": choice.as_of + timedelta(days=1),
        "columns": COLUMNS,
        "order": choice.order,
        "caption": caption(found, choice),
        "totals": _totals(found),
        "failures": [FACTORS.get(key).label for key in found.failures if key in FACTORS],
        "has_rows": bool(found.lines),
        "empty": _why_empty(found),
        "target": "clients",
        "views": views_of(by=request.user, page=PAGE),
        "save": SaveView(initial={"query": request.GET.urlencode()}),
        "query": request.GET.urlencode(),
        "may_gather": "loss.view" in held_somewhere(by=request.user),
    }
    template = "_table.html" if wants_part(request) else "portfolio.html"
    return render(request, f"frontend/portfolio/{template}", context)


@signed_in()
def export(request: PageRequest) -> HttpResponseBase:
    """The same choice as a file: every client of it, in the same order, as the person may see them."""
    _, choice, _ = asked(request)
    found = desk(by=request.user, choice=choice, size=0)
    content = csv_bytes(EXPORT, [exported(line, choice.as_of) for line in found.lines])
    name = f"clients-{choice.as_of.isoformat()}.csv"
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@client_page(permission="profile.view")
def peek(request: PageRequest, client: Client) -> HttpResponseBase:
    """Three figures of one client with what is to be said of them: in the rail, or as a page."""
    form, choice, _ = asked(request)
    del form
    read = glance(by=request.user, client_code=client.code, as_of=choice.as_of)
    context = {"client": client, "as_of": choice.as_of, "first": three_first(read)}
    template = "_peek.html" if wants_part(request) else "peek.html"
    return render(request, f"frontend/portfolio/{template}", context)


def caption(found: Desk, choice: Choice) -> str:
    """What the table shows, in words: "41 of 60 clients, TX, by loss frequency, largest first"."""
    column = choice.order.removeprefix("-")
    words = WORDS.get(column) or FACTORS.get(column).label.lower()
    turned = "from last to first" if column in {"name", "kind", "state", "carrier"} else LARGEST
    order = f"by {words}" + (f", {turned}" if choice.order.startswith("-") else "")
    return f"{caption_of_choice(found.found, found.total, choice)}, {order}"


def caption_of_choice(found: int, total: int, choice: Choice) -> str:
    """Which clients, in words: "41 of 60 clients, TX, renewal within 90 days"."""
    parts = (
        f"{write_number(found)} of {write_number(total)} clients",
        f"kind {ClientKind(choice.kind).label}" if choice.kind else "",
        choice.state,
        f"carrier {choice.carrier}" if choice.carrier else "",
        f"renewal within {choice.within} days" if choice.within else "",
        {"late": "with advice overdue", "critical": "with critical advice overdue"}.get(
            choice.owed, ""
        ),
        dict(RATED)[choice.rated].lower() if choice.rated else "",
        {
            FIGURES["gaps"]: "with strategies without evidence",
            FIGURES["waiting"]: "with outreach waiting for a review",
        }.get(choice.having, ""),
        f"rated for {choice.line}" if choice.line != Line.LEL.value else "",
        f"with “{choice.text}”" if choice.text else "",
    )
    return ", ".join(part for part in parts if part)


def asked(request: PageRequest) -> tuple[Filters, Choice, int]:
    """The filter form, the choice it makes, and the page."""
    form = Filters(request.GET)
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else dict(form.cleaned_data)
    as_of: date = given.get("as_of") or usual_day(request)
    choice = Choice(
        as_of=as_of,
        kind=given.get("kind", ""),
        state=given.get("state", "").upper(),
        carrier=given.get("carrier", ""),
        text=given.get("text", ""),
        within=int(given.get("within") or 0),
        owed=given.get("owed", ""),
        rated=given.get("rated", ""),
        having=given.get("having", ""),
        line=given.get("line") or Line.LEL.value,
        order=given.get("order") or FIRST_ORDER,
    )
    if not form.errors and not given.get("as_of"):
        form = Filters({**request.GET.dict(), "as_of": as_of.isoformat()})
        form.is_valid()
    return form, choice, given.get("page") or 1


def _totals(found: Desk) -> dict[str, str]:
    span = ""
    if found.window:
        span = f"{write_date(found.window.start)} to {write_date(found.window.last_day)}"
    return {
        "clients": f"All {write_number(found.found)}",
        "reserves": write_money_short(found.reserves),
        "incurred": write_money_short(found.incurred),
        "window": span,
    }


def _why_empty(found: Desk) -> str:
    if found.total:
        return "None of your clients match. Widen the choice above."
    return "You hold no role at any client's side today. Ask your administrator for one."
