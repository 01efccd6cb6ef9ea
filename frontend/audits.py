"""Auditing what was accepted: what waits, what was found, and the draws behind it."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from frontend.access import WRITE, page
from frontend.navigation import MENU, Entry
from frontend.requests import PageRequest
from outreach.evidence.audits import audit_desk, decide
from outreach.evidence.models import AuditOutcome
from riskcore.errors import DomainError

MENU.register(
    Entry(key="outreach_audits", label="Audits", permission="outreach.view_audits", order=21)
)


@page(permission="outreach.view_audits")
def audits(request: PageRequest) -> HttpResponseBase:
    context = {
        "desk": audit_desk(by=request.user, today=timezone.localdate()),
        "outcomes": AuditOutcome.choices,
    }
    return render(request, "frontend/review/audits.html", context)


@page(permission="outreach.audit", methods=WRITE)
def outcome(request: PageRequest, number: int) -> HttpResponseBase:
    """Say whether it held; what stands in the way is said in its own sentence."""
    try:
        decide(
            by=request.user,
            audit_id=number,
            outcome=request.POST.get("outcome", ""),
            words=request.POST.get("words", ""),
        )
    except DomainError as error:
        if error.status == 404:
            raise
        messages.error(request, error.message)
    else:
        messages.success(request, "On record.")
    return redirect("outreach_audits")
