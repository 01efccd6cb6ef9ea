"""Complaints and force: rows for the department, counts and bands for everyone else."""

from datetime import date

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accountability.complaints.queries import (
    ComplaintSummary,
    complaint_summary,
    unmapped_words,
)
from accountability.force.queries import force_summary
from accountability.measures.cautions import WARNINGS
from accountability.officer_names import separated_elsewhere
from accountability.releases import next_release
from accountability.report_sections import shown_table, years_chart
from accountability.report_terms import TERMS
from accountability.retention.records import lost_sentence
from frontend.complaint_list import listed
from frontend.requests import PageRequest, wants_part
from frontend.tabs import client_shell, client_tab
from riskcore.clients.models import Client
from riskcore.periods import Period
from riskcore.units import write_date, write_number

YEARS = 5


@client_tab(
    key="client_complaints",
    label="Complaints & force",
    permission="complaint.view_measures",
    order=20,
)
def complaints(request: PageRequest, client: Client) -> HttpResponseBase:
    shell = client_shell(request, client, "client_complaints")
    sees_rows = "complaint.view_rows" in shell["may"]
    if sees_rows and wants_part(request):
        return render(request, "frontend/complaints/_list.html", shell | listed(request, client))
    today = timezone.localdate()
    period = Period(date(today.year - YEARS + 1, 1, 1), date(today.year + 1, 1, 1))
    summary = complaint_summary(by=request.user, client_code=client.code, period=period)
    force = force_summary(by=request.user, client_code=client.code, period=period)
    context = {
        **shell,
        "sees_rows": sees_rows,
        "matches": separated_elsewhere(by=request.user, client_code=client.code)
        if "officer.view_matches" in shell["may"]
        else "",
        "today": today,
        "next_release": next_release(today=today),
        "finding": finding(client, summary, today),
        "summary": summary,
        "lost": lost_sentence(by=request.user, client_code=client.code, period=summary.period),
        "chart": years_chart(
            summary.by_year,
            span=span(summary, today),
            date_basis=summary.date_basis,
            as_of=today,
        ),
        "categories": shown_table(summary.by_category),
        "force": shown_table(force),
        "warnings": WARNINGS,
        "terms": TERMS,
    }
    if sees_rows:
        context |= listed(request, client)
        context["words"] = unmapped_words(by=request.user, client_code=client.code)
    return render(request, "frontend/complaints/complaints.html", context)


def finding(client: Client, summary: ComplaintSummary, today: date) -> str:
    """What the register says, in one sentence; a file not sent is not a zero."""
    if not summary.ever:
        return (
            f"No complaints are recorded for {client.name}; a file that was not sent is not a zero."
        )
    many = summary.band if summary.complaints is None else write_number(summary.complaints)
    noun = "complaint is" if summary.complaints == 1 else "complaints are"
    return f"{many[:1].upper()}{many[1:]} {noun} on record from {span(summary, today)}."


def span(summary: ComplaintSummary, today: date) -> str:
    """The days counted, in words: "2022 to 25 Nov 2026", "1 Oct 2021 to 30 Sep 2026"."""
    first, last = summary.period.start, min(summary.period.last_day, today)
    since = str(first.year) if (first.month, first.day) == (1, 1) else write_date(first)
    return f"{since} to {write_date(last)}"
