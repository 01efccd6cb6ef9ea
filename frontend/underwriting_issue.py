"""Issues of a review, referral reasons and contingencies: each step asked about, then taken."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from frontend.access import FORM, client_page
from frontend.errors import KEPT, explain, status_of
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from frontend.underwriting import TAB
from frontend.underwriting_forms import NewContingency, Note, RaiseIssue, Reason, Refer, Step
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.underwriting import contingencies, issues, referrals
from riskcore.underwriting.approval import Approver
from riskcore.underwriting.lines import IssueLine
from riskcore.underwriting.queries import issue_line, issue_verbs, name_of


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A step of an issue or a contingency as a button."""

    key: str
    label: str
    done: str
    second: bool = False


ISSUE_VERBS = {
    each.key: each
    for each in (
        Choice(key="approve", label="Approve", done="Approved, for the values it has now."),
        Choice(key="refer", label="Refer", done="Referred."),
        Choice(
            key="special_approve",
            label="Approve beyond the bounds",
            done="Approved beyond the bounds, which is recorded apart.",
            second=True,
        ),
        Choice(key="reject", label="Refuse", done="Refused.", second=True),
        Choice(key="reopen", label="Open again", done="Open again.", second=True),
    )
}
CONTINGENCY_VERBS = {
    "meet": Choice(key="meet", label="Note as met", done="Noted as met."),
    "waive": Choice(key="waive", label="Waive", done="Waived.", second=True),
    "note": Choice(key="note", label="Add a note", done="The note is kept.", second=True),
}


@client_page(permission="underwriting.view")
def issue(request: PageRequest, client: Client, *, number: int) -> HttpResponseBase:
    """One issue: what it says, its rows, who may approve it and why others may not, what was done."""
    found = _issue(request, client, number)
    verbs, people = issue_verbs(by=request.user, issue_id=number)
    context = {
        **client_shell(request, client, TAB),
        "issue": found,
        "verbs": [choice for key, choice in ISSUE_VERBS.items() if key in verbs],
        "people": [(name_of(each.user), each) for each in people],
    }
    return render(request, "frontend/underwriting/issue.html", context)


@client_page(permission="underwriting.review", methods=FORM)
def settle(request: PageRequest, client: Client, *, issue_id: int, verb: str) -> HttpResponseBase:
    """One step of an issue."""
    choice = _choice(ISSUE_VERBS, verb)
    found = _issue(request, client, issue_id)
    _, people = issue_verbs(by=request.user, issue_id=issue_id)
    data = request.POST if request.method == "POST" else None
    form: forms.Form
    if verb == "refer":
        form = Refer(data, people=_referrable(request, people), initial={"version": found.version})
    else:
        form = Step(data, initial={"version": found.version})
        form.fields["reason"].required = True
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        try:
            getattr(issues, verb)(by=request.user, issue_id=issue_id, **form.cleaned_data)
        except KEPT as error:
            status = explain(form, error)
        else:
            messages.success(request, choice.done)
            return redirect("underwriting_review", code=client.code, number=found.review)
    return _ask(
        request,
        client,
        form,
        heading=f"{choice.label}: {found.label}",
        button=choice.label,
        note=found.sentence,
        back=found.review,
        status=status,
    )


@client_page(permission="underwriting.review", methods=FORM)
def raise_issue(request: PageRequest, client: Client, *, review: str) -> HttpResponseBase:
    """Something in the way that no rule found."""
    form = RaiseIssue(request.POST if request.method == "POST" else None)

    def write(asked: dict[str, Any]) -> None:
        issues.raise_by_hand(by=request.user, number=review, **asked)

    return _written(
        request,
        client,
        form,
        write,
        heading="Put something in the way",
        button="Keep it",
        back=review,
    )


@client_page(permission="underwriting.record", methods=FORM)
def record_reason(request: PageRequest, client: Client) -> HttpResponseBase:
    """Something learned while the policy runs."""
    form = Reason(
        request.POST if request.method == "POST" else None,
        initial={"learned_on": timezone.localdate()},
    )

    def write(asked: dict[str, Any]) -> None:
        referrals.record_reason(by=request.user, client_code=client.code, **asked)

    return _written(
        request,
        client,
        form,
        write,
        heading="Record a referral reason",
        button="Keep it for the next review",
    )


@client_page(permission="underwriting.record", methods=FORM)
def dismiss_reason(request: PageRequest, client: Client, *, number: int) -> HttpResponseBase:
    """Set a referral reason aside."""
    row = referrals.find_reason(by=request.user, reason_id=number)
    _check_client(client, row.client_id)
    form = Step(
        request.POST if request.method == "POST" else None, initial={"version": row.version}
    )

    def write(asked: dict[str, Any]) -> None:
        referrals.dismiss(by=request.user, reason_id=number, **asked)

    return _written(
        request,
        client,
        form,
        write,
        heading=f"Set aside: {row.label}",
        button="Set it aside",
        note=row.sentence,
    )


@client_page(permission="underwriting.record", methods=FORM)
def set_contingency(request: PageRequest, client: Client) -> HttpResponseBase:
    """Have the client show something by a day; on the review that its address names, if any."""
    form = NewContingency(request.POST if request.method == "POST" else None)

    def write(asked: dict[str, Any]) -> None:
        contingencies.set_contingency(
            by=request.user,
            client_code=client.code,
            review_number=request.GET.get("review", ""),
            **asked,
        )

    return _written(request, client, form, write, heading="Set a contingency", button="Set it")


@client_page(permission="underwriting.record", methods=FORM)
def contingency(
    request: PageRequest, client: Client, *, contingency_id: int, verb: str
) -> HttpResponseBase:
    """One step of a contingency, or a note on it."""
    choice = _choice(CONTINGENCY_VERBS, verb)
    row = contingencies.find_contingency(by=request.user, contingency_id=contingency_id)
    _check_client(client, row.client_id)
    data = request.POST if request.method == "POST" else None
    form = Note(data) if verb == "note" else Step(data, initial={"version": row.version})

    def write(asked: dict[str, Any]) -> None:
        getattr(contingencies, verb)(by=request.user, contingency_id=contingency_id, **asked)

    return _written(
        request,
        client,
        form,
        write,
        heading=f"{choice.label}: {row.title}",
        button=choice.label,
        note=row.wanted,
    )


def _written(
    request: PageRequest,
    client: Client,
    form: forms.Form,
    write: Callable[[dict[str, Any]], None],
    **words: str,
) -> HttpResponse:
    """Send a form's words to a verb, or show the form with what was wrong with them."""
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        try:
            write(form.cleaned_data)
        except KEPT as error:
            status = explain(form, error)
        else:
            messages.success(request, "It is kept.")
            if words.get("back"):
                return redirect("underwriting_review", code=client.code, number=words["back"])
            return redirect(TAB, code=client.code)
    return _ask(request, client, form, status=status, **words)


def _ask(
    request: PageRequest, client: Client, form: forms.Form, *, status: int, **words: str
) -> HttpResponse:
    context = {**client_shell(request, client, TAB), "form": form, **words}
    return render(request, "frontend/underwriting/form.html", context, status=status)


def _referrable(request: PageRequest, people: tuple[Approver, ...]) -> list[tuple[str, str]]:
    return [
        (each.user.username, f"{name_of(each.user)}: {each.because}")
        for each in people
        if (each.may or each.may_specially) and each.user.pk != request.user.pk
    ]


def _issue(request: PageRequest, client: Client, number: int) -> IssueLine:
    found = issue_line(by=request.user, issue_id=number)
    if found.client_code != client.code:
        raise NotFound(
            "underwriting_issue.unknown",
            f"There is no underwriting issue {number} of this client. Open it from its review.",
            issue=number,
        )
    return found


def _check_client(client: Client, client_id: int) -> None:
    if client.pk != client_id:
        raise NotFound(
            "underwriting.elsewhere",
            "There is nothing under that number at this client. Look on its Underwriting tab.",
            client=client.code,
        )


def _choice(known: dict[str, Choice], key: str) -> Choice:
    if key not in known:
        raise NotFound(
            "underwriting.verb_unknown",
            f"There is no step {key!r} here. Use the buttons of the page.",
            verb=key,
        )
    return known[key]
