"""The steps of a report from draft to receipt, each asked about on a page of its own where it binds."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from frontend.access import FORM, WRITE, client_page
from frontend.errors import explain
from frontend.reports import found_report, report_context
from frontend.requests import PageRequest
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput
from riskcore.reports import release


class Returned(forms.Form):
    reason = forms.CharField(
        label="What is to change",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=release.LONGEST_NOTE,
        help_text="The author reads it on the report's page.",
    )


class Received(forms.Form):
    note = forms.CharField(
        label="What you want to say to it",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=release.LONGEST_NOTE,
        help_text="Kept with the report. It is a receipt, not an agreement.",
    )


@client_page(permission="report.prepare", methods=WRITE)
def send(request: PageRequest, client: Client, *, report_id: UUID) -> HttpResponseBase:
    """Hand a draft to whoever reads it before it goes out."""
    found = found_report(request, client, report_id)
    release.send_for_review(by=request.user, report_id=report_id)
    messages.success(request, f"Report {found.number} is in review: somebody else releases it.")
    return redirect("client_report", code=client.code, report_id=report_id)


@client_page(permission="report.issue", methods=FORM)
def give_back(request: PageRequest, client: Client, *, report_id: UUID) -> HttpResponseBase:
    """Give a report back to its author, with a reason."""
    found = found_report(request, client, report_id)
    release.check_move(by=request.user, report_id=report_id, verb="return")
    form = Returned(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            release.return_report(by=request.user, report_id=report_id, **form.cleaned_data)
        except InvalidInput as error:
            explain(form, error)
        else:
            messages.success(request, f"Report {found.number} is with its author again.")
            return redirect("client_report", code=client.code, report_id=report_id)
    context = {**report_context(request, client, found), "form": form}
    status = 422 if form.errors else 200
    return render(request, "frontend/client/report_return.html", context, status=status)


@client_page(permission="report.issue", methods=FORM)
def issue(request: PageRequest, client: Client, *, report_id: UUID) -> HttpResponseBase:
    """Ask once more, then issue."""
    found = found_report(request, client, report_id)
    if request.method == "POST":
        release.issue_report(by=request.user, report_id=report_id)
        messages.success(request, f"Report {found.number} is issued: its bytes are frozen.")
        return redirect("client_report", code=client.code, report_id=report_id)
    release.check_move(by=request.user, report_id=report_id, verb="issue")
    return render(
        request, "frontend/client/report_issue.html", report_context(request, client, found)
    )


@client_page(permission="report.acknowledge", methods=FORM)
def acknowledge(request: PageRequest, client: Client, *, report_id: UUID) -> HttpResponseBase:
    """The client says that it received the report, and what it has to say to it."""
    found = found_report(request, client, report_id)
    release.check_move(by=request.user, report_id=report_id, verb="acknowledge")
    form = Received(request.POST or None)
    if request.method == "POST" and form.is_valid():
        release.acknowledge(by=request.user, report_id=report_id, **form.cleaned_data)
        messages.success(request, f"The receipt of report {found.number} is recorded.")
        return redirect("client_report", code=client.code, report_id=report_id)
    context = {**report_context(request, client, found), "form": form}
    status = 422 if form.errors else 200
    return render(request, "frontend/client/report_acknowledge.html", context, status=status)
