"""How a complaint can be made: the checklist, and for the city the form that answers it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from accountability.measures.intake import CHECKLIST
from accountability.ways_in import SAY, VIEW, WaysShown, say_ways_in, ways_in
from frontend.access import FORM, client_page
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.clients.queries import check

TAB = "client_complaints"
YES_OR_NO = [("", "Choose"), ("yes", "Yes"), ("no", "No")]


class Answers(forms.Form):
    """One field for every question of the checklist."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in CHECKLIST:
            self.fields[item.key] = forms.ChoiceField(label=item.question, choices=YES_OR_NO)

    def answers(self) -> dict[str, bool]:
        return {key: value == "yes" for key, value in self.cleaned_data.items()}


@client_page(permission=VIEW, methods=FORM)
def ways(request: PageRequest, client: Client) -> HttpResponseBase:
    """The answers in force with their score, and the form for whoever may answer."""
    form = None
    if request.method == "POST":
        check(by=request.user, permission=SAY, client=client)
        form = Answers(request.POST)
        if form.is_valid():
            say_ways_in(by=request.user, client_code=client.code, answers=form.answers())
            messages.success(request, "Kept. What was answered before stays on record.")
            return redirect("ways_in", code=client.code)
    found = ways_in(by=request.user, client_code=client.code)
    context = {
        **client_shell(request, client, TAB),
        "found": found,
        "finding": finding(found),
        "form": form or Answers(initial=_initial(found)),
    }
    status = 422 if form is not None else 200
    return render(request, "frontend/complaints/ways_in.html", context, status=status)


def finding(found: WaysShown) -> str:
    """How open the door is, in one sentence."""
    if found.score.value is None:
        return "Nobody has said yet how a complaint can be made."
    return f"The door stands open to {found.score.value} of 100 points."


def _initial(found: WaysShown) -> dict[str, str]:
    return {
        each.key: "yes" if each.answer else "no"
        for each in found.questions
        if each.answer is not None
    }
