"""What if: a client's worksheet beside the same with something supposed. Nothing is stored."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render

from frontend.access import client_page
from frontend.as_of import DayInput, check_day, usual_day
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput
from riskcore.policies import Line
from riskcore.rating.model_change import Moved, moved
from riskcore.rating.queries import Sheet, worksheet
from riskcore.rating.rated import Asked
from riskcore.rating.what_if import Supposed

TAB = "client_rating"


class Suppose(forms.Form):
    """What is supposed; what is left empty stays as it is."""

    line = forms.ChoiceField(widget=forms.HiddenInput, required=False, choices=Line.choices)
    as_of = forms.DateField(
        label="Valued on", required=False, widget=DayInput(), validators=[check_day]
    )
    claim = forms.CharField(label="Claim", required=False, max_length=80)
    closed_at = forms.DecimalField(
        label="closes at, dollars",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text="Empty leaves the claim out.",
    )
    retention = forms.DecimalField(
        label="Retention", required=False, min_value=0, max_digits=12, decimal_places=2
    )
    limit = forms.DecimalField(
        label="Limit", required=False, min_value=1, max_digits=14, decimal_places=2
    )
    cap = forms.DecimalField(
        label="Cap on each claim", required=False, min_value=1, max_digits=12, decimal_places=2
    )
    exposure = forms.DecimalField(
        label="Units of the first class",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
    )
    accreditation = forms.DecimalField(
        label="Credit for accreditation, per cent",
        required=False,
        min_value=0,
        max_value=50,
        max_digits=5,
        decimal_places=2,
    )


@client_page(permission="rating.view")
def what_if(request: PageRequest, client: Client) -> HttpResponseBase:
    form = Suppose(request.GET)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    day = asked.get("as_of") or usual_day(request)
    line = asked.get("line") or ""
    now = worksheet(by=request.user, client_code=client.code, as_of=day, line=line)
    then: Sheet | None = None
    if asked.get("claim") or any(asked.get(name) is not None for name in NUMBERS):
        try:
            then = worksheet(
                by=request.user,
                client_code=client.code,
                as_of=day,
                line=line,
                supposed=_supposed(now, asked),
            )
        except InvalidInput as error:
            explain(form, error)
    context = {
        **client_shell(request, client, TAB),
        "form": form,
        "now": now,
        "then": then,
        "difference": _difference(now, then),
        "pairs": _pairs(now, then),
    }
    return render(request, "frontend/rating/what_if.html", context)


NUMBERS = ("retention", "limit", "cap", "exposure", "accreditation")


def _supposed(now: Sheet, asked: dict[str, Any]) -> Supposed:
    claim = asked["claim"].strip()
    closed = asked["closed_at"]
    first = now.chosen.plan.classes[0].key if now.chosen else ""
    share = asked["accreditation"]
    return Supposed(
        asked=Asked(
            limit=asked["limit"],
            retention=asked["retention"],
            quantities={} if asked["exposure"] is None else {first: asked["exposure"]},
            credits={} if share is None else {"accreditation": Decimal(share) / 100},
        ),
        closed={claim: closed} if claim and closed is not None else None,
        dropped=[claim] if claim and closed is None else [],
        cap=asked["cap"],
    )


def _difference(now: Sheet, then: Sheet | None) -> Moved | None:
    if then is None or now.worked is None or then.worked is None:
        return None
    return moved(now.worked.priced, then.worked.priced)


def _pairs(now: Sheet, then: Sheet | None) -> list[dict[str, Any]]:
    """Steps side by side; ``differs`` where the factor or the amount does."""
    if then is None:
        return []
    later = {step.key: step for step in then.steps}
    keys = dict.fromkeys([step.key for step in now.steps] + [step.key for step in then.steps])
    first = {step.key: step for step in now.steps}
    return [
        {
            "name": (first.get(key) or later[key]).name,
            "now": first.get(key),
            "then": later.get(key),
            "differs": _told(first.get(key)) != _told(later.get(key)),
        }
        for key in keys
    ]


def _told(step: Any) -> tuple[Any, Any]:
    return (step.factor, step.amount) if step else (None, None)
