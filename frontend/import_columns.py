"""Second step of an import: which column of the file fills which field."""

import uuid
from collections.abc import Mapping as Keyed
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from frontend.access import FORM, client_page
from frontend.import_forms import Columns, MappingText, Where, shown_with
from frontend.imports import TAB, batch_of
from frontend.requests import PageRequest, go_to, wants_part
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.errors import DomainError
from riskcore.imports import actions, mapping_text, queries
from riskcore.imports.glimpse import Glimpse
from riskcore.imports.mapping import Mapping, Reading
from riskcore.imports.mapping_writer import revised
from riskcore.imports.queries import BatchPage

LAST = "as-last-read"
CHOSEN = "chosen"


@client_page(permission="client.view", methods=FORM)
def columns(request: PageRequest, client: Client, *, batch_id: uuid.UUID) -> HttpResponseBase:
    page = batch_of(request, client, batch_id)
    if not page.can_preview:
        return go_to(request, "import_batch", client.code, batch_id)
    if request.method != "POST":
        return _columns_page(request, client, page, _form(request, page, _start(request, page)))
    if request.POST.get("act") == "text":
        return _read_by_text(request, client, page)
    name = request.POST.get("mapping", "")
    form = _form(request, page, name, request.POST)
    asked_anew = request.POST.get("act") != "check"
    if asked_anew or form.data.get("shown_with") != shown_with(form.glimpse):
        again = _form(request, page, name, request.POST, bound=False)
        return _columns_page(request, client, page, again)
    if form.is_valid():
        try:
            text = revised(
                _text(request, page, name),
                form.choice(),
                kind=page.line.kind,
                name=name if name not in {"", LAST} else page.mapping_name or CHOSEN,
            )
            return _check(request, client, page, mapping_text.parse(text, page.file_kind))
        except DomainError as error:
            form.add_error(None, error.message)
    return _columns_page(request, client, page, form, status=422)


def _start(request: PageRequest, page: BatchPage) -> str:
    """The mapping to begin with: the one asked for, the last used, a saved one that fits, or none."""
    if "mapping" in request.GET:
        return request.GET["mapping"]
    if page.mapping_text and not page.mapping_is_suggested:
        return LAST
    return queries.fitting(by=request.user, batch_id=page.line.id)


def _form(
    request: PageRequest,
    page: BatchPage,
    name: str,
    data: Keyed[str, Any] | None = None,
    *,
    bound: bool = True,
) -> Columns:
    """The form for the file as the mapping of this name, and the header line asked for, read it."""
    known = _mapping(request, page, name)
    where = Where(data) if data is not None else None
    reading: Reading | None = None
    if where is not None and where.is_valid():
        reading = where.reading(known.reading if known else Reading())
    if known is not None and reading is not None:
        known, reading = replace(known, reading=reading), None
    glimpse = queries.glimpse(
        by=request.user, batch_id=page.line.id, mapping=known, reading=reading
    )
    return Columns(glimpse, data if bound else None, mapping=name)


def _mapping(request: PageRequest, page: BatchPage, name: str) -> Mapping | None:
    text = _text(request, page, name)
    return mapping_text.parse(text, page.file_kind) if text else None


def _text(request: PageRequest, page: BatchPage, name: str) -> str:
    if name == LAST:
        return page.mapping_text
    if not name:
        return ""
    return queries.saved_mapping(by=request.user, batch_id=page.line.id, name=name).text


def _read_by_text(request: PageRequest, client: Client, page: BatchPage) -> HttpResponse:
    form = MappingText(request.POST, request.FILES)
    text = request.POST.get("mapping_text", "")
    if form.is_valid():
        try:
            text = form.text()
            return _check(request, client, page, mapping_text.parse(text, page.file_kind))
        except forms.ValidationError as error:
            form.add_error(None, error)
        except DomainError as error:
            form.add_error("mapping_text", error.message)
    form.data = {"mapping_text": text}
    columns_form = _form(request, page, _start(request, page))
    return _columns_page(request, client, page, columns_form, text_form=form, status=422)


def _check(request: PageRequest, client: Client, page: BatchPage, mapping: Mapping) -> HttpResponse:
    actions.preview(by=request.user, batch_id=page.line.id, mapping=mapping)
    return go_to(request, "import_batch", client.code, page.line.id)


def _columns_page(
    request: PageRequest,
    client: Client,
    page: BatchPage,
    form: Columns,
    *,
    text_form: MappingText | None = None,
    status: int = 200,
) -> HttpResponse:
    glimpse: Glimpse = form.glimpse
    saved = queries.mappings(by=request.user, client_code=client.code, kind=page.line.kind)
    name = form["mapping"].value() or ""
    context = {
        **client_shell(request, client, TAB),
        "page": page,
        "line": page.line,
        "kind": page.file_kind,
        "form": form,
        "glimpse": glimpse,
        "missing": [item.field.label for item in glimpse.missing],
        "read": sum(item.is_filled for item in glimpse.fields),
        "mapping": name,
        "mappings": [("", "from the file's own headers")]
        + ([(LAST, "as it was last read")] if page.mapping_text else [])
        + [(line.name, f"by the saved mapping “{line.name}”") for line in saved],
        "text_form": text_form or MappingText(initial={"mapping_text": _text(request, page, name)}),
        "text_open": text_form is not None,
        "step": 2,
    }
    template = "_columns.html" if wants_part(request) else "columns.html"
    return render(request, f"frontend/imports/{template}", context, status=status)
