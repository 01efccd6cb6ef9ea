"""The list of complaints: a choice kept in the address, said in words, with counts of what each further
choice would leave, in pages and as a file."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseBase

from accountability.cases.queries import cases_of
from accountability.codes import CATEGORIES, CHANNELS
from accountability.complaints.queries import (
    ComplaintPage,
    ComplaintRow,
    complaint_list,
    complaint_rows,
)
from accountability.complaints.search import (
    FINDINGS,
    NOWHERE,
    STATES,
    Choice,
    Facets,
    facets,
    year_of_days,
)
from accountability.deliveries.exporting import export
from frontend.access import client_page
from frontend.requests import PageRequest
from frontend.tables import Column
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.exports import csv_bytes
from riskcore.units import write_number

ROWS = 25
COLUMNS = [
    Column(key="", label="Complaint"),
    Column(key="", label="Received"),
    Column(key="", label="Channel and district"),
    Column(key="", label="Allegations, officers as tokens, findings"),
]
EXPORT = (
    *(
        "Number",
        "Received",
        "Precision of receipt",
        "Occurred",
        "Precision of event",
        "Channel",
        "Internal",
        "District",
    ),
    *("Category", "Category as recorded", "Officer (token)", "Finding", "Finding as recorded"),
    *("Stage", "Decided"),
)
SHOWN_VALUES = 8


class Filters(forms.Form):
    text = forms.CharField(label="Number contains", max_length=64, required=False)
    year = forms.IntegerField(label="Year", min_value=1900, max_value=9998, required=False)
    category = forms.ChoiceField(
        label="Category",
        required=False,
        choices=[("", "All categories"), *((code, row.name) for code, row in CATEGORIES.items())],
    )
    finding = forms.ChoiceField(
        label="Finding", required=False, choices=[("", "All findings"), *FINDINGS.items()]
    )
    state = forms.ChoiceField(
        label="State of the case",
        required=False,
        choices=[("", "Open and closed"), *STATES.items()],
    )
    channel = forms.ChoiceField(
        label="Channel", required=False, choices=[("", "All channels"), *CHANNELS.items()]
    )
    district = forms.CharField(label="District", max_length=120, required=False)
    after = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


def listed(request: PageRequest, client: Client) -> dict[str, object]:
    """What the list needs: the form, the page of rows, the counts beside each value, the words. Further
    pages leave the counts out: they are those of the first."""
    form, choice, after = _asked(request)
    page = complaint_list(
        by=request.user, client_code=client.code, choice=choice, after=after, size=ROWS
    )
    found = facets(by=request.user, client_code=client.code, choice=choice) if not after else None
    if found:
        form.fields["district"].widget = forms.Select(choices=_districts(found, choice))
    return {
        "client": client,
        "form": form,
        "page": page,
        "lines": _lines(request.user, page),
        "later": bool(after),
        "narrower": narrower(request, found) if found else [],
        "channels": CHANNELS,
        "columns": COLUMNS,
        "order": "",
        "caption": caption(page, choice),
        "has_rows": bool(page.rows),
        "empty": "No complaints are recorded; a file that was not sent is not a zero."
        if choice.is_empty
        else "No complaint matches. Widen the choice above.",
        "target": "complaints",
    }


@dataclass(frozen=True, kw_only=True)
class Line:
    """One complaint of the list. case: the number of its case, None without one; waits: something that
    is alleged has no finding, so that a case may be opened."""

    row: ComplaintRow
    case: int | None
    waits: bool


def _lines(by: User, page: ComplaintPage) -> list[Line]:
    found = cases_of(by=by, complaint_ids=[row.id for row in page.rows])
    return [
        Line(
            row=row,
            case=found.get(row.id),
            waits=any(not each.finding for each in row.allegations),
        )
        for row in page.rows
    ]


@dataclass(frozen=True, kw_only=True)
class Narrower:
    """One part of the choice as links. values: words, count, address ("" for the one in force).
    wider: the address without this part, "" where nothing of it is chosen."""

    label: str
    values: tuple[tuple[str, int, str], ...]
    wider: str


def narrower(request: PageRequest, found: Facets) -> list[Narrower]:
    """What each further choice would leave, each value with the address that chooses it; the most
    frequent eight and the one in force. Parts in which nothing is recorded are left out."""

    def address(key: str, code: str) -> str:
        asked = {name: value for name, value in request.GET.items() if value}
        kept = {name: value for name, value in asked.items() if name not in {"after", key}}
        return "?" + urlencode({**kept, key: code} if code else kept)

    return [
        Narrower(
            label=facet.label,
            values=tuple(
                (
                    value.label,
                    value.count,
                    "" if value.code == facet.chosen else address(facet.key, value.code),
                )
                for place, value in enumerate(facet.values)
                if place < SHOWN_VALUES or value.code == facet.chosen
            ),
            wider=address(facet.key, "") if facet.chosen else "",
        )
        for facet in found.facets
        if facet.values
    ]


@client_page(permission="complaint.view_rows")
def as_csv(request: PageRequest, client: Client) -> HttpResponseBase:
    """The same choice as a file: one row for each allegation, every page of it."""
    _, choice, _ = _asked(request)
    rows = complaint_rows(by=request.user, client_code=client.code, choice=choice)
    content = csv_bytes(EXPORT, (line for row in rows for line in exported(row)))
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="complaints-{client.code}.csv"'},
    )


@client_page(permission="complaint.view_rows")
def as_kind(request: PageRequest, client: Client, kind: str) -> HttpResponseBase:
    """Everything of one kind as a file that can be imported again."""
    content = export(by=request.user, client_code=client.code, kind=kind)
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{kind}-{client.code}.csv"'},
    )


def exported(row: ComplaintRow) -> list[tuple[Any, ...]]:
    """A complaint as rows of the file: one for each allegation, one without where there is none."""
    head = (
        *(
            row.number,
            row.received_on,
            row.received_precision,
            row.occurred_on,
            row.occurred_precision,
        ),
        *(CHANNELS.get(row.channel, row.channel), row.internal, row.district),
    )
    lines: list[tuple[Any, ...]] = [
        (
            *(each.category_name, each.as_recorded, each.officer),
            *(each.finding_name, each.finding_as_recorded, each.stage, each.decided_on),
        )
        for each in row.allegations
    ]
    return [(*head, *line) for line in lines or [("",) * 7]]


def caption(page: ComplaintPage, choice: Choice) -> str:
    """What the list shows, in words: "12 complaints, 2024, Discourtesy, sustained, newest first"."""
    many = f"{write_number(page.total)} complaint{'' if page.total == 1 else 's'}"
    category = CATEGORIES.get(choice.category)
    district = "no district recorded" if choice.district == NOWHERE else choice.district
    parts = (
        many,
        str(choice.period.start.year) if choice.period else "",
        category.name if category else "",
        FINDINGS.get(choice.finding, ""),
        STATES.get(choice.state, ""),
        f"by {CHANNELS[choice.channel]}" if choice.channel else "",
        district,
        f"number with “{choice.text}”" if choice.text else "",
    )
    return ", ".join([part for part in parts if part] + ["newest first"])


def _asked(request: PageRequest) -> tuple[Filters, Choice, str]:
    """The form, the choice of what can be read in it, and the page asked for."""
    form = Filters(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    year = asked.get("year")
    choice = Choice(
        period=year_of_days(year) if year else None,
        **{name: asked.get(name, "") for name in ("text", "category", "finding", "state")},
        **{name: asked.get(name, "") for name in ("channel", "district")},
    )
    return form, choice, asked.get("after", "")


def _districts(found: Facets, choice: Choice) -> list[tuple[str, str]]:
    values = next(facet.values for facet in found.facets if facet.key == "district")
    known = {value.code: value.label for value in values}
    if choice.district:
        known.setdefault(choice.district, choice.district)
    return [("", "All districts"), *sorted(known.items(), key=lambda pair: pair[1])]
