"""How long records are kept, what is due, what is held, and the two people who seal and purge."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify

from accountability.codes import CATEGORIES, RESTRICTIONS
from accountability.retention import actions
from accountability.retention.models import Disposition, Remedy
from accountability.retention.overview import retention_overview
from frontend.access import WRITE, client_page
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import DomainError, NotFound

TAB = "client_complaints"


class NewRule(forms.Form):
    name = forms.CharField(label="Name", max_length=160)
    source = forms.CharField(
        label="Source", max_length=200, help_text="The statute, contract clause or schedule."
    )
    category = forms.ChoiceField(
        label="Category",
        required=False,
        choices=[("", "any"), *((each.code, each.name) for each in CATEGORIES.values())],
    )
    disposition = forms.ChoiceField(label="What was found", choices=Disposition.choices)
    keep_months = forms.IntegerField(
        label="Months kept", min_value=1, max_value=actions.MOST_MONTHS
    )
    remedy = forms.ChoiceField(label="Then", choices=Remedy.choices)
    restricts = forms.MultipleChoiceField(
        label="Not used from then on",
        required=False,
        choices=list(RESTRICTIONS.items()),
        widget=forms.CheckboxSelectMultiple,
    )


class NewHold(forms.Form):
    complaint_id = forms.IntegerField(
        label="Complaint", required=False, help_text="Its number at the end of its address."
    )
    officer_token = forms.CharField(label="Or officer's token", max_length=24, required=False)
    reason = forms.CharField(label="Why", max_length=400)
    claim = forms.CharField(label="Claim or suit", max_length=64, required=False)


class Numbered(forms.Form):
    number = forms.IntegerField(widget=forms.HiddenInput)


class Release(Numbered):
    reason = forms.CharField(label="Why it may end", max_length=400)


class Refusal(Numbered):
    reason = forms.CharField(label="Why not", max_length=400)


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act of retention: its form and what it does."""

    form: type[forms.Form]
    do: Callable[[User, Client, dict[str, object]], object]


def _rule(by: User, client: Client, given: dict[str, object]) -> object:
    given["restricts"] = tuple(given["restricts"])  # type: ignore[arg-type]  # a list of codes
    key = slugify(str(given["name"]))[:48]
    today = timezone.localdate()
    return actions.set_rule(
        by=by,
        client_code=client.code,
        key=key,
        effective_on=today,
        **given,  # type: ignore[arg-type]  # as the form cleaned it
    )


ACTS = {
    "rule": Act(form=NewRule, do=_rule),
    "hold": Act(
        form=NewHold,
        do=lambda by, client, given: actions.place_hold(
            by=by,
            client_code=client.code,
            **given,  # type: ignore[arg-type]
        ),
    ),
    "release": Act(
        form=Release,
        do=lambda by, client, given: actions.release_hold(
            by=by,
            hold_id=int(str(given["number"])),
            reason=str(given["reason"]),
        ),
    ),
    "propose": Act(
        form=forms.Form,
        do=lambda by, client, given: actions.propose(by=by, client_code=client.code),
    ),
    "approve": Act(
        form=Numbered,
        do=lambda by, client, given: actions.approve(by=by, run_id=int(str(given["number"]))),
    ),
    "decline": Act(
        form=Refusal,
        do=lambda by, client, given: actions.decline(
            by=by, run_id=int(str(given["number"])), reason=str(given["reason"])
        ),
    ),
}


@client_page(permission="retention.view")
def retention(request: PageRequest, client: Client) -> HttpResponseBase:
    return _page(request, client)


@client_page(permission="retention.view", methods=WRITE)
def act(request: PageRequest, client: Client) -> HttpResponseBase:
    """Set a rule, place or release a hold, propose, approve or decline a run."""
    name = request.POST.get("act", "")
    if name not in ACTS:
        raise NotFound("retention.act", f"You asked for {name!r}; nothing of that kind is done.")
    form = ACTS[name].form(request.POST)
    if form.is_valid():
        try:
            ACTS[name].do(request.user, client, dict(form.cleaned_data))
        except DomainError as error:
            explain(form, error)
        else:
            messages.success(request, "Done, and kept in the record of acts.")
            return redirect("client_retention", code=client.code)
    return _page(request, client, refused=form)


def _page(request: PageRequest, client: Client, refused: forms.Form | None = None) -> HttpResponse:
    context = {
        **client_shell(request, client, TAB),
        "today": timezone.localdate(),
        "overview": retention_overview(by=request.user, client_code=client.code),
        "rule_form": NewRule(auto_id="id_rule_%s"),
        "hold_form": NewHold(auto_id="id_hold_%s"),
        "refused": refused,
        "me": request.user.pk,
    }
    status = 422 if refused is not None else 200
    return render(request, "frontend/records/retention.html", context, status=status)
