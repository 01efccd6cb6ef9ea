"""Reminders of clocks: those that wait, each acknowledged with a reason, and what was settled."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from accountability.clocks import reminders
from accountability.clocks.reminders import ReminderRow
from frontend.access import FORM, client_page
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.errors import DomainError


class Acknowledgment(forms.Form):
    reminder = forms.IntegerField(widget=forms.HiddenInput())
    reason = forms.CharField(label="What is done about it", max_length=400)


@client_page(permission="clock.view", methods=FORM)
def page(request: PageRequest, client: Client) -> HttpResponseBase:
    """What waits, and a form in each row for those who work on cases."""
    form = Acknowledgment(request.POST or None, auto_id=f"%s-{request.POST.get('reminder', '')}")
    if request.method == "POST" and form.is_valid():
        try:
            row = reminders.acknowledge(
                by=request.user,
                reminder_id=form.cleaned_data["reminder"],
                reason=form.cleaned_data["reason"],
            )
        except DomainError as error:
            explain(form, error)
        else:
            messages.success(request, f"The reminder of {row.case.complaint} is acknowledged.")
            return redirect("clock_reminders", code=client.code)
    found = reminders.reminders(by=request.user, client_code=client.code)
    waiting = [
        (row, form if _is_of(form, row) else _blank(row), _is_of(form, row))
        for row in found.waiting
    ]
    context = {
        **client_shell(request, client, "client_warnings"),
        "waiting": waiting,
        "settled": found.settled,
        "problem": form if form.errors and not any(open_ for *_, open_ in waiting) else None,
    }
    status = 422 if form.errors else 200
    return render(request, "frontend/warnings/reminders.html", context, status=status)


def _is_of(form: Acknowledgment, row: ReminderRow) -> bool:
    return form.is_bound and form.data.get("reminder") == str(row.id)


def _blank(row: ReminderRow) -> Acknowledgment:
    """A form of its own in each row, so that no two fields share a name on the page."""
    return Acknowledgment(auto_id=f"%s-{row.id}", initial={"reminder": row.id})
