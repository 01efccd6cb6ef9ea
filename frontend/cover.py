"""Cover and exposure of a client: what is insured, and what the risk is measured against."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from frontend.requests import PageRequest, wants_part
from frontend.tabs import client_shell, client_tab
from riskcore.clients.models import Client
from riskcore.exposures import YearOfExposure, by_year
from riskcore.policies import schedule
from riskcore.units import NBSP, write_number


@dataclass(frozen=True, kw_only=True)
class ExposureCell:
    """One base in one year: its figure as written, and what is missing of it."""

    year: str
    figure: str
    missing: str


@client_tab(key="client_cover", label="Cover & exposure", permission="profile.view", order=15)
def cover(request: PageRequest, client: Client) -> HttpResponseBase:
    today = timezone.localdate()
    policies = schedule(by=request.user, client_code=client.code)
    exposures = by_year(by=request.user, client_code=client.code, as_of=today)
    context = {
        **client_shell(request, client, "client_cover"),
        "today": today,
        "policies": [(policy, policy.is_in_force(today)) for policy in policies],
        "parts": sum(len(policy.parts) for policy in policies),
        "exposures": [
            (base, [_cell(year) for year in years])
            for base, years in groupby(exposures, key=lambda year: year.base_label)
        ],
        "years": [_span(year) for year in exposures if year.base == exposures[0].base],
    }
    template = "_cover.html" if wants_part(request) else "cover.html"
    return render(request, f"frontend/cover/{template}", context)


def _span(year: YearOfExposure) -> str:
    """ "Oct 2024–Sep 2025", or "2025" for a calendar year."""
    first, last = year.period.start, year.period.last_day
    if first.year == last.year:
        return str(first.year)
    return f"{first:%b}{NBSP}{first.year}–{last:%b}{NBSP}{last.year}"


def _cell(year: YearOfExposure) -> ExposureCell:
    if year.amount is None:
        return ExposureCell(year=_span(year), figure="", missing="no figure")
    figure = write_number(year.amount.quantity, 1 if year.is_stock else 0)
    return ExposureCell(year=_span(year), figure=figure, missing=_missing(year))


def _missing(year: YearOfExposure) -> str:
    """ "no figure for Mar and Apr": at most three months by name."""
    names = [f"{month:%b}" for month in year.missing]
    if not names:
        return ""
    if len(names) > 3:
        return f"no figure for {len(names)} of {len(year.missing) + _known(year)} months"
    return f"no figure for {' and '.join(filter(None, [', '.join(names[:-1]), names[-1]]))}"


def _known(year: YearOfExposure) -> int:
    return year.amount.months_known if year.amount else 0
