"""Underwriting of one client: what stands in the way first, then terms, decisions and what was
learned."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from frontend.access import FORM, client_page
from frontend.as_of import usual_day
from frontend.errors import KEPT, explain, status_of
from frontend.requests import PageRequest
from frontend.tabs import client_shell, client_tab
from frontend.underwriting_file import grounds_of
from frontend.underwriting_forms import Decide, OpenReview, Step, TermsForm
from frontend.underwriting_words import VERBS, Verb, lead, states_of, terms_rows
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.policies import next_expiries
from riskcore.underwriting import actions, rated
from riskcore.underwriting.contingencies import contingencies
from riskcore.underwriting.documents import documents
from riskcore.underwriting.lines import ReviewSheet
from riskcore.underwriting.opening import open_review
from riskcore.underwriting.options import Option, drafts
from riskcore.underwriting.queries import listing, sheet
from riskcore.underwriting.referrals import ReferralReason, reasons

TAB = "client_underwriting"


@dataclass(frozen=True, kw_only=True)
class Learned:
    """A referral reason beside the options drafted for it."""

    reason: ReferralReason
    options: tuple[Option, ...]


@client_tab(key=TAB, label="Underwriting", permission="underwriting.view", order=45)
def underwriting(request: PageRequest, client: Client) -> HttpResponseBase:
    """The client's latest review, or what is known without one."""
    reviews = listing(by=request.user, client_code=client.code)
    number = reviews[0].number if reviews else ""
    return render(request, "frontend/underwriting/review.html", _page(request, client, number))


@client_page(permission="underwriting.view")
def review(request: PageRequest, client: Client, *, number: str) -> HttpResponseBase:
    return render(request, "frontend/underwriting/review.html", _page(request, client, number))


@client_page(permission="underwriting.review", methods=FORM)
def open_(request: PageRequest, client: Client) -> HttpResponseBase:
    """Ask for the day and the kind, then open."""
    form = OpenReview(
        request.POST or None, initial={"kind": "renewal", "as_of": usual_day(request)}
    )
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        try:
            row = open_review(by=request.user, client_code=client.code, **form.cleaned_data)
        except KEPT as error:
            status = explain(form, error)
        else:
            messages.success(request, f"Review {row.number} is open, and the rules have been run.")
            return redirect("underwriting_review", code=client.code, number=row.number)
    context = {
        **client_shell(request, client, TAB),
        "form": form,
        "heading": "Open a review",
        "button": "Open the review",
        "note": "What expires is carried forward; what was learned meanwhile becomes an issue.",
    }
    return _form(request, context, status=status)


@client_page(permission="underwriting.review", methods=FORM)
def terms(request: PageRequest, client: Client, *, number: str) -> HttpResponseBase:
    """The terms of all four lines on one page, as they stand now."""
    found = _found(request, client, number)
    form = TermsForm(
        request.POST if request.method == "POST" else None,
        current=found.terms.lines if found.terms else (),
        worksheets=rated.choices(by=request.user, client_code=client.code),
    )
    form.rest.fields["version"].initial = found.line.version
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_terms(
                by=request.user,
                number=number,
                version=form.rest.cleaned_data["version"],
                lines=form.terms(),
                note=form.rest.cleaned_data["note"],
            )
        except KEPT as error:
            status = explain(form.rest, error)
        else:
            messages.success(request, "The terms are set, and the rules have been run on them.")
            return redirect("underwriting_review", code=client.code, number=number)
    context = {
        **client_shell(request, client, TAB),
        "sheet": found,
        "terms_form": form,
        "as_of": found.line.as_of,
    }
    return render(request, "frontend/underwriting/terms.html", context, status=status)


@client_page(permission="underwriting.review", methods=FORM)
def decide(request: PageRequest, client: Client, *, number: str) -> HttpResponseBase:
    """The decision with its reasons, beside the terms it is about."""
    found = _found(request, client, number)
    form = Decide(
        request.POST if request.method == "POST" else None,
        outcomes=found.outcomes,
        initial={"version": found.line.version},
    )
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(by=request.user, number=number, **form.cleaned_data)
        except KEPT as error:
            status = explain(form, error)
        else:
            messages.success(request, "Decided. The reasons and the terms are on file.")
            return redirect("underwriting_review", code=client.code, number=number)
    context = {
        **client_shell(request, client, TAB),
        "sheet": found,
        "form": form,
        "terms_rows": terms_rows(found),
        "grounds": grounds_of(request.user, found),
        "as_of": found.line.as_of,
    }
    return render(request, "frontend/underwriting/decide.html", context, status=status)


@client_page(permission="underwriting.review", methods=FORM)
def move(request: PageRequest, client: Client, *, number: str, verb: str) -> HttpResponseBase:
    """One step of the review: asked about, then taken."""
    chosen = _verb(verb)
    found = _found(request, client, number)
    form = Step(
        request.POST if request.method == "POST" else None,
        initial={"version": found.line.version},
    )
    if not chosen.reason:
        del form.fields["reason"]
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        try:
            _take(request, number, chosen, form.cleaned_data)
        except KEPT as error:
            status = explain(form, error)
        else:
            messages.success(request, chosen.done)
            return redirect("underwriting_review", code=client.code, number=number)
    context = {
        **client_shell(request, client, TAB),
        "form": form,
        "heading": f"{chosen.label}: {number}",
        "button": chosen.label,
        "note": chosen.note,
        "back": number,
    }
    return _form(request, context, status=status)


def _take(request: PageRequest, number: str, verb: Verb, asked: dict[str, Any]) -> None:
    if verb.key == "refresh":
        actions.refresh(by=request.user, number=number)
        return
    words = {"reason": asked["reason"]} if verb.reason else {}
    getattr(actions, verb.key)(by=request.user, number=number, version=asked["version"], **words)


def _verb(key: str) -> Verb:
    if key not in VERBS:
        raise NotFound(
            "review.verb_unknown",
            f"A review has no step {key!r}. Use the buttons of its page.",
            verb=key,
        )
    return VERBS[key]


def _found(request: PageRequest, client: Client, number: str) -> ReviewSheet:
    found = sheet(by=request.user, number=number)
    if found.line.client_code != client.code:
        raise NotFound(
            "review.unknown",
            f"There is no review {number!r} of this client. Look in its list of reviews.",
            number=number,
        )
    return found


def _page(request: PageRequest, client: Client, number: str) -> dict[str, Any]:
    shell = client_shell(request, client, TAB)
    today = timezone.localdate()
    found = _found(request, client, number) if number else None
    learned = list(reasons(by=request.user, client=client))
    due = contingencies(by=request.user, client=client, today=today)
    may_review = "underwriting.review" in shell["may"]
    return {
        **shell,
        "sheet": found,
        "as_of": found.line.as_of if found else usual_day(request),
        "lead": lead(found),
        "terms_rows": terms_rows(found) if found else [],
        "grounds": grounds_of(request.user, found),
        "documents": documents(by=request.user, number=number) if number else (),
        "verbs": [VERBS[key] for key in _buttons(found)],
        "states": states_of(found) if found else [],
        "reviews": listing(by=request.user, client_code=client.code),
        "learned": _learned(client, [row for row in learned if row.status == "open"]),
        "past_reasons": [row for row in learned if row.status != "open"],
        "due": [(row, row.days_overdue(today)) for row in due if row.status == "open"],
        "past_due": [row for row in due if row.status != "open"],
        "may_open": may_review and (found is None or found.line.status not in LIVE),
        "may_record": "underwriting.record" in shell["may"],
        "may_raise": may_review and found is not None and found.line.status in LIVE,
    }


LIVE = frozenset({"open", "in_review", "quoted", "released", "bound"})


def _buttons(found: ReviewSheet | None) -> list[str]:
    if found is None:
        return []
    chosen = [verb for verb in found.verbs if verb in VERBS]
    return [*chosen, *(["refresh"] if found.verbs and found.line.status in LIVE else [])]


def _learned(client: Client, rows: list[ReferralReason]) -> list[Learned]:
    if not any(row.contradicts for row in rows):
        return [Learned(reason=row, options=()) for row in rows]
    ends = next_expiries(client_ids=[client.pk], on=timezone.localdate()).get(client.pk)
    return [
        Learned(
            reason=row,
            options=drafts(said=row.contradicts, learned=row.sentence, expires_on=ends)
            if row.contradicts
            else (),
        )
        for row in rows
    ]


def _form(request: PageRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    return render(request, "frontend/underwriting/form.html", context, status=status)
