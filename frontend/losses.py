"""Losses of a client: the loss run as of any day, its downloads, and each claim with its ledger."""

import json
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from frontend.access import WRITE, client_page
from frontend.drawn import Paper, found, pages_of, sent, shown
from frontend.loss_words import COLUMNS, caption, chart, finding, ordered
from frontend.narratives import shown_with, told_of
from frontend.requests import PageRequest, go_to, wants_part
from frontend.tabs import client_shell, client_tab
from riskcore.clients.models import Client
from riskcore.clients.queries import held
from riskcore.exports import csv_bytes
from riskcore.jobs.models import Job
from riskcore.losses import answering, queries
from riskcore.losses import loss_run as run_forms
from riskcore.losses.history import claim_history
from riskcore.losses.loss_run import LossRun
from riskcore.losses.models import ClaimStatus
from riskcore.losses.narrowing import large, narrowed
from riskcore.losses.plan import PLAN
from riskcore.policies import Line
from riskcore.reports import loss_run_pdf

TAB = "client_losses"


def _pages_and_claims(job: Job) -> str:
    many = job.result["claims"]
    return f"{pages_of(job).removesuffix('.')}, {many} claim{'' if many == 1 else 's'}."


PAPER = Paper(
    kind=loss_run_pdf.FILE,
    tab=TAB,
    progress="loss_run_job",
    file="loss_run_file",
    template="frontend/losses/pdf_job.html",
    said=_pages_and_claims,
)
ROWS, LARGEST = 200, 10


class Filters(forms.Form):
    """What part of which loss run. An answer that is not well-formed asks nothing."""

    valued_on = forms.DateField(
        label="Valued on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    line = forms.ChoiceField(
        label="Line", required=False, choices=[("", "All lines"), *Line.choices]
    )
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "All"), *ClaimStatus.choices]
    )
    year = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    order = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    page = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def asked(self) -> dict[str, Any]:
        """The answers that are well-formed."""
        self.full_clean()
        return self.cleaned_data


@client_tab(key=TAB, label="Losses", permission="loss.view", order=10)
def losses(request: PageRequest, client: Client) -> HttpResponseBase:
    days = queries.valuations(by=request.user, client_code=client.code)
    asked, whole, run = _run(request, client, days)
    order = asked.get("order") or "name"
    rows = ordered(run.rows, order)
    pages = Paginator(rows, ROWS)
    shown = pages.get_page(asked.get("page"))
    form = Filters(
        initial={
            **{key: asked.get(key) for key in ("line", "status", "year", "order")},
            "valued_on": run.header.valued_on,
        }
    )
    context = {
        **client_shell(request, client, TAB),
        "form": form,
        "run": run,
        "rows": shown,
        "days": days,
        "year": asked.get("year", ""),
        "by_year": "year" in request.GET and bool(asked.get("year")),
        "finding": finding(run, whole=whole),
        "is_past": bool(days) and run.header.valued_on < days[0],
        "chart": chart(whole),
        "large": told_of(
            request.user,
            client,
            large(run, threshold=PLAN.large_loss)[:LARGEST],
            run.header.valued_on,
        ),
        "many_large": len(large(run, threshold=PLAN.large_loss)),
        "reads_narratives": "underwriting.view" in held(by=request.user, client=client),
        "threshold": PLAN.large_loss,
        "columns": COLUMNS,
        "order": order,
        "caption": caption(run, whole, asked),
        "has_rows": bool(rows),
        "empty": _why_empty(whole),
        "target": "loss-run",
        "query": urlencode(_query(asked, run)),
    }
    template = "_losses.html" if wants_part(request) else "losses.html"
    return render(request, f"frontend/losses/{template}", context)


@client_page(permission="loss.view")
def as_csv(request: PageRequest, client: Client) -> HttpResponseBase:
    _, _, run = _run(request, client)
    content = csv_bytes(run_forms.CSV_HEADERS, run_forms.csv_rows(run))
    return _file(content, _name(run, "csv"), "text/csv; charset=utf-8")


@client_page(permission="loss.view")
def as_json(request: PageRequest, client: Client) -> HttpResponseBase:
    _, _, run = _run(request, client)
    text = json.dumps(run_forms.as_json(run), ensure_ascii=False, indent=1)
    return _file(text.encode(), _name(run, "json"), "application/json")


@client_page(permission="loss.view", methods=WRITE)
def ask_for_pdf(request: PageRequest, client: Client) -> HttpResponseBase:
    asked = Filters(request.POST).asked()
    job = loss_run_pdf.ask(
        by=request.user,
        client_code=client.code,
        valued_on=asked.get("valued_on") or timezone.localdate(),
        line=asked.get("line", ""),
    )
    return go_to(request, "loss_run_job", client.code, job.pk)


@client_page(permission="loss.view")
def pdf_job(request: PageRequest, client: Client, *, job_id: UUID) -> HttpResponseBase:
    job = found(request, client, PAPER, job_id)
    asked = job.arguments
    valued_on = date.fromisoformat(asked["valued_on"])
    return shown(request, client, PAPER, job, valued_on=valued_on, line=asked["line"])


@client_page(permission="loss.view")
def pdf(request: PageRequest, client: Client, *, job_id: UUID) -> HttpResponseBase:
    del client  # who may see it was asked of the job's own client
    return sent(request, loss_run_pdf.read(by=request.user, job_id=job_id))


@client_page(permission="loss.view")
def claim(request: PageRequest, client: Client, *, number: str) -> HttpResponseBase:
    found = claim_history(
        by=request.user,
        client_code=client.code,
        number=number,
        suffix=request.GET.get("suffix", ""),
    )
    context = {
        **client_shell(request, client, TAB),
        "claim": found,
        "latest": found.statements[0],
        "answer": answering.of_claim(by=request.user, client_code=client.code, claim=found),
        **shown_with(request, client, found),
    }
    template = "_claim.html" if wants_part(request) else "claim.html"
    return render(request, f"frontend/losses/{template}", context)


def _run(
    request: PageRequest, client: Client, days: tuple[date, ...] | None = None
) -> tuple[dict[str, Any], LossRun, LossRun]:
    """What was asked, the whole run of that day and line, and the part of it asked for."""
    asked = Filters(request.GET).asked()
    valued_on = asked.get("valued_on")
    if valued_on is None:
        known = days or queries.valuations(by=request.user, client_code=client.code)
        valued_on = known[0] if known else timezone.localdate()
    run = queries.loss_run(
        by=request.user,
        client_code=client.code,
        valued_on=valued_on,
        line=asked.get("line", ""),
    )
    part = narrowed(run, status=asked.get("status", ""), year=asked.get("year") or None)
    return asked, run, part


def _query(asked: dict[str, Any], run: LossRun) -> dict[str, str]:
    """The choice as an address repeats it."""
    chosen = {key: asked.get(key) for key in ("line", "status", "year")}
    given = {key: str(value) for key, value in chosen.items() if value}
    return {"valued_on": run.header.valued_on.isoformat(), **given}


def _why_empty(whole: LossRun) -> str:
    if whole.rows:
        return "No claim of this loss run is of that kind. Widen the choice above."
    return "No claim is recorded as of this day. Import a loss run, or choose a later day."


def _name(run: LossRun, ending: str) -> str:
    header = run.header
    return (
        "-".join(
            filter(None, ["loss-run", header.client, header.line, header.valued_on.isoformat()])
        )
        + f".{ending}"
    )


def _file(content: bytes, name: str, kind: str, *, save: bool = True) -> HttpResponse:
    disposition = str(content_disposition_header(save, name))
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
