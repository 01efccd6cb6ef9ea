"""Loss control: what the client was advised to do, what is late, and each one's next step."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone

from frontend.access import FORM, client_page
from frontend.as_of import DayInput, check_day
from frontend.errors import explain
from frontend.recommendation_steps import Verb, offered, verb_of
from frontend.requests import PageRequest, wants_part
from frontend.tabs import client_shell, client_tab
from riskcore.assessments.queries import read as read_assessment
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound
from riskcore.recommendations import actions
from riskcore.recommendations.models import RecommendationClass
from riskcore.recommendations.queries import Advice, listing
from riskcore.recommendations.states import CLOSED, OWED, REPORTED, SETTLED
from riskcore.units import write_date

MARKS = {"critical": "■", "important": "▲", "advisory": "△"}
RANK = {word: index for index, word in enumerate(MARKS)}
GROUPS = (
    ("Open", OWED),
    ("Reported complete, to be verified", {REPORTED}),
    ("Drafts, not yet sent", {"draft"}),
    ("Closed", SETTLED),
    ("Withdrawn", CLOSED - SETTLED),
)
STANDS = {
    "acknowledged": "answered",
    "in_progress": "under way",
    "alternative_accepted": "alternative accepted",
    "risk_accepted": "risk accepted",
    "superseded": "superseded",
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One recommendation as it stands in the list."""

    advice: Advice
    mark: str
    due: str
    late: str
    stands: str
    verbs: tuple[Verb, ...]


class Write(forms.Form):
    classification = forms.ChoiceField(
        label="Class", choices=RecommendationClass.choices, initial="important"
    )
    title = forms.CharField(
        label="What to do, in one line", max_length=200, help_text="Begin with a verb."
    )
    condition = forms.CharField(label="What was found", widget=forms.Textarea)
    criterion = forms.CharField(
        label="What it is measured against", widget=forms.Textarea, required=False
    )
    cause = forms.CharField(label="Why it is so", widget=forms.Textarea, required=False)
    consequence = forms.CharField(
        label="What may follow if nothing is done", widget=forms.Textarea, required=False
    )
    action = forms.CharField(label="What to do", widget=forms.Textarea)
    due_on = forms.DateField(
        label="Due",
        required=False,
        widget=DayInput(),
        validators=[check_day],
        help_text="Left empty, the clock of the class counts from today.",
    )


@client_tab(
    key="client_loss_control", label="Loss control", permission="recommendation.view", order=40
)
def loss_control(request: PageRequest, client: Client) -> HttpResponseBase:
    shell = client_shell(request, client, "client_loss_control")
    found = listing(by=request.user, today=timezone.localdate(), client_code=client.code)
    items = [_item(advice, shell["may"]) for advice in sorted(found, key=_urgency)]
    context = {
        **shell,
        "today": timezone.localdate(),
        "sentence": _sentence(found),
        "groups": [
            (label, [item for item in items if item.advice.status in statuses])
            for label, statuses in GROUPS
        ],
        "may_write": "recommendation.write" in shell["may"],
    }
    return render(request, "frontend/client/loss_control.html", context)


@client_page(permission="recommendation.write", methods=FORM)
def write(request: PageRequest, client: Client) -> HttpResponseBase:
    found_in, initial = _suggested(request, client)
    form = Write(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.write(
                by=request.user, client_code=client.code, found_in=found_in, **form.cleaned_data
            )
        except InvalidInput as error:
            explain(form, error)
        else:
            return redirect(f"{_address(client)}#{row.number}")
    context = {
        **client_shell(request, client, "client_loss_control"),
        "form": form,
        "found_in": found_in,
    }
    status = 422 if form.errors else 200
    return render(request, "frontend/client/recommendation_write.html", context, status=status)


def _suggested(
    request: PageRequest, client: Client
) -> tuple[actions.OfCell | None, dict[str, str]]:
    """The cell the address names, and what its suggestion would write; nothing where it names none."""
    asked = {name: request.GET.get(name, "") for name in ("assessment", "task", "layer")}
    if not all(asked.values()):
        return None, {}
    view = read_assessment(by=request.user, number=asked["assessment"])
    for one in view.suggestions if view.row.client_id == client.pk else ():
        if (one.task, one.layer.value) == (asked["task"], asked["layer"]):
            names = ("classification", "title", "condition", "criterion", "action")
            return actions.OfCell(**asked), {name: getattr(one, name) for name in names}
    raise NotFound(
        "recommendation.no_suggestion",
        "You asked to write a recommendation from a cell of an assessment that suggests none. Open "
        "the assessment and choose one there.",
    )


@client_page(permission="recommendation.view", methods=FORM)
def move(request: PageRequest, client: Client, *, number: str, verb: str) -> HttpResponseBase:
    """One step: asked about on a page of its own (or in the item's place), then taken."""
    chosen = verb_of(verb)
    shell = client_shell(request, client, "client_loss_control")
    item = _item(_advice(request, client, number), shell["may"])
    if request.method != "POST":
        chosen.check(by=request.user, number=number)
    form = chosen.form(
        request.POST if request.method == "POST" else None,
        initial={"version": item.advice.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            chosen.take(by=request.user, number=number, **form.cleaned_data)
        except InvalidInput as error:
            explain(form, error)
        else:
            return _taken(request, client, number, chosen, shell)
    context = {**shell, "item": item, "verb": chosen, "form": form}
    template = "_recommendation_move" if wants_part(request) else "recommendation_move"
    status = 422 if form.errors else 200
    return render(request, f"frontend/client/{template}.html", context, status=status)


def _taken(
    request: PageRequest, client: Client, number: str, verb: Verb, shell: dict[str, Any]
) -> HttpResponseBase:
    if not wants_part(request):
        return redirect(f"{_address(client)}#{number}")
    item = _item(_advice(request, client, number), shell["may"])
    response = render(
        request,
        "frontend/client/_recommendation.html",
        {**shell, "item": item, "changed": verb.done},
    )
    response["HX-Trigger"] = "recommendation-changed"
    return response


def _advice(request: PageRequest, client: Client, number: str) -> Advice:
    found = listing(by=request.user, today=timezone.localdate(), client_code=client.code)
    for advice in found:
        if advice.number == number:
            return advice
    raise NotFound(
        "recommendation.unknown",
        f"You asked for the recommendation {number!r}; there is none with that number at this client "
        "that you may see. Check the number in the client's list.",
        number=number,
    )


def _item(advice: Advice, may: frozenset[str]) -> Item:
    return Item(
        advice=advice,
        mark=MARKS[advice.classification],
        due=write_date(advice.due_on) if advice.due_on else "at the next visit",
        late=_late(advice.days_overdue),
        stands=STANDS.get(advice.status, ""),
        verbs=offered(status=advice.status, due_on=advice.due_on, held=may),
    )


def _late(days: int) -> str:
    if not days:
        return ""
    return f"{days} day{'' if days == 1 else 's'} late"


def _urgency(advice: Advice) -> tuple[Any, ...]:
    return (RANK[advice.classification], -advice.days_overdue, advice.number)


def _sentence(found: tuple[Advice, ...]) -> str:
    """Where things stand: "5 open, 2 of them late (1 critical); 1 reported complete, to be verified"."""
    if not found:
        return "Nothing has been recommended yet."
    open_ = [advice for advice in found if advice.status in OWED]
    late = [advice for advice in open_ if advice.is_overdue]
    critical = sum(advice.classification == "critical" for advice in late)
    words = f"{len(late)} of them late ({critical} critical)" if late else "none late"
    parts = [f"{len(open_)} open, {words}" if open_ else "None open"]
    reported = sum(advice.status == REPORTED for advice in found)
    if reported:
        parts.append(f"{reported} reported complete, to be verified")
    return f"{'; '.join(parts)}."


def _address(client: Client) -> str:
    return resolve_url("client_loss_control", code=client.code)
