"""The department's desk: what was done, what is missing, and "Add what happened"."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from frontend.access import FORM, client_page
from frontend.errors import explain
from frontend.initiative import ONE_BY_ONE, keep_files
from frontend.outreach_forms import MORE, Files, Happened, empty_form, sent_files
from frontend.requests import PageRequest, wants_part
from frontend.tables import Column
from frontend.tabs import client_shell, client_tab
from outreach.credit.queries import credit_sheet
from outreach.credit.wording import headline
from outreach.initiatives.actions import record_initiative
from outreach.initiatives.models import Strategy
from outreach.initiatives.nothing import attested, may_attest
from outreach.initiatives.queries import find_reference
from outreach.initiatives.wording import suggested_activities
from outreach.register.queries import InitiativeList, coverage, initiative_list, scorecard
from outreach.register.scorecard import Scorecard
from outreach.surveys import survey_results
from riskcore.clients.models import Client
from riskcore.errors import DomainError
from riskcore.units import write_date, write_number

ROWS = 50
COLUMNS = [
    Column(key="", label="Initiative"),
    Column(key="", label="Day"),
    Column(key="", label="Strategy"),
    Column(key="", label="People", figures=True),
    Column(key="", label="Standing"),
]


class Filters(forms.Form):
    strategy = forms.ChoiceField(
        label="Strategy", choices=[("", "All four"), *Strategy.choices], required=False
    )
    page = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)


@client_tab(key="client_outreach", label="Outreach", permission="outreach.view", order=30)
def desk(request: PageRequest, client: Client) -> HttpResponseBase:
    form = Filters(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page, strategy = asked.get("page") or 1, asked.get("strategy", "")
    listed = initiative_list(
        by=request.user,
        client_code=client.code,
        strategy=strategy,
        offset=(page - 1) * ROWS,
        limit=ROWS,
    )
    context = {
        "client": client,
        "form": form,
        "listed": listed,
        "columns": COLUMNS,
        "order": "",
        "caption": _caption(listed, strategy),
        "has_rows": bool(listed.entries),
        "empty": _why_empty(strategy),
        "target": "initiatives",
        "page": page,
        "pages": max(1, -(-listed.total // ROWS)),
    }
    if wants_part(request):
        return render(request, "frontend/outreach/_initiatives.html", context)
    today = timezone.localdate()
    score = scorecard(by=request.user, client_code=client.code, as_of=today)
    context |= {
        **client_shell(request, client, "client_outreach"),
        "today": today,
        "score": score,
        "finding": finding(score, today),
        "credit": headline(
            credit_sheet(by=request.user, client_code=client.code, as_of=today).credit
        ),
        "grid": coverage(by=request.user, client_code=client.code, as_of=today),
        "attested": attested(by=request.user, client_code=client.code),
        "may_attest": may_attest(by=request.user, client_code=client.code, today=today),
        "surveys": survey_results(by=request.user, client_code=client.code, as_of=today),
    }
    return render(request, "frontend/outreach/outreach.html", context)


def finding(score: Scorecard, today: date) -> str:
    """The scorecard in one sentence."""
    words = {0: "None", 4: "All"}.get(score.met, str(score.met))
    having = "has" if score.met == 1 else "have"
    return (
        f"{words} of the four strategies {having} an initiative accepted on evidence in the 12 months "
        f"to {write_date(today)}."
    )


def _caption(listed: InitiativeList, strategy: str) -> str:
    many = f"{write_number(listed.total)} initiative{'' if listed.total == 1 else 's'}"
    named = f", {Strategy(strategy).label}" if strategy else ""
    return f"{many}{named}, latest first"


def _why_empty(strategy: str) -> str:
    if strategy:
        return "Nothing is recorded under this strategy. Choose another one above."
    return "Nothing is recorded yet. Begin with what the department did last."


@client_page(permission="outreach.submit", methods=FORM)
def add(request: PageRequest, client: Client) -> HttpResponseBase:
    """Record what happened, then judge each file on its own: a refused file loses nothing."""
    if request.method != "POST":
        return _add_page(request, client, empty_form(today=timezone.localdate()))
    form = Happened(request.POST)
    if not form.is_valid():
        return _add_page(request, client, form, status=422)
    reference = form.cleaned_data["reference"]
    try:
        initiative = record_initiative(
            by=request.user,
            client_code=client.code,
            reference=reference,
            draft="draft" in request.POST,
            **form.details(),
        )
        messages.success(request, f"Recorded: {initiative.title}. {_next('draft' in request.POST)}")
    except DomainError as error:
        earlier = (
            find_reference(by=request.user, client_code=client.code, reference=reference)
            if error.code == "initiative.reference_taken"
            else None
        )
        if earlier is None:
            explain(form, error)
            return _add_page(request, client, form, status=error.status)
        initiative = earlier
        messages.warning(
            request,
            "You had sent this form before, and it is recorded once. Correct it here if anything "
            "should read differently.",
        )
    if request.headers.get(ONE_BY_ONE):
        return _go_on(client, initiative.pk)
    keep_files(request, initiative.pk, sent_files(request.FILES, request.POST))
    return redirect("initiative", code=client.code, number=initiative.pk)


def _go_on(client: Client, number: int) -> JsonResponse:
    """Where the script sends the files of what was just recorded, and where it goes then."""
    return JsonResponse(
        {
            "address": reverse("initiative_evidence", args=[client.code, number]),
            "next": reverse("initiative", args=[client.code, number]),
        }
    )


def _next(is_draft: bool) -> str:
    return "It is a draft until you submit it." if is_draft else "It waits for a review."


def _add_page(
    request: PageRequest, client: Client, form: Happened, *, status: int = 200
) -> HttpResponseBase:
    context = {
        **client_shell(request, client, "client_outreach"),
        "form": form,
        "more": [form[name] for name in MORE],
        "more_open": any(name in form.errors for name in MORE),
        "files": Files(),
        "files_again": bool(request.FILES),
        "activities": suggested_activities(),
    }
    return render(request, "frontend/outreach/add.html", context, status=status)
