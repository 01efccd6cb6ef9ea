"""One alert: its reasons, its history, and the steps its reader may take."""

from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accountability.warnings import actions
from accountability.warnings.queries import OneAlert, may_answer, one_alert
from accountability.warnings.states import DECISIONS, OUTCOMES
from frontend.access import FORM, client_page
from frontend.as_of import DayInput, check_day
from frontend.errors import explain
from frontend.requests import PageRequest, go_to
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound

STEPS = {
    "raised": "Raised",
    "added_to": "Added to",
    "assign": "Assigned",
    "intervene": "Answered with an intervention",
    "dismiss": "Answered: no action",
    "close": "Closed",
}


class Versioned(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class Assign(Versioned):
    owner = forms.ChoiceField(label="Who talks with the officer and answers")


class Answer(Versioned):
    decision = forms.ChoiceField(label="What was decided", choices=[*DECISIONS.items()])
    reason = forms.CharField(
        label="Why",
        max_length=4000,
        widget=forms.Textarea,
        help_text="Kept with the alert and never copied into a case. Required, for no action too.",
    )
    follow_up_on = forms.DateField(
        label="Look again on",
        required=False,
        widget=DayInput(),
        validators=[check_day],
        help_text="Left empty, in 90 days. Not asked where no action is needed.",
    )


class Close(Versioned):
    outcome = forms.ChoiceField(label="What came of it", choices=[*OUTCOMES.items()])
    note = forms.CharField(label="In words", max_length=4000, widget=forms.Textarea)


class Feedback(forms.Form):
    agrees = forms.ChoiceField(
        label="Was the alert right", choices=[("yes", "It was right"), ("no", "It was not")]
    )
    rule = forms.ChoiceField(label="Of which rule", required=False)
    note = forms.CharField(
        label="Why",
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text="Required where it was not right; it is how rules get better.",
    )


FORMS: dict[str, type[forms.Form]] = {
    "assign": Assign,
    "answer": Answer,
    "close": Close,
    "feedback": Feedback,
}
BUTTONS = {
    "assign": "Assign",
    "answer": "Answer the alert",
    "close": "Close the alert",
    "feedback": "Say whether it was right",
}


@client_page(permission="warning.answer", methods=FORM)
def alert(request: PageRequest, client: Client, *, number: int) -> HttpResponseBase:
    """The alert; a step is posted to the same address with its name in ``step``."""
    found = one_alert(by=request.user, alert_id=number, as_of=timezone.localdate())
    if found.row.client_code != client.code:
        raise NotFound("alert.unknown", f"{client.name} has no alert {number} that you may see.")
    open_forms = {step: _form(step, found, client) for step in _steps(found)}
    step = request.POST.get("step", "")
    if request.method == "POST" and step in open_forms:
        form = _form(step, found, client, request.POST)
        open_forms[step] = form
        if form.is_valid():
            try:
                _take(request, step, number, form.cleaned_data)
            except InvalidInput as error:
                explain(form, error)
            else:
                return go_to(request, "alert", client.code, number)
    wrong = any(form.errors for form in open_forms.values())
    context = {
        **client_shell(request, client, "client_warnings"),
        "today": timezone.localdate(),
        "alert": found.row,
        "history": [(STEPS.get(one.verb, one.verb), one) for one in found.steps],
        "feedback": found.feedback,
        "forms": [(key, BUTTONS[key], form) for key, form in open_forms.items()],
    }
    return render(request, "frontend/warnings/alert.html", context, status=422 if wrong else 200)


def _steps(found: OneAlert) -> list[str]:
    verbs = set(found.row.verbs)
    steps = ["answer"] if verbs & {"intervene", "dismiss"} else []
    steps += [step for step in ("assign", "close") if step in verbs]
    return [*steps, "feedback"]


def _form(step: str, found: OneAlert, client: Client, sent: Any = None) -> forms.Form:
    form = FORMS[step](sent, auto_id=f"id_{step}_%s")
    if "version" in form.fields:
        form.fields["version"].initial = found.row.version
    if step == "assign":
        form.fields["owner"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (user.username, user.get_full_name() or user.username)
            for user in may_answer(client=client)
        ]
    if step == "feedback":
        form.fields["rule"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", "The alert as a whole"),
            *((rule, rule) for rule in found.row.rules),
        ]
    return form


def _take(request: PageRequest, step: str, number: int, asked: dict[str, Any]) -> None:
    if step == "assign":
        [owner] = [
            user for user in may_answer_of(request, number) if user.username == asked["owner"]
        ]
        actions.assign(by=request.user, alert_id=number, version=asked["version"], owner=owner)
    elif step == "feedback":
        asked["agrees"] = asked["agrees"] == "yes"
        actions.give_feedback(by=request.user, alert_id=number, **asked)
    else:
        getattr(actions, step)(by=request.user, alert_id=number, **asked)


def may_answer_of(request: PageRequest, number: int) -> list[Any]:
    """The people who may be given this alert."""
    return may_answer(client=actions.find_alert(by=request.user, alert_id=number).client)
