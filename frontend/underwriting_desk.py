"""The underwriter's own desk: what waits for their approval, their reviews, and the rest."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from frontend.access import page
from frontend.navigation import MENU, Entry
from frontend.requests import PageRequest
from frontend.tables import Column
from riskcore.underwriting.lines import ReviewDesk
from riskcore.underwriting.queries import desk

MENU.register(
    Entry(key="underwriting_desk", label="Underwriting", permission="underwriting.view", order=15)
)
COLUMNS = [
    Column(key="", label="Client"),
    Column(key="", label="Review"),
    Column(key="", label="Term begins"),
    Column(key="", label="Stands"),
    Column(key="", label="In the way", figures=True),
    Column(key="", label="With"),
    Column(key="", label="Facts as of"),
]


@page(permission="underwriting.view")
def reviews(request: PageRequest) -> HttpResponseBase:
    """Everything under way, in the order in which it is to be done."""
    today = timezone.localdate()
    found = desk(by=request.user, today=today)
    context = {
        "desk": found,
        "columns": COLUMNS,
        "today": today,
        "sentence": _sentence(found),
        "order": "",
        "target": "",
        "has_rows": True,
    }
    return render(request, "frontend/underwriting/desk.html", context)


def _sentence(found: ReviewDesk) -> str:
    """What waits, in words."""
    approve = len(found.to_approve)
    mine = len(found.mine)
    parts = [
        f"{approve} issue{'' if approve == 1 else 's'} referred to you"
        if approve
        else "Nothing is referred to you",
        f"{mine} review{'' if mine == 1 else 's'} with you" if mine else "no review is with you",
    ]
    if found.open_contingencies:
        late = f", {found.overdue} of them overdue" if found.overdue else ", none overdue"
        noun = "contingency is" if found.open_contingencies == 1 else "contingencies are"
        parts.append(f"{found.open_contingencies} {noun} open{late}")
    return "; ".join(parts) + "."
