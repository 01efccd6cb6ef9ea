"""The outreach credit explained: each item with its points, the gate in words, what would raise it."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from frontend.access import client_page
from frontend.as_of import AsOf, DayInput, check_day
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from outreach.credit.letters import letters_of
from outreach.credit.queries import CreditSheet, credit_sheet, what_if
from outreach.credit.result import Credit, NewItem, Supposed
from outreach.credit.wording import headline, item_formula, sum_in_words, why_item
from outreach.initiatives.models import Strategy
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput

TAB = "client_outreach"
STEPS_SHOWN = 6
LEVELS = [("", "Choose"), *((str(level), str(level)) for level in (1, 2, 3))]


class Suppose(forms.Form):
    """What is supposed; what is left empty stays as it is."""

    as_of = forms.DateField(
        label="As of", required=False, widget=DayInput(), validators=[check_day]
    )
    strategy = forms.ChoiceField(
        label="A new activity under", required=False, choices=[("", "None"), *Strategy.choices]
    )
    activity = forms.CharField(
        label="What kind of activity",
        required=False,
        max_length=80,
        help_text="Of a kind already done it counts less.",
    )
    people = forms.IntegerField(
        label="People it reaches", required=False, min_value=0, max_value=100_000_000
    )
    level = forms.ChoiceField(label="At evidence level", required=False, choices=LEVELS)
    item = forms.ChoiceField(label="Better evidence for", required=False)
    proved = forms.ChoiceField(label="at level", required=False, choices=LEVELS)
    measured = forms.MultipleChoiceField(
        label="Measured besides", required=False, widget=forms.CheckboxSelectMultiple()
    )
    gate_open = forms.BooleanField(
        label="Everything that holds the gate is cleared", required=False
    )
    cap = forms.DecimalField(
        label="Cap, per cent of premium",
        required=False,
        min_value=0,
        max_digits=4,
        decimal_places=1,
    )

    def ask_of(self, credit: Credit) -> "Suppose":
        """Offer the items and measurements of this credit."""
        items = [(line.scored.item.key, line.scored.item.title) for line in credit.lines]
        self.fields["item"].choices = [("", "None"), *items]  # type: ignore[attr-defined]  # a choice field
        kinds = [(each.key, each.label) for each in credit.plan.outcomes]
        self.fields["measured"].choices = kinds  # type: ignore[attr-defined]  # a choice field
        return self

    def supposed(self) -> Supposed:
        said = self.cleaned_data
        new = None
        if said["strategy"]:
            new = NewItem(
                strategy=said["strategy"],
                kind=said["activity"].strip() or "A new kind of activity",
                people=said["people"] or 0,
                level=int(said["level"] or 2),
            )
        return Supposed(
            new=new,
            proved=(said["item"], int(said["proved"])) if said["item"] and said["proved"] else None,
            measured=frozenset(said["measured"]),
            gate_open=said["gate_open"],
            cap=said["cap"],
        )


@client_page(permission="outreach.view")
def credit(request: PageRequest, client: Client) -> HttpResponseBase:
    form = AsOf({"as_of": request.GET.get("as_of", "")})
    sheet = credit_sheet(by=request.user, client_code=client.code, as_of=_day(request))
    if form.is_valid():
        form = AsOf(initial={"as_of": sheet.credit.as_of})
    context = {
        **client_shell(request, client, TAB),
        "form": form,
        "credit": sheet.credit,
        "headline": headline(sheet.credit),
        "sum": sum_in_words(sheet.credit),
        "steps": sheet.credit.steps[:STEPS_SHOWN],
        "lines": _lines(sheet),
        "letters": letters_of(by=request.user, client_code=client.code),
        "formula": item_formula(sheet.credit.plan),
    }
    return render(request, "frontend/outreach/credit.html", context)


@client_page(permission="outreach.view")
def supposed(request: PageRequest, client: Client) -> HttpResponseBase:
    """The same with something supposed. Nothing is stored."""
    day = _day(request)
    asked = request.GET.copy()
    asked["as_of"] = day.isoformat()
    form = Suppose(asked)
    now = credit_sheet(by=request.user, client_code=client.code, as_of=day).credit
    form.ask_of(now)
    then = None
    if form.is_valid() and form.supposed().is_anything:
        try:
            then = what_if(
                by=request.user, client_code=client.code, as_of=day, supposed=form.supposed()
            )
        except InvalidInput as error:
            explain(form, error)
    context = {
        **client_shell(request, client, TAB),
        "form": form,
        "now": now,
        "headline": headline(now),
        "then": then,
        "told": headline(then.then) if then else "",
        "pairs": _pairs(now, then.then) if then else [],
    }
    return render(request, "frontend/outreach/credit_what_if.html", context)


def _day(request: PageRequest) -> date:
    """The day of the address if it can be read, else today."""
    form = AsOf({"as_of": request.GET.get("as_of", "")})
    asked: date | None = form.cleaned_data["as_of"] if form.is_valid() else None
    return asked or timezone.localdate()


def _lines(sheet: CreditSheet) -> list[dict[str, Any]]:
    known = sheet.credit.known
    return [
        {
            "scored": line.scored,
            "marginal": line.marginal,
            "why": why_item(line, known),
            "initiative": known.initiatives.get(line.scored.item.key),
        }
        for line in sheet.credit.lines
    ]


def _pairs(now: Credit, then: Credit) -> list[dict[str, Any]]:
    """Each part of the total as it is and as it would be."""
    if now.score is None or then.score is None:
        return []
    named = [
        *(
            (f"{a.key} {a.label}", a.points, b.points)
            for a, b in zip(now.score.strategies, then.score.strategies, strict=True)
        ),
        ("Coverage factor", now.score.coverage, then.score.coverage),
        ("Outcome points", now.score.outcome, then.score.outcome),
        ("Gate", now.score.gate.factor, then.score.gate.factor),
        ("Total", now.score.total, then.score.total),
    ]
    return [{"name": name, "now": a, "then": b, "differs": a != b} for name, a, b in named]
