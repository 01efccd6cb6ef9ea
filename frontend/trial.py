"""Does the rating work? Each past year's losses against what had been expected before it."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from frontend.access import page
from frontend.requests import PageRequest
from riskcore.policies import Line
from riskcore.rating.past_years import MOST_YEARS, backtest
from riskcore.rating.triangle_queries import latest_day


class Which(forms.Form):
    """Which back-test. An answer that is not well-formed asks nothing."""

    as_of = forms.DateField(
        label="Losses valued on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    line = forms.ChoiceField(label="Line", required=False, choices=Line.choices)
    years = forms.IntegerField(label="Years", required=False, min_value=1, max_value=MOST_YEARS)

    def asked(self, day: date) -> dict[str, Any]:
        """The answers that are well-formed, and what is asked without one."""
        self.full_clean()
        given = {key: value for key, value in self.cleaned_data.items() if value}
        return {"as_of": day, "line": Line.LEL.value, "years": 5, **given}


@page(permission="book.view")
def backtested(request: PageRequest) -> HttpResponseBase:
    asked = Which(request.GET).asked(latest_day(by=request.user) or timezone.localdate())
    found = backtest(by=request.user, **asked)
    scores = found.verdict.scores if found.verdict else ()
    context = {
        "found": found,
        "form": Which(initial=asked),
        "scores": [(score, found.methods[score.method]) for score in scores],
        "lift": next((score.groups for score in scores if score.method == found.method), ()),
    }
    return render(request, "frontend/trial/backtest.html", context)
