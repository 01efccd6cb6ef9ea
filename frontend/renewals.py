"""Renewals: what expires across clients, and at one client every step, task and submission."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone

from frontend.access import WRITE, client_page, page
from frontend.as_of import AsOf, DayInput, day_asked
from frontend.navigation import MENU, Entry
from frontend.requests import PageRequest
from frontend.tabs import client_shell, client_tab
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput
from riskcore.renewals.actions import LONGEST_NOTE, mark
from riskcore.renewals.plan import NOTICE, STEPS
from riskcore.renewals.queries import Renewal, across_clients, of_client
from riskcore.submissions.actions import open_submission
from riskcore.submissions.queries import of_client as submissions_of

TAB = "client_renewal"
STEP_LABELS = {**{step.key: step.label for step in STEPS}, NOTICE: "Last day of notice"}
MENU.register(Entry(key="renewals", label="Renewals", permission="renewal.act", order=30))


class Choice(forms.Form):
    """Which renewals. An answer that is not well-formed asks nothing."""

    as_of = forms.DateField(label="As of", required=False, widget=DayInput())
    step = forms.ChoiceField(
        label="Standing at", required=False, choices=[("", "Any step"), *STEP_LABELS.items()]
    )


class Mark(forms.Form):
    expires_on = forms.DateField(widget=forms.HiddenInput)
    step = forms.CharField(widget=forms.HiddenInput, max_length=32)
    verb = forms.CharField(max_length=16)
    note = forms.CharField(
        label="Note", required=False, max_length=LONGEST_NOTE, widget=forms.TextInput
    )


def renewal_day(request: PageRequest) -> tuple[date, date | None, AsOf]:
    """The day the page speaks of, the day up to which it knows (None: now), and the form that asks.

    Renewals are looked at today; on a synthetic book, which ends on a day of its own, on that day.
    """
    day, form = day_asked(request)
    if form.is_bound and form.is_valid() and form.cleaned_data["as_of"]:
        return day, day, form
    if not settings.COMMONWARD["SYNTHETIC"]:
        day = timezone.localdate()
    return day, None, AsOf(initial={"as_of": day})


@page(permission="renewal.act")
def renewals(request: PageRequest) -> HttpResponseBase:
    day, known_on, _ = renewal_day(request)
    form = Choice({"as_of": day, "step": request.GET.get("step", "")})
    step = form.cleaned_data.get("step", "") if form.is_valid() else ""
    found = across_clients(by=request.user, on=day, known_on=known_on)
    shown = [one for one in found if not step or (one.current and one.current.key == step)]
    context = {
        "day": day,
        "form": form,
        "found": [_row(one) for one in shown],
        "finding": _finding(found),
        "caption": f"{len(shown)} of {len(found)} renewals, 90 days back and 120 days ahead",
    }
    return render(request, "frontend/renewals/renewals.html", context)


@client_tab(key=TAB, label="Renewal", permission="submission.view", order=17)
def renewal(request: PageRequest, client: Client) -> HttpResponseBase:
    day, known_on, form = renewal_day(request)
    found = of_client(by=request.user, client_code=client.code, on=day, known_on=known_on)
    shell = client_shell(request, client, TAB)
    views = submissions_of(by=request.user, client_code=client.code)
    context = {
        **shell,
        "day": day,
        "form": form,
        "renewals": [_full(one) for one in found],
        "submissions": [(view, view.late(day)) for view in views],
        "may_act": "renewal.act" in shell["may"],
        "may_open": "submission.open" in shell["may"],
    }
    return render(request, "frontend/renewals/renewal.html", context)


@client_page(permission="renewal.act", methods=WRITE)
def mark_step(request: PageRequest, client: Client) -> HttpResponseBase:
    asked = _asked(Mark(request.POST))
    mark(by=request.user, client_code=client.code, **asked)
    return redirect(f"{resolve_url(TAB, code=client.code)}#{asked['expires_on']}")


@client_page(permission="submission.open", methods=WRITE)
def open_one(request: PageRequest, client: Client) -> HttpResponseBase:
    form = AsOf(request.POST)
    day = _asked(form)["as_of"]
    if day is None:
        raise InvalidInput(
            "submission.day_missing",
            "You asked to open a submission without saying for which term. Use the page's own button.",
        )
    row = open_submission(by=request.user, client_code=client.code, starts_on=day)
    return redirect("submission", code=client.code, number=row.pk)


def _asked(form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        faults = " ".join(str(fault) for faults in form.errors.values() for fault in faults)
        raise InvalidInput(
            "renewal.form",
            f"The form could not be read: {faults} Go back and use the page's own buttons.",
        )
    return form.cleaned_data


def _row(one: Renewal) -> dict[str, Any]:
    task = one.current
    return {
        "renewal": one,
        "task": task,
        "words": task.words(one.on) if task else "",
        "late": len(one.late),
    }


def _full(one: Renewal) -> dict[str, Any]:
    return {
        "renewal": one,
        "tasks": [(task, task.words(one.on)) for task in one.tasks],
        "is_open": one.submission is None and one.renewed != one.lines,
    }


def _finding(found: tuple[Renewal, ...]) -> str:
    """ "24 renewals, 3 of them with a step that is late; the next expires at Alder Falls in 5 days."."""
    if not found:
        return "Nothing expires within 120 days, and no step is left open."
    late = sum(bool(one.late) for one in found)
    coming = [one for one in found if one.days_left >= 0]
    words = f"{len(found)} renewal{'' if len(found) == 1 else 's'}, "
    words += f"{late} of them with a step that is late" if late else "no step late"
    if coming:
        words += f"; the next expires at {coming[0].client.name} {coming[0].words}"
    return f"{words}."
