"""From complaint to claim: what became of complaints, and the links a person confirms or rejects."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone

from accountability.links import actions
from accountability.links.job_kinds import look_for_links
from accountability.links.models import Verdict
from accountability.links.overview import book_summary, client_summary
from accountability.links.queries import STATES, WAITING, LinkRow, link_page, one_link
from accountability.links.report_section import (
    TERMS,
    cost_chart,
    cost_rows,
    finding,
    sentences,
)
from frontend.access import FORM, WRITE, client_page, page
from frontend.errors import explain
from frontend.navigation import MENU, Entry
from frontend.requests import PageRequest
from frontend.tabs import client_shell, client_tab
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound
from riskcore.units import write_number

TAB = "client_links"
MENU.register(
    Entry(
        key="links_book",
        label="Complaint to claim",
        permission="link.view_book",
        order=60,
    )
)


class Which(forms.Form):
    state = forms.ChoiceField(
        label="Show", choices=[(key, words.capitalize()) for key, words in STATES.items()]
    )


class Join(forms.Form):
    """Two numbers that a person knows belong together."""

    complaint = forms.CharField(label="Complaint number", max_length=64)
    claim = forms.CharField(label="Claim number", max_length=64)
    suffix = forms.CharField(
        label="Claimant suffix", max_length=16, required=False, help_text="Where the claim has one."
    )
    reason = forms.CharField(
        label="What shows that they are one event", widget=forms.Textarea, max_length=2_000
    )


@client_tab(key=TAB, label="Complaint to claim", permission="complaint.view_measures", order=25)
def overview(request: PageRequest, client: Client) -> HttpResponseBase:
    today = timezone.localdate()
    found = client_summary(by=request.user, client_code=client.code, as_of=today)
    shell = client_shell(request, client, TAB)
    sees_links = "link.view" in shell["may"]
    context = {
        **shell,
        **_told(found, client.name),
        "sees_links": sees_links,
        "counts": link_page(by=request.user, client_code=client.code, size=1).counts
        if sees_links
        else {},
    }
    return render(request, "frontend/links/overview.html", context)


@page(permission="link.view_book")
def book(request: PageRequest) -> HttpResponseBase:
    found = book_summary(by=request.user, as_of=timezone.localdate())
    many = found["clients"]
    name = "your client" if many == 1 else f"your {write_number(many)} clients"
    return render(request, "frontend/links/book.html", _told(found, name))


def _told(found: dict[str, Any], name: str) -> dict[str, Any]:
    return {
        "found": found,
        "finding": finding(name, found) if found["decided"] else "",
        "sentences": sentences(found),
        "by_category": cost_rows(found["by_category"]),
        "by_stage": cost_rows(found["by_stage"]),
        "chart": cost_chart(found),
        "terms": TERMS,
    }


@client_page(permission="link.view", methods=FORM)
def queue(request: PageRequest, client: Client) -> HttpResponseBase:
    """The links of one state, most confident first; and the form that joins two by hand."""
    form = Join(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.join(by=request.user, client_code=client.code, **form.cleaned_data)
        except InvalidInput as error:
            explain(form, error)
        else:
            messages.success(request, "Linked and confirmed.")
            return redirect(f"{resolve_url('links_queue', client.code)}?state=confirmed")
    which = Which(request.GET)
    state = which.cleaned_data["state"] if which.is_valid() else WAITING
    found = link_page(
        by=request.user,
        client_code=client.code,
        state=state,
        after=request.GET.get("after", ""),
    )
    context = {
        **client_shell(request, client, TAB),
        "which": Which(initial={"state": state}),
        "state": state,
        "page": found,
        "caption": _caption(found.counts.get(state, 0), state),
        "form": form,
    }
    return render(request, "frontend/links/queue.html", context, status=422 if form.errors else 200)


def _caption(count: int, state: str) -> str:
    """ "12 links waiting for a decision, most confident first"."""
    noun = "link" if count == 1 else "links"
    return f"{write_number(count)} {noun} {STATES[state]}, most confident first"


@client_page(permission="link.decide", methods=FORM)
def decide(request: PageRequest, client: Client, *, number: int) -> HttpResponseBase:
    """One link, both records side by side, and the decision."""
    row = _row(request, client, number)
    problem = ""
    status = 200
    reason = request.POST.get("reason", "")[:2_000]
    if request.method == "POST":
        try:
            actions.decide(
                by=request.user,
                link_id=number,
                verdict=request.POST.get("verdict", ""),
                reason=reason,
            )
        except InvalidInput as error:
            problem, status = error.message, error.status
        else:
            done = "Confirmed" if request.POST["verdict"] == Verdict.CONFIRMED else "Rejected"
            messages.success(
                request, f"{done}: {row.first.number} and {row.second.number}. This is the next."
            )
            return _next(request, client)
    context = {
        **client_shell(request, client, TAB),
        "row": row,
        "problem": problem,
        "reason": reason,
    }
    return render(request, "frontend/links/decide.html", context, status=status)


def _next(request: PageRequest, client: Client) -> HttpResponseBase:
    """On to the most confident that waits, or to the list where none does."""
    waiting = link_page(by=request.user, client_code=client.code, size=1)
    if waiting.rows:
        return redirect("link", client.code, waiting.rows[0].id)
    return redirect("links_queue", client.code)


def _row(request: PageRequest, client: Client, number: int) -> LinkRow:
    owner, row = one_link(by=request.user, link_id=number)
    if owner.pk != client.pk:
        raise NotFound("link.unknown", f"There is no link {number} at {client.name}.")
    return row


@client_page(permission="link.suggest", methods=WRITE)
def look(request: PageRequest, client: Client) -> HttpResponseBase:
    """Have a worker compare everything on record."""
    job = look_for_links(by=request.user, client_code=client.code)
    return redirect("job", job.pk)
