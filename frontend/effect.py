"""Complaints after outreach began: over the book for insurers, and one department's own."""

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render

from frontend.access import client_page, page
from frontend.navigation import MENU, Entry
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from outreach.effect.assess import Verdict
from outreach.effect.outcomes import OUTCOMES
from outreach.effect.picture import Line, forest
from outreach.effect.queries import BookEffect, ClientEffect, book_effect, client_effect
from outreach.initiatives.models import Strategy
from riskcore.clients.models import Client, ClientKind
from riskcore.reports.charts import Chart
from riskcore.units import write_date

BOOK = "outreach.view_book_effect"
MENU.register(
    Entry(key="effect_book", label="Complaints after outreach", permission=BOOK, order=65)
)


class Which(forms.Form):
    outcome = forms.ChoiceField(label="Counted", required=False)
    strategy = forms.ChoiceField(
        label="Began with",
        required=False,
        choices=[("", "Any strategy"), *Strategy.choices],
    )
    kind = forms.ChoiceField(
        label="Kind of client", required=False, choices=[("", "All kinds"), *ClientKind.choices]
    )

    def offer(self) -> "Which":
        """The same form with the outcomes there are."""
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # narrows the type
        field.choices = [(outcome.key, outcome.label) for outcome in OUTCOMES]
        return self


@page(permission=BOOK)
def book(request: PageRequest) -> HttpResponseBase:
    """The book's index, a part of it where asked, and each department as insurers may see it."""
    form = Which(request.GET).offer()
    asked = (
        {key: value for key, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    )
    found = book_effect(by=request.user, **asked)
    context = {
        "form": form,
        "found": found,
        "span": _span(found),
        "chart": chart_of_book(found),
        "telling": [one for one in found.departments if one.verdict is not Verdict.NOT_ENOUGH],
        "waiting": [one for one in found.departments if one.verdict is Verdict.NOT_ENOUGH],
    }
    return render(request, "frontend/effect/book.html", context)


@client_page(permission="complaint.view_measures")
def own(request: PageRequest, client: Client) -> HttpResponseBase:
    """One department's own effect by every outcome, beside the book's."""
    found = client_effect(by=request.user, client_code=client.code)
    context = {
        **client_shell(request, client, "client_outreach"),
        "found": found,
        "span": _span(found),
        "chart": chart_of_client(found),
    }
    return render(request, "frontend/effect/own.html", context)


def _span(found: BookEffect | ClientEffect) -> str:
    return f"{write_date(found.period.start)} to {write_date(found.period.last_day)}"


def chart_of_book(found: BookEffect) -> Chart | None:
    """All that began together, then each department whose figures may be shown."""
    shown = sorted(
        (one for one in found.departments if one.index),
        key=lambda one: one.index.value if one.index else 0.0,
    )
    return forest(
        [
            Line(label="All together", index=found.group.index, why="not enough data"),
            *(Line(label=one.name, index=one.index) for one in shown),
        ],
        id="effect-book",
        title=f"{found.label} after outreach began: {found.group.verdict.value}",
        subtitle="Received over expected in up to twelve months after the start",
    )


def chart_of_client(found: ClientEffect) -> Chart | None:
    """Each outcome of the department, and of all that began."""
    lines = []
    for each in found.outcomes:
        mine = each.department
        if mine and mine.index:
            lines.append(Line(label=f"{each.label}, {found.client_name}", index=mine.index))
        if each.group.index:
            lines.append(Line(label=f"{each.label}, all that began", index=each.group.index))
    return forest(
        lines,
        id="effect-own",
        title="What came after outreach began, against what was to be expected",
        subtitle="Received over expected in up to twelve months after the start",
    )
