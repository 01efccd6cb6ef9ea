"""The calendar of what is to come: planning, changing, calling off; the secret address of its feed."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from frontend.access import FORM, WRITE, client_page, public
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from outreach.initiatives.models import Strategy
from outreach.material.feeds import feed, feed_in_use, make_feed, one_event, revoke_feed
from outreach.material.models import PlannedEvent
from outreach.material.planning import ZONES, change_event, find_event, local, plan_event, planned
from riskcore.clients.models import Client
from riskcore.errors import DomainError, NotFound

TAB = "client_outreach"
MOMENT = "%Y-%m-%dT%H:%M"
ICS = "text/calendar; charset=utf-8"


def _moment(label: str) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, input_formats=[MOMENT], widget=widget)


class EventForm(forms.Form):
    title = forms.CharField(label="Its name", max_length=200)
    strategy = forms.ChoiceField(label="What is it for", choices=Strategy.choices)
    place = forms.CharField(label="Place", max_length=200)
    starts_at = _moment("Begins")
    ends_at = _moment("Ends")
    zone = forms.ChoiceField(label="Time zone of the place", choices=[(z, z) for z in ZONES])
    about = forms.CharField(
        label="About it", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def said(self) -> dict[str, Any]:
        """The fields as the domain takes them: times with the offset of the place."""
        zone = ZoneInfo(self.cleaned_data["zone"])
        return {
            **self.cleaned_data,
            **{name: _at(self.cleaned_data[name], zone) for name in ("starts_at", "ends_at")},
        }


def _at(moment: datetime, zone: ZoneInfo) -> datetime:
    """The wall-clock time that was typed, in the zone of the place."""
    return moment.replace(tzinfo=zone)


@client_page(permission="outreach.view", methods=FORM)
def calendar(request: PageRequest, client: Client) -> HttpResponseBase:
    """What is to come, and the form that plans another event for those who submit."""
    form, status = EventForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = plan_event(by=request.user, client_code=client.code, **form.said())
                messages.success(request, f"Planned: {row.title}.")
                return redirect("client_calendar", code=client.code)
            except DomainError as error:
                if error.status == 403:
                    raise
                explain(form, error)
                status = error.status
    return _page(request, client, form=form, status=status)


@client_page(permission="outreach.submit", methods=FORM)
def change(request: PageRequest, client: Client, uid: UUID) -> HttpResponseBase:
    """Change an event, or call it off with ``call_off``: those who subscribed are told either way."""
    row = _of(request, client, uid)
    form, status = EventForm(request.POST or None, initial=_initial(row)), 200
    if request.method == "POST":
        try:
            if "call_off" in request.POST:
                change_event(by=request.user, uid=uid, is_cancelled=True)
                messages.success(request, f"Called off: {row.title}. Subscribed calendars show it.")
                return redirect("client_calendar", code=client.code)
            status = 422
            if form.is_valid():
                change_event(by=request.user, uid=uid, **form.said())
                messages.success(request, f"Changed: {row.title}.")
                return redirect("client_calendar", code=client.code)
        except DomainError as error:
            explain(form, error) if form.is_bound and form.is_valid() else None
            status = error.status
            messages.error(request, error.message)
    context = {**client_shell(request, client, TAB), "row": row, "form": form}
    return render(request, "frontend/material/event.html", context, status=status)


@client_page(permission="outreach.view")
def event_file(request: PageRequest, client: Client, uid: UUID) -> HttpResponseBase:
    """One event, to be saved into a calendar."""
    row = _of(request, client, uid)
    disposition = str(content_disposition_header(True, f"{client.code}-event.ics"))  # noqa: FBT003
    return HttpResponse(
        one_event(by=request.user, row=row),
        content_type=ICS,
        headers={"Content-Disposition": disposition},
    )


@client_page(permission="outreach.submit", methods=WRITE)
def address(request: PageRequest, client: Client) -> HttpResponseBase:
    """Make a new secret address for the feed, or take the one in use back."""
    if "revoke" in request.POST:
        revoke_feed(by=request.user, client_code=client.code)
        messages.success(request, "Taken back. Who subscribed gets nothing from now on.")
        return redirect("client_calendar", code=client.code)
    _, token = make_feed(by=request.user, client_code=client.code)
    told = request.build_absolute_uri(reverse("calendar_feed", args=[token]))
    return _page(request, client, form=EventForm(), told=told)


@public()
def subscribed(request: PageRequest, *, token: str) -> HttpResponseBase:
    """The calendar at its secret address, for whoever holds it."""
    del request
    headers = {"Cache-Control": "private, max-age=900", "X-Robots-Tag": "noindex"}
    return HttpResponse(feed(token=token), content_type=ICS, headers=headers)


def _page(
    request: PageRequest, client: Client, *, form: EventForm, told: str = "", status: int = 200
) -> HttpResponse:
    shell = client_shell(request, client, TAB)
    may_submit = "outreach.submit" in shell["may"]
    in_use = feed_in_use(by=request.user, client_code=client.code) if may_submit else None
    context = {
        **shell,
        "events": [(row, *local(row)) for row in planned(by=request.user, client_code=client.code)],
        "form": form,
        "told": told,
        "in_use": in_use,
        "may_submit": may_submit,
    }
    return render(request, "frontend/material/calendar.html", context, status=status)


def _initial(row: PlannedEvent) -> dict[str, Any]:
    starts_at, ends_at = local(row)
    return {
        "title": row.title,
        "strategy": row.strategy,
        "place": row.place,
        "starts_at": starts_at.strftime(MOMENT),
        "ends_at": ends_at.strftime(MOMENT),
        "zone": row.zone,
        "about": row.about,
    }


def _of(request: PageRequest, client: Client, uid: UUID) -> PlannedEvent:
    row = find_event(by=request.user, uid=uid)
    if row.client_id != client.pk:
        raise NotFound("event.unknown", f"{client.name} has no planned event under that number.")
    return row
