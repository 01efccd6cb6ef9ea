"""Narratives of large losses: read on the claim's page by the insurer's side, written on a page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from frontend.access import FORM, client_page
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.clients.queries import held
from riskcore.errors import InvalidInput
from riskcore.losses.history import ClaimHistory
from riskcore.losses.loss_run import LossRow
from riskcore.underwriting.narratives import (
    LONGEST,
    PARTS,
    Narrative,
    NewNarrative,
    latest,
    narratives,
    write_narrative,
)

TAB = "client_losses"


class Telling(forms.Form):
    """One version of a narrative."""

    as_of = forms.DateField(
        label="As of", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    next_event_on = forms.DateField(
        label="Day of what comes next",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    recommendations = forms.CharField(
        label="Recommendations it led to",
        required=False,
        max_length=400,
        help_text="Their numbers, with commas between.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, label in PARTS.items():
            self.fields[part] = forms.CharField(
                label=label,
                required=part == "facts",
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        self.order_fields(["as_of", *PARTS, "next_event_on", "recommendations"])

    def asked(self) -> NewNarrative:
        given = dict(self.cleaned_data)
        numbers = given.pop("recommendations").replace(";", ",").split(",")
        kept = tuple(number.strip() for number in numbers if number.strip())
        return NewNarrative(**given, recommendations=kept)


def shown_with(request: PageRequest, client: Client, claim: ClaimHistory) -> dict[str, Any]:
    """What the claim's page shows of its narrative; nothing for who may not read it."""
    may = held(by=request.user, client=client)
    if "underwriting.view" not in may:
        return {}
    found = narratives(
        by=request.user, client_code=client.code, number=claim.number, suffix=claim.suffix
    )
    return {
        "narrative": found[0] if found else None,
        "earlier_narratives": found[1:],
        "reads_narratives": True,
        "writes_narratives": "underwriting.record" in may,
    }


def told_of(
    by: User, client: Client, rows: Sequence[LossRow], day: date
) -> tuple[tuple[LossRow, Narrative | None], ...]:
    """Each claim with the narrative that held on the day, None where there is none or it is not for
    ``by`` to read."""
    keys = [(row.number, row.suffix) for row in rows]
    known = latest(by=by, client=client, as_of=day, claims=keys)
    return tuple((row, known.get(key)) for row, key in zip(rows, keys, strict=True))


@client_page(permission="underwriting.record", methods=FORM)
def write(request: PageRequest, client: Client, *, number: str) -> HttpResponseBase:
    """A new version, begun from the one that stands."""
    suffix = request.GET.get("suffix", "")
    name = f"{number}-{suffix}" if suffix else number
    found = narratives(by=request.user, client_code=client.code, number=number, suffix=suffix)
    form = Telling(request.POST or None, initial=_begun(found[0] if found else None))
    if request.method == "POST" and form.is_valid():
        try:
            write_narrative(
                by=request.user,
                client_code=client.code,
                number=number,
                suffix=suffix,
                asked=form.asked(),
            )
        except InvalidInput as error:
            explain(form, error)
        else:
            messages.success(request, "The narrative stands; the version before it is kept.")
            at = reverse("claim", args=[client.code, number])
            return redirect(f"{at}?suffix={suffix}#narrative" if suffix else f"{at}#narrative")
    context = {
        **client_shell(request, client, TAB),
        "form": form,
        "number": number,
        "suffix": suffix,
        "name": name,
    }
    status = 422 if form.errors else 200
    return render(request, "frontend/losses/narrative.html", context, status=status)


def _begun(before: Narrative | None) -> dict[str, Any]:
    begun: dict[str, Any] = {"as_of": timezone.localdate()}
    if before is not None:
        labels = {label: part for part, label in PARTS.items()}
        begun |= {labels[label]: text for label, text in before.parts}
        begun |= {
            "next_event_on": before.next_event_on,
            "recommendations": ", ".join(before.recommendations),
        }
    return begun
