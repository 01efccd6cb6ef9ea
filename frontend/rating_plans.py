"""Rating plans: the list, one version in words, two side by side, and the steps into force."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from frontend.access import FORM, page
from frontend.as_of import DayInput, check_day, usual_day
from frontend.errors import explain
from frontend.navigation import MENU, Entry
from frontend.requests import PageRequest
from riskcore.errors import InvalidInput, NotFound
from riskcore.rating import plan_actions, plan_queries
from riskcore.rating.changes import model_change
from riskcore.rating.plan_words import differences, parts_of

MENU.register(
    Entry(key="rating_plans", label="Rating plans", permission="rating_plan.view", order=45)
)
LARGEST = 1_000_000
VERBS = {
    "propose": (
        "Propose",
        "Propose it with a reason and the first day of the terms it shall rate.",
    ),
    "activate": ("Activate", "It then rates terms that begin on its day or later."),
    "send_back": ("Send back", "It goes back to its writer as a draft, with your reason."),
}


class Write(forms.Form):
    file = forms.FileField(
        label="File", help_text="A plan as JSON or TOML; export one that exists for a start."
    )


class Step(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    effective_on = forms.DateField(
        label="For terms from", required=False, widget=DayInput(), validators=[check_day]
    )
    reason = forms.CharField(
        label="Reason", widget=forms.Textarea, max_length=2_000, help_text="It is kept."
    )


class Days(forms.Form):
    as_of = forms.DateField(
        label="Losses valued on", required=False, widget=DayInput(), validators=[check_day]
    )
    effective_on = forms.DateField(
        label="Terms begin", required=False, widget=DayInput(), validators=[check_day]
    )


@page(permission="rating_plan.view")
def plans(request: PageRequest) -> HttpResponseBase:
    rows = plan_queries.listing(by=request.user)
    waiting = [row for row in rows if row.status == "proposed"]
    context = {
        "rows": rows,
        "waiting": waiting,
        "today": timezone.localdate(),
        "may_write": plan_queries.may_write(by=request.user),
    }
    return render(request, "frontend/rating_plans/plans.html", context)


@page(permission="rating_plan.write", methods=FORM)
def write(request: PageRequest) -> HttpResponseBase:
    """A new draft from a file; what is wrong with it is told all at once."""
    form = Write(request.POST or None, request.FILES or None)
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            row = plan_actions.write_plan(
                by=request.user, content=file.read(LARGEST), name=file.name
            )
        except InvalidInput as error:
            problems = error.facts.get("problems", [])
            if problems:
                form.add_error(
                    None, "Nothing was stored. Mend what is listed below and send again."
                )
            else:
                explain(form, error)
        else:
            messages.success(request, "Written as a draft. Read it, then propose it.")
            return redirect("rating_plan", number=row.number)
    status = 422 if form.errors else 200
    context = {"form": form, "problems": problems}
    return render(request, "frontend/rating_plans/write.html", context, status=status)


@page(permission="rating_plan.view")
def plan(request: PageRequest, number: str) -> HttpResponseBase:
    read = plan_queries.view(by=request.user, number=number)
    siblings = [
        row
        for row in plan_queries.listing(
            by=request.user, carrier=read.line.carrier, line=read.line.line
        )
        if row.number != number
    ]
    context = {
        "read": read,
        "parts": parts_of(read.plan),
        "siblings": siblings,
        "verbs": [(verb, *VERBS[verb]) for verb in read.moves if verb in VERBS],
    }
    return render(request, "frontend/rating_plans/plan.html", context)


@page(permission="rating_plan.view")
def export(request: PageRequest, number: str) -> HttpResponseBase:
    """The version as a JSON file, as it is stored."""
    row = plan_queries.find(by=request.user, number=number)
    return HttpResponse(
        row.body.text,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{row.number}.json"'},
    )


@page(permission="rating_plan.view")
def compare(request: PageRequest, number: str, other: str) -> HttpResponseBase:
    before, after = (plan_queries.view(by=request.user, number=one) for one in (other, number))
    context = {"before": before, "after": after, "found": differences(before.plan, after.plan)}
    return render(request, "frontend/rating_plans/compare.html", context)


@page(permission="rating_plan.view")
def change(request: PageRequest, number: str) -> HttpResponseBase:
    """The book under this version beside the one in force, the largest movers first."""
    read = plan_queries.view(by=request.user, number=number)
    form = Days(request.GET)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    found = model_change(
        by=request.user,
        number=number,
        as_of=asked.get("as_of") or usual_day(request),
        effective_on=asked.get("effective_on"),
    )
    form = Days(initial={"as_of": found.as_of, "effective_on": found.effective_on})
    context = {
        "read": read,
        "found": found,
        "form": form,
        "verbs": [(verb, *VERBS[verb]) for verb in read.moves if verb in VERBS],
    }
    return render(request, "frontend/rating_plans/change.html", context)


@page(permission="rating_plan.view", methods=FORM)
def move(request: PageRequest, number: str, verb: str) -> HttpResponseBase:
    """One step, asked about on a page of its own, then taken."""
    if verb not in VERBS:
        raise NotFound(
            "plan.verb_unknown",
            f"A rating plan has no step {verb!r}. Use the buttons of its page.",
            verb=verb,
        )
    read = plan_queries.view(by=request.user, number=number)
    if request.method != "POST":
        plan_actions.check_move(by=request.user, number=number, verb=verb)
    form = Step(
        request.POST if request.method == "POST" else None,
        initial={"version": read.line.version, "effective_on": read.line.effective_on},
    )
    if verb != "propose":
        del form.fields["effective_on"]
    if verb == "activate":
        form.fields["reason"].required = False
    if request.method == "POST" and form.is_valid():
        try:
            getattr(plan_actions, verb)(by=request.user, number=number, **form.cleaned_data)
        except InvalidInput as error:
            explain(form, error)
        else:
            return redirect("rating_plan", number=number)
    label, told = VERBS[verb]
    context = {"read": read, "form": form, "label": label, "told": told}
    status = 422 if form.errors else 200
    return render(request, "frontend/rating_plans/move.html", context, status=status)
