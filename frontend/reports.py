"""Reports of a client: asked for, watched while they are drawn, read, issued and verified."""

from typing import Any
from uuid import UUID

from csp.decorators import csp_replace
from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from frontend.access import FORM, WRITE, client_page
from frontend.as_of import DayInput, check_day, usual_day
from frontend.errors import explain
from frontend.jobs import Bar
from frontend.requests import PageRequest
from frontend.tables import Column
from frontend.tabs import client_shell, client_tab
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound
from riskcore.reports import actions
from riskcore.reports.queries import ReportDetail, detail, listing, preview
from riskcore.reports.sections import Audience
from riskcore.reports.states import RELEASED, REPORT

TAB = "client_reports"
COLUMNS = [
    Column(key="", label="Number"),
    Column(key="", label="As of"),
    Column(key="", label="For"),
    Column(key="", label="Status"),
    Column(key="", label="Pages", figures=True),
    Column(key="", label="Author"),
    Column(key="", label="Asked for"),
    Column(key="", label="Issued"),
]
AUDIENCES = {
    Audience.COUNCIL.value: "the council and the department",
    Audience.INSURER.value: "the insurer only",
}
STATUSES = {
    "requested": "to be drawn",
    "draft": "draft",
    "failed": "failed",
    "in_review": "in review",
    "issued": "issued",
    "acknowledged": "acknowledged",
    "superseded": "superseded",
}
# The browser's own reader of PDF files is an object inside the answer: only this answer allows it.
PDF_POLICY = {"object-src": ["'self'"]}


class Ask(forms.Form):
    as_of = forms.DateField(label="As of", widget=DayInput(), validators=[check_day])
    audience = forms.ChoiceField(label="For", choices=list(AUDIENCES.items()))
    reason = forms.CharField(
        label="Why it is made",
        required=False,
        max_length=300,
        help_text="Printed in its version history: what this report corrects or brings up to date.",
    )


@client_tab(key=TAB, label="Reports", permission="report.view", order=50, methods=FORM)
def reports(request: PageRequest, client: Client) -> HttpResponseBase:
    """The client's reports, and the form that asks for another."""
    form = Ask(request.POST or None, initial={"as_of": usual_day(request)})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.request_report(
                by=request.user, client_code=client.code, **form.cleaned_data
            )
        except InvalidInput as error:
            explain(form, error)
        else:
            return redirect("client_report", code=client.code, report_id=row.pk)
    shell = client_shell(request, client, TAB)
    found = listing(by=request.user, client_code=client.code)
    context = {
        **shell,
        "form": form,
        "columns": COLUMNS,
        "reports": [(line, STATUSES[line.status], AUDIENCES[line.audience]) for line in found],
        "caption": f"{len(found)} report{'' if len(found) == 1 else 's'}, newest first",
        "has_rows": bool(found),
        "empty": "No report that you may read has been made for this client.",
        "order": "",
        "target": "",
        "may_prepare": "report.prepare" in shell["may"],
    }
    status = 422 if form.errors else 200
    return render(request, "frontend/client/reports.html", context, status=status)


@client_page(permission="report.view")
def report(request: PageRequest, client: Client, *, report_id: UUID) -> HttpResponseBase:
    return render(
        request,
        "frontend/client/report.html",
        report_context(request, client, found_report(request, client, report_id)),
    )


@client_page(permission="report.view")
def progress(request: PageRequest, client: Client, *, report_id: UUID) -> HttpResponseBase:
    """How far the drawing is; once it has ended, the whole page is to be read again."""
    found = found_report(request, client, report_id)
    context = report_context(request, client, found)
    response = render(request, "frontend/_progress.html", context)
    if not found.is_working:
        response["HX-Refresh"] = "true"
    return response


@client_page(permission="report.view")
def pages(request: PageRequest, client: Client, *, report_id: UUID) -> HttpResponseBase:
    """The preview: the templates of the PDF, drawn as a page."""
    found = found_report(request, client, report_id)
    drawn = preview(by=request.user, report_id=report_id)
    context = {**report_context(request, client, found), "preview": drawn}
    return render(request, "frontend/client/report_preview.html", context)


@client_page(permission="report.view")
def pdf(request: PageRequest, client: Client, *, report_id: UUID) -> HttpResponseBase:
    """The bytes, to be shown in the report's page or, with ``?download``, to be kept."""
    found_report(request, client, report_id)
    file = actions.read_pdf(by=request.user, report_id=report_id)
    shown = "attachment" if "download" in request.GET else "inline"
    answer = HttpResponse(
        file.content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'{shown}; filename="{file.name}"'},
    )
    return csp_replace(PDF_POLICY)(lambda _: answer)(request)


@client_page(permission="report.view")
def data(request: PageRequest, client: Client, *, report_id: UUID) -> HttpResponseBase:
    """The file that every number of the report can be looked up in, to be kept."""
    found_report(request, client, report_id)
    file = actions.read_data(by=request.user, report_id=report_id)
    return HttpResponse(
        file.content,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )


@client_page(permission="report.view", methods=WRITE)
def verify(request: PageRequest, client: Client, *, report_id: UUID) -> HttpResponseBase:
    """Work out the stored file's hash anew and say whether it is the one on record."""
    found_report(request, client, report_id)
    result = actions.verify(by=request.user, report_id=report_id)
    if result.is_intact:
        messages.success(request, f"Verified: the stored file is the one drawn ({result.found}).")
    else:
        messages.error(
            request,
            f"The stored file is not the one that was drawn: its SHA-256 is {result.found}, "
            f"on record is {result.recorded}. Do not use it; bring it back from a backup.",
        )
    return redirect("client_report", code=client.code, report_id=report_id)


def found_report(request: PageRequest, client: Client, report_id: UUID) -> ReportDetail:
    found = detail(by=request.user, report_id=report_id)
    if found.client_code != client.code:
        raise NotFound(
            "report.unknown",
            f"There is no report {str(report_id)!r} of this client. Look in its list of reports.",
            report=str(report_id),
        )
    return found


def report_context(request: PageRequest, client: Client, found: ReportDetail) -> dict[str, Any]:
    return {
        **client_shell(request, client, TAB),
        "report": found,
        "audience": AUDIENCES[found.audience],
        "status": STATUSES[found.status],
        "means": REPORT.states[found.status],
        "is_released": found.status in RELEASED,
        "as_of": found.as_of,
        "job": Bar(
            pk=found.job_id,
            status=found.job_status,
            has_ended=not found.is_working,
            progress_done=found.progress_done,
            progress_total=found.progress_total,
            progress_note=found.progress_note,
            error_message=found.progress_note,
        ),
    }
