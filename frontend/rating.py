"""Rating of a client: the worksheet as of a day, what is judged, kept worksheets and their paper."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url

from frontend.access import FORM, WRITE, client_page
from frontend.as_of import DayInput, check_day, usual_day
from frontend.drawn import Paper, found, sent, shown
from frontend.errors import explain
from frontend.rating_words import beside, choices_of_plan, headline, source_links
from frontend.requests import PageRequest, go_to
from frontend.tabs import client_shell, client_tab
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound
from riskcore.policies import Line
from riskcore.rating import actions, kept
from riskcore.rating.queries import Sheet, lines_of, worksheet
from riskcore.reports import worksheet_pdf

TAB = "client_rating"
PAPER = Paper(
    kind=worksheet_pdf.FILE,
    tab=TAB,
    progress="worksheet_job",
    file="worksheet_file",
    template="frontend/rating/pdf_job.html",
)


class Asked(forms.Form):
    """Which worksheet. An answer that is not well-formed asks nothing."""

    as_of = forms.DateField(
        label="Valued on", required=False, widget=DayInput(), validators=[check_day]
    )
    line = forms.ChoiceField(label="Line", required=False, choices=[("", ""), *Line.choices])
    effective_on = forms.DateField(
        label="Term begins", required=False, widget=DayInput(), validators=[check_day]
    )

    def asked(self) -> dict[str, Any]:
        """The answers that are well-formed."""
        self.full_clean()
        return self.cleaned_data


class Judge(forms.Form):
    """One entry towards the premium; the items are those of the plan in force."""

    line = forms.ChoiceField(widget=forms.HiddenInput, choices=Line.choices)
    holds_from = forms.DateField(widget=forms.HiddenInput, required=False)
    item = forms.ChoiceField(label="Item")
    value = forms.DecimalField(
        label="Value",
        required=False,
        max_digits=14,
        decimal_places=4,
        help_text="Schedule items and credits in per cent of the premium: −3 takes 3 % off as an item, "
        "3 as a credit. A class in units, an option as 1. Left empty, what was entered is taken back.",
    )
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea,
        max_length=2_000,
        help_text="What was seen. It stands on the worksheet.",
    )
    evidence = forms.CharField(
        label="Evidence",
        widget=forms.Textarea,
        required=False,
        max_length=2_000,
        help_text="The documents that show it, one a line. Items and credits need at least one.",
    )


@client_tab(key=TAB, label="Rating", permission="rating.view", order=12)
def rating(request: PageRequest, client: Client) -> HttpResponseBase:
    asked, sheet = _sheet(request, client)
    shell = client_shell(request, client, TAB)
    form = Asked(
        initial={"as_of": sheet.as_of, "line": sheet.line, "effective_on": sheet.effective_on}
    )
    held = lines_of(client) or [sheet.line]
    form.fields["line"].choices = [one for one in Line.choices if one[0] in held]  # type: ignore[attr-defined]  # a choice field
    context = {
        **shell,
        "form": form,
        "asked": asked,
        "sheet": sheet,
        "headline": headline(sheet),
        "is_past": sheet.as_of < usual_day(request),
        "steps": source_links(client, sheet.steps),
        "kept": kept.listing(by=request.user, client_code=client.code, line=sheet.line)[:8],
        "beside": beside(request.user, client, sheet.as_of, may=shell["may"]),
        "may_judge": "rating.judge" in shell["may"],
    }
    return render(request, "frontend/rating/rating.html", context)


@client_page(permission="rating.judge", methods=FORM)
def judge(request: PageRequest, client: Client) -> HttpResponseBase:
    """Enter or take back one item, with reason and evidence."""
    _, sheet = _sheet(request, client)
    form = Judge(
        request.POST or None, initial={"line": sheet.line, "holds_from": sheet.effective_on}
    )
    form.fields["item"].choices = choices_of_plan(sheet)  # type: ignore[attr-defined]  # a choice field
    if request.method == "POST" and form.is_valid():
        try:
            _enter(request, client, form.cleaned_data)
        except InvalidInput as error:
            explain(form, error)
        else:
            messages.success(request, "Entered. It stands on the worksheet with its reason.")
            return redirect(f"{resolve_url(TAB, client.code)}?line={form.cleaned_data['line']}")
    context = {**client_shell(request, client, TAB), "form": form, "sheet": sheet}
    status = 422 if form.errors else 200
    return render(request, "frontend/rating/judge.html", context, status=status)


def _enter(request: PageRequest, client: Client, said: dict[str, Any]) -> None:
    kind, _, key = said["item"].partition(":")
    value: Decimal | None = said["value"]
    if value is not None and kind in {"schedule", "credit"}:
        value = value / 100
    actions.judge(
        by=request.user,
        client_code=client.code,
        line=said["line"],
        kind=kind,
        key=key,
        value=value,
        reason=said["reason"],
        evidence=said["evidence"].splitlines(),
        holds_from=said["holds_from"],
    )


@client_page(permission="rating.view", methods=WRITE)
def keep(request: PageRequest, client: Client) -> HttpResponseBase:
    """Store the worksheet of the form and show it under its id."""
    asked = Asked(request.POST).asked()
    row = actions.keep_worksheet(
        by=request.user,
        client_code=client.code,
        as_of=asked.get("as_of") or usual_day(request),
        line=asked.get("line") or "",
        effective_on=asked.get("effective_on"),
    )
    messages.success(request, "Kept. The same facts under the same plan always give this id.")
    return redirect("worksheet", code=client.code, worksheet_id=row.pk)


@client_page(permission="rating.view")
def one(request: PageRequest, client: Client, *, worksheet_id: str) -> HttpResponseBase:
    """A kept worksheet, worked out again from what it holds."""
    read = kept.read(by=request.user, worksheet_id=worksheet_id)
    if read.kept.client != client.code:
        raise NotFound(
            "worksheet.unknown",
            f"There is no worksheet {worksheet_id[:12]!r} of this client. Look under its own client.",
            worksheet=worksheet_id,
        )
    context = {
        **client_shell(request, client, TAB),
        "read": read,
        "steps": source_links(client, read.steps),
    }
    return render(request, "frontend/rating/worksheet.html", context)


@client_page(permission="rating.view", methods=WRITE)
def ask_for_pdf(request: PageRequest, client: Client, *, worksheet_id: str) -> HttpResponseBase:
    job = worksheet_pdf.ask(by=request.user, worksheet_id=worksheet_id)
    return go_to(request, "worksheet_job", client.code, job.pk)


@client_page(permission="rating.view")
def pdf_job(request: PageRequest, client: Client, *, job_id: UUID) -> HttpResponseBase:
    return shown(request, client, PAPER, found(request, client, PAPER, job_id))


@client_page(permission="rating.view")
def pdf(request: PageRequest, client: Client, *, job_id: UUID) -> HttpResponseBase:
    del client  # who may see it was asked of the job's own client
    return sent(request, worksheet_pdf.read(by=request.user, job_id=job_id))


def _sheet(request: PageRequest, client: Client) -> tuple[dict[str, Any], Sheet]:
    """What was asked, and the worksheet as of that day."""
    asked = Asked(request.GET).asked()
    day = asked.get("as_of") or usual_day(request)
    begins = asked.get("effective_on")
    if begins is not None and begins <= day - timedelta(days=3660):
        begins = None
    sheet = worksheet(
        by=request.user,
        client_code=client.code,
        as_of=day,
        line=asked.get("line") or "",
        effective_on=begins,
    )
    return asked, sheet
