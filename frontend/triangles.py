"""Triangles from the ledger, of a client and of the book, with what each method makes of them."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from frontend.access import client_page, page
from frontend.navigation import MENU, Entry
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.exports import csv_bytes
from riskcore.policies import Line
from riskcore.rating.ledger_triangle import Basis
from riskcore.rating.triangle_queries import (
    MOST_YEARS,
    Asked,
    LedgerTriangle,
    latest_day,
    triangle_or_why,
)
from riskcore.rating.triangle_told import csv_rows, table

MENU.register(
    Entry(key="book_triangle", label="Development of the book", permission="book.view", order=65)
)
BASES = [
    (Basis.INCURRED.value, "Incurred"),
    (Basis.PAID.value, "Paid"),
    (Basis.COUNTS.value, "Claims reported"),
]


class Which(forms.Form):
    """Which triangle. An answer that is not well-formed asks nothing."""

    as_of = forms.DateField(
        label="Valued on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    basis = forms.ChoiceField(label="Of", required=False, choices=BASES)
    line = forms.ChoiceField(
        label="Line", required=False, choices=[("", "All lines"), *Line.choices]
    )
    cap = forms.DecimalField(
        label="Cap per occurrence, dollars", required=False, min_value=1, max_digits=12
    )
    years = forms.IntegerField(label="Years", required=False, min_value=2, max_value=MOST_YEARS)

    def asked(self, day: date) -> Asked:
        """What is asked, with what is not well-formed left out."""
        self.full_clean()
        given = {key: value for key, value in self.cleaned_data.items() if value}
        return Asked(**{"as_of": day, **given, "basis": Basis(given.get("basis", Basis.INCURRED))})


@client_page(permission="loss.view")
def of_client(request: PageRequest, client: Client) -> HttpResponseBase:
    asked = _asked(request, client.code)
    context = _read(asked, request, client)
    context |= client_shell(request, client, "client_losses")
    return render(request, "frontend/triangles/client.html", context)


@page(permission="book.view")
def of_book(request: PageRequest) -> HttpResponseBase:
    context = _read(_asked(request), request)
    return render(request, "frontend/triangles/book.html", context)


@client_page(permission="loss.view")
def of_client_csv(request: PageRequest, client: Client) -> HttpResponseBase:
    return _file(_read(_asked(request, client.code), request, client), client.code)


@page(permission="book.view")
def of_book_csv(request: PageRequest) -> HttpResponseBase:
    return _file(_read(_asked(request), request), "book")


def _asked(request: PageRequest, code: str = "") -> Asked:
    day = latest_day(by=request.user, client_code=code) or timezone.localdate()
    return Which(request.GET).asked(day)


def _read(asked: Asked, request: PageRequest, client: Client | None = None) -> dict[str, Any]:
    query = {
        "as_of": asked.as_of.isoformat(),
        "basis": asked.basis.value,
        "line": asked.line,
        "cap": asked.cap or "",
        "years": asked.years,
    }
    found, because = triangle_or_why(
        by=request.user, asked=asked, client_code=client.code if client else ""
    )
    return {
        "asked": asked,
        "form": Which(initial={**query, "as_of": asked.as_of}),
        "query": urlencode(query),
        "found": found,
        "table": table(found) if found else None,
        "because": because,
    }


def _file(context: dict[str, Any], whose: str) -> HttpResponse:
    """The cells; none below the header where the record holds no triangle."""
    asked: Asked = context["asked"]
    found: LedgerTriangle | None = context["found"]
    parts = ["triangle", whose, asked.line, asked.basis.value, asked.as_of.isoformat()]
    name = "-".join(filter(None, parts)) + ".csv"
    rows = csv_rows(found) if found else ()
    return HttpResponse(
        csv_bytes(("origin", "development", "value"), rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": str(content_disposition_header(True, name))},  # noqa: FBT003
    )
