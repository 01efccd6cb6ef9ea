"""Grants of authority: who may decide what alone, given and ended by administrators."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from frontend.access import FORM, page
from frontend.errors import explain
from frontend.navigation import MENU, Entry
from frontend.requests import PageRequest
from frontend.tables import Column
from frontend.underwriting_forms import Grant
from riskcore.access.models import Role
from riskcore.clients.queries import held_somewhere
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.underwriting.authority import ALL_RULES
from riskcore.underwriting.grants import (
    AuthorityGrant,
    end,
    find_grant,
    grant,
    grantable_carriers,
    listing,
    underwriters_of,
)
from riskcore.underwriting.queries import name_of
from riskcore.units import PERCENT, write_money, write_number

MENU.register(Entry(key="authority", label="Authority", permission="underwriting.grant", order=18))
COLUMNS = [
    Column(key="", label="Holder"),
    Column(key="", label="Paper of"),
    Column(key="", label="Line"),
    Column(key="", label="Alone"),
    Column(key="", label="Approves"),
    Column(key="", label="Holds"),
    Column(key="", label="Given by"),
]


@page(permission="underwriting.view")
def grants(request: PageRequest) -> HttpResponseBase:
    """Every grant the person may see, in words."""
    today = timezone.localdate()
    ended = "ended" in request.GET
    rows = listing(by=request.user, on=today, ended=ended)
    noun = "grant" if len(rows) == 1 else "grants"
    context = {
        "columns": COLUMNS,
        "grants": [(row, bounds(row), approves(row)) for row in rows],
        "caption": f"{len(rows)} {noun}{', those that ended among them' if ended else ' that hold'}",
        "has_rows": bool(rows),
        "empty": "No authority has been granted. Without a grant every term is above authority.",
        "order": "",
        "target": "grants",
        "today": today,
        "ended": ended,
        "may_grant": "underwriting.grant" in held_somewhere(by=request.user),
    }
    return render(request, "frontend/underwriting/grants.html", context)


@page(permission="underwriting.grant", methods=FORM)
def give(request: PageRequest) -> HttpResponseBase:
    """Write a grant."""
    carriers = grantable_carriers(by=request.user)
    people = {
        user.username: f"{name_of(user)} ({user.username})"
        for carrier in carriers
        for user in underwriters_of(carrier=carrier)
    }
    form = Grant(
        request.POST if request.method == "POST" else None,
        carriers=[(carrier.code, carrier.name) for carrier in carriers],
        people=[
            *((f"person:{username}", label) for username, label in sorted(people.items())),
            (f"role:{Role.UNDERWRITER.value}", "every underwriter there"),
        ],
    )
    if request.method == "POST" and form.is_valid():
        try:
            grant(by=request.user, carrier_code=form.cleaned_data["carrier"], asked=form.asked())
        except (InvalidInput, NotFound, PermissionDenied) as error:
            explain(form, error)
        else:
            messages.success(request, "The authority is granted.")
            return redirect("authority")
    status = 422 if form.errors else 200
    return render(request, "frontend/underwriting/grant.html", {"form": form}, status=status)


@page(permission="underwriting.grant", methods=FORM)
def take_away(request: PageRequest, *, grant_id: int) -> HttpResponseBase:
    """End a grant, with the reason."""
    row = find_grant(by=request.user, grant_id=grant_id)
    context = {"grant": row, "bounds": bounds(row), "fault": ""}
    if request.method == "POST":
        try:
            end(by=request.user, grant_id=grant_id, reason=request.POST.get("reason", ""))
        except InvalidInput as error:
            context["fault"] = error.message
        else:
            messages.success(request, "The grant has ended.")
            return redirect("authority")
    status = 422 if context["fault"] else 200
    return render(request, "frontend/underwriting/grant_end.html", context, status=status)


def bounds(row: AuthorityGrant) -> str:
    """What may be decided alone, in words."""
    said = [
        f"limits up to {write_money(row.max_limit, with_cents=False)}" if row.max_limit else "",
        f"retentions from {write_money(row.min_retention, with_cents=False)}"
        if row.min_retention
        else "",
        f"premiums up to {write_money(row.max_premium, with_cents=False)}"
        if row.max_premium
        else "",
        f"credits up to {PERCENT.write(row.max_credit)}" if row.max_credit is not None else "",
        f"debits up to {PERCENT.write(row.max_debit)}" if row.max_debit is not None else "",
        f"up to {write_number(row.max_officers)} officers" if row.max_officers is not None else "",
        "with critical recommendations overdue" if row.open_critical else "",
    ]
    known = [words for words in said if words]
    return ", ".join(known) if known else "without bounds"


def approves(row: AuthorityGrant) -> str:
    """What may be approved for others, in words."""
    special = "; beyond every bound, recorded apart" if row.special else ""
    if ALL_RULES in row.approves:
        return f"what any rule refers{special}"
    count = len(row.approves)
    if not count:
        return f"nothing that a rule refers{special}"
    return f"what {count} rule{'' if count == 1 else 's'} refer{'s' if count == 1 else ''}{special}"
