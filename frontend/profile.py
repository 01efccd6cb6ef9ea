"""The client page's first tab: its profile as of a day, and snapshots of it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from frontend.access import WRITE, client_page
from frontend.as_of import AsOf, day_asked, usual_day
from frontend.profile_figures import frozen_sheet, sheet_of, stands_out
from frontend.requests import PageRequest
from frontend.tabs import client_shell, client_tab
from riskcore.clients.models import Client
from riskcore.clients.queries import departments
from riskcore.errors import NotFound
from riskcore.imports.queries import batches
from riskcore.policies import covers
from riskcore.profiles import actions
from riskcore.profiles.queries import profile, snapshot_page, snapshots
from riskcore.recommendations.queries import listing
from riskcore.recommendations.states import PRINTED, SETTLED

RECENT = 3


@client_tab(key="client", label="Profile", permission="client.view", order=0)
def overview(request: PageRequest, client: Client) -> HttpResponseBase:
    """The profile, for those who may see it; for others, who the client is."""
    day, form = day_asked(request)
    context = {
        **client_shell(request, client, "client"),
        "as_of": day,
        "is_past": day < usual_day(request),
        "as_of_form": form,
        "departments": departments(by=request.user, client=client),
    }
    context |= _rail(request, client, day)
    if "profile.view" not in context["may"]:
        return render(request, "frontend/client/overview.html", context)
    read = profile(by=request.user, client_code=client.code, as_of=day)
    tabs = [tab.key for tab in context["tabs"]]
    context |= {
        "group": read.row.group,
        "window": read.window,
        "plan": read.plan,
        "said": stands_out(read, tabs=tabs),
        "sheet": sheet_of(read, tabs=tabs),
        "snapshots": snapshots(by=request.user, client_code=client.code)[:RECENT],
    }
    return render(request, "frontend/client/profile.html", context)


@client_page(permission="profile.view", methods=WRITE)
def freeze(request: PageRequest, client: Client) -> HttpResponseBase:
    """Take the snapshot of the day in the form and show it under its id."""
    form = AsOf(request.POST)
    asked = form.cleaned_data["as_of"] if form.is_valid() else None
    row = actions.snapshot(
        by=request.user, client_code=client.code, as_of=asked or usual_day(request)
    )
    messages.success(request, "Frozen. The same facts under the same plan always give this id.")
    return redirect("client_snapshot", code=client.code, snapshot_id=row.pk)


@client_page(permission="profile.view")
def snapshot(request: PageRequest, client: Client, *, snapshot_id: str) -> HttpResponseBase:
    page = snapshot_page(by=request.user, snapshot_id=snapshot_id)
    if page.client_code != client.code:
        raise NotFound(
            "snapshot.unknown",
            f"There is no snapshot {snapshot_id!r} of this client. Look for it under its own client.",
            snapshot=snapshot_id,
        )
    shell = client_shell(request, client, "client")
    window = page.body["window"]
    context = {
        **shell,
        "snapshot": page,
        "as_of": page.as_of,
        "window": {name: date.fromisoformat(window[name]) for name in ("from", "to")},
        "sheet": frozen_sheet(page.body, tabs=[tab.key for tab in shell["tabs"]]),
    }
    return render(request, "frontend/client/snapshot.html", context)


def _rail(request: PageRequest, client: Client, day: date) -> dict[str, Any]:
    owed = listing(
        by=request.user,
        today=day,
        client_code=client.code,
        statuses=PRINTED - SETTLED,
    )
    return {
        "covers": covers(by=request.user, client=client, on=day),
        "owed": owed,
        "late": sum(advice.is_overdue for advice in owed),
        "imports": batches(by=request.user, client_code=client.code, limit=RECENT),
    }
