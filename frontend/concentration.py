"""Where the chosen clients' exposure and losses gather."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from frontend.access import page
from frontend.portfolio import asked, caption_of_choice
from frontend.requests import PageRequest
from riskcore.concentration import Concentration, Share, concentration
from riskcore.exports import csv_bytes
from riskcore.units import NBSP, write_money_short, write_number

HEADERS = (
    "divided by",
    "heading",
    "clients",
    "officer-years",
    "claims",
    "incurred",
    "premium in force",
)


@page(permission="loss.view")
def overview(request: PageRequest) -> HttpResponseBase:
    form, choice, _ = asked(request)
    found = concentration(by=request.user, choice=choice)
    context = {
        "form": form,
        "as_of": choice.as_of,
        "found": found,
        "finding": finding(found),
        "caption": caption_of_choice(found.found, found.total, choice),
        "tables": [(table, [_row(row) for row in table.rows]) for table in found.tables],
        "query": request.GET.urlencode(),
    }
    return render(request, "frontend/portfolio/concentration.html", context)


@page(permission="loss.view")
def export(request: PageRequest) -> HttpResponseBase:
    """The same tables as one file."""
    _, choice, _ = asked(request)
    found = concentration(by=request.user, choice=choice)
    rows = [
        (
            table.label,
            row.label,
            row.clients,
            row.officer_years or None,
            row.claims,
            row.incurred,
            row.premium,
        )
        for table in found.tables
        for row in table.rows
    ]
    name = f"concentration-{choice.as_of.isoformat()}.csv"
    return HttpResponse(
        csv_bytes(HEADERS, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def finding(found: Concentration) -> str:
    """Where most of it is, in one sentence."""
    if found.largest_share is None:
        return "Nothing was incurred on these clients in the window."
    state = found.tables[0].rows[0]
    count = len(found.largest)
    clients = "client holds" if count == 1 else f"{count} clients hold"
    return (
        f"The largest {clients} {_percent(found.largest_share)} of what was incurred; "
        f"{state.label} holds {_percent(state.of_incurred or 0)}."
    )


def _percent(share: float) -> str:
    return f"{write_number(100 * share)}{NBSP}%"


def _row(row: Share) -> dict[str, Any]:
    return {
        "label": row.label,
        "clients": write_number(row.clients),
        "officer_years": write_number(row.officer_years) if row.officer_years else "",
        "claims": write_number(row.claims),
        "incurred": write_money_short(row.incurred),
        "share": "" if row.of_incurred is None else _percent(row.of_incurred),
        "premium": "" if row.premium is None else write_money_short(row.premium),
    }
