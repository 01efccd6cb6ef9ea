"""Simulated years of losses of one client or the book, under a cover that the reader chooses."""

from math import inf
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from frontend.access import client_page, page
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.policies import Line
from riskcore.rating.simulated import simulated_or_why
from riskcore.rating.simulation import Cover
from riskcore.rating.triangle_queries import latest_day

YEARS = 20_000


class Which(forms.Form):
    """Line and cover. An answer that is not well-formed asks nothing."""

    line = forms.ChoiceField(label="Line", required=False, choices=Line.choices)
    retention = forms.DecimalField(
        label="Retention per claim, dollars", required=False, min_value=0, max_digits=12
    )
    limit = forms.DecimalField(
        label="Limit per claim above it, dollars", required=False, min_value=1, max_digits=14
    )
    aggregate = forms.DecimalField(
        label="Aggregate of a year, dollars", required=False, min_value=1, max_digits=14
    )

    def asked(self) -> dict[str, Any]:
        """The answers that are well-formed."""
        self.full_clean()
        return {key: value for key, value in self.cleaned_data.items() if value}


@client_page(permission="book.view")
def of_client(request: PageRequest, client: Client) -> HttpResponseBase:
    context = _run(request, client.code) | client_shell(request, client, "client_losses")
    return render(request, "frontend/simulation/client.html", context)


@page(permission="book.view")
def of_book(request: PageRequest) -> HttpResponseBase:
    return render(request, "frontend/simulation/book.html", _run(request))


def _run(request: PageRequest, code: str = "") -> dict[str, Any]:
    asked = Which(request.GET).asked()
    day = latest_day(by=request.user, client_code=code) or timezone.localdate()
    context: dict[str, Any] = {"form": Which(initial=asked), "as_of": day, "asked": asked}
    found, because = simulated_or_why(
        by=request.user,
        as_of=day,
        client_code=code,
        line=asked.get("line", Line.LEL),
        cover=Cover(
            retention=float(asked.get("retention", 0)),
            limit=float(asked.get("limit", inf)),
            aggregate=float(asked.get("aggregate", inf)),
        ),
        years=YEARS,
    )
    if found is None:
        return context | {"found": None, "because": because}
    run = found.run
    parts = [
        ("All losses, from the first dollar", run.ground),
        ("The insured's, below the retention", run.insured),
        ("The carrier's", run.carrier),
    ]
    return context | {
        "found": found,
        "parts": parts,
        "percents": [percent for percent, _ in run.ground.percentiles],
        "over_retention": 100 * run.over_retention,
        "over_aggregate": 100 * run.over_aggregate,
    }
