"""Clocks and early warnings: what is barred first and which alerts wait, for the department; counts for
everybody else."""

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accountability.clocks.plan import SOON_DAYS
from accountability.clocks.queries import bar_counts, desk, near_sentence
from accountability.clocks.reminders import waiting_count
from accountability.releases import release_day
from accountability.warnings.evaluating import evaluate
from accountability.warnings.queries import count_sentence, inbox
from frontend.access import WRITE, client_page
from frontend.as_of import DayInput, check_day
from frontend.requests import PageRequest, go_to
from frontend.tabs import client_shell, client_tab
from riskcore.clients.models import Client

ROWS = 15


class Day(forms.Form):
    as_of = forms.DateField(
        label="As of", required=False, widget=DayInput(), validators=[check_day]
    )


@client_tab(
    key="client_warnings",
    label="Clocks & warnings",
    permission="warning.view_counts",
    order=25,
)
def warnings(request: PageRequest, client: Client) -> HttpResponseBase:
    shell = client_shell(request, client, "client_warnings")
    may, today = shell["may"], timezone.localdate()
    form = Day(request.GET)
    asked = form.cleaned_data.get("as_of") if form.is_valid() else None
    day = min(asked or today, today)
    context = {**shell, "today": day, "soon_days": SOON_DAYS, "form": form}
    # Who has no rows is given counts as of the last quarter end, so that no two days can be subtracted.
    told_on = day if "clock.view" in may else release_day(day, today=today)
    if "clock.view" in may:
        found = desk(by=request.user, client_code=client.code, as_of=day)
        context["desk"] = found
        context["reminders"] = waiting_count(by=request.user, client_code=client.code)
        context["barring"] = found.barring[:ROWS]
        context["targets"] = found.targets[:ROWS]
        context["run_out"] = found.run_out[:ROWS]
        near, barred = found.near, found.barred
    else:
        count = bar_counts(client_ids=[client.pk], as_of=told_on).get(client.pk)
        near, barred = (count.near, count.barred) if count else (0, 0)
        context["no_bar"] = count is None
    context["told_on"] = told_on
    context["near"] = near_sentence(by=request.user, client=client, near=near, barred=barred)
    context["alerts"] = count_sentence(
        by=request.user,
        client=client,
        as_of=day if "warning.view" in may else release_day(day, today=today),
    )
    if "warning.answer" in may:
        context["inbox"] = inbox(by=request.user, client_code=client.code, as_of=day)
    return render(request, "frontend/warnings/warnings.html", context)


@client_page(permission="warning.assign", methods=WRITE)
def ask_rules(request: PageRequest, client: Client) -> HttpResponseBase:
    """Ask the rules today rather than wait for tonight."""
    evaluate(by=request.user, client_code=client.code, as_of=timezone.localdate())
    return go_to(request, "client_warnings", client.code)
