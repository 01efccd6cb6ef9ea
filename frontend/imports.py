"""Files received of a client: the list, sending one, what came of it, and what is done with it."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from frontend.access import FORM, WRITE, client_page, signed_in
from frontend.examples import example_of, path_of
from frontend.import_forms import Reason, SaveMapping, Upload
from frontend.import_words import commit_label, found, happened, lead, totals_told
from frontend.requests import PageRequest, go_to, wants_part
from frontend.tables import Column
from frontend.tabs import client_shell, client_tab
from riskcore.clients.models import Client
from riskcore.errors import DomainError, NotFound, PermissionDenied
from riskcore.imports import actions, queries
from riskcore.imports.kinds import FILE_KINDS, FileKind
from riskcore.imports.queries import BatchPage
from riskcore.jobs import queries as jobs

TAB = "client_imports"
COLUMNS = [
    Column(key="", label="File"),
    Column(key="", label="Kind"),
    Column(key="", label="Valued"),
    Column(key="", label="Sent"),
    Column(key="", label="By"),
    Column(key="", label="Status"),
    Column(key="", label="What it changed, or why not"),
    Column(key="", label="Original"),
]


def permissions() -> frozenset[str]:
    """Any of these opens the list of imports."""
    return frozenset(kind.permission for kind in FILE_KINDS)


@client_tab(key=TAB, label="Imports", permission="client.view", order=80, any_of=permissions)
def batches(request: PageRequest, client: Client) -> HttpResponseBase:
    lines = queries.batches(by=request.user, client_code=client.code)
    kinds = queries.kinds_for(by=request.user, client_code=client.code)
    empty = "No file was sent for this client yet. Send the first with “Import a file”."
    context = {
        **client_shell(request, client, TAB),
        "columns": COLUMNS,
        "rows": [{"line": line, "happened": happened(line)} for line in lines],
        "kinds": kinds,
        "caption": f"{len(lines)} file{'' if len(lines) == 1 else 's'}, the latest first",
        "has_rows": bool(lines),
        "order": "",
        "target": "",
        "empty": empty if kinds else "You may not import files of any kind for this client.",
    }
    template = "_list.html" if wants_part(request) else "list.html"
    return render(request, f"frontend/imports/{template}", context)


@client_page(permission="client.view")
def choose_kind(request: PageRequest, client: Client) -> HttpResponseBase:
    kinds = queries.kinds_for(by=request.user, client_code=client.code)
    context = {
        **client_shell(request, client, TAB),
        "kinds": [{"kind": kind, "example": example_of(kind.key)} for kind in kinds],
        "step": 1,
    }
    return render(request, "frontend/imports/kinds.html", context)


@client_page(permission="client.view", methods=FORM)
def upload(request: PageRequest, client: Client, *, kind: str) -> HttpResponseBase:
    chosen = _kind(request, client, kind)
    form = Upload(chosen, request.POST or None, request.FILES or None)
    refused = None
    if form.is_valid():
        try:
            batch = actions.receive(
                by=request.user,
                kind=chosen.key,
                client_code=client.code,
                file=form.cleaned_data["file"],
                file_name=form.cleaned_data["file"].name,
                valued_on=form.cleaned_data.get("valued_on"),
            )
        except DomainError as error:
            form.add_error("valued_on" if "valued_on" in form.fields else None, error.message)
        else:
            if not batch.reason:
                return go_to(request, "import_columns", client.code, batch.pk)
            refused = batch
    context = {
        **client_shell(request, client, TAB),
        "kind": chosen,
        "example": example_of(chosen.key),
        "form": form,
        "refused": refused,
        "step": 1,
    }
    status = 422 if form.is_bound else 200
    return render(request, "frontend/imports/upload.html", context, status=status)


@client_page(permission="client.view")
def batch(request: PageRequest, client: Client, *, batch_id: uuid.UUID) -> HttpResponseBase:
    page = batch_of(request, client, batch_id)
    job = jobs.get(by=request.user, job_id=page.job_id) if page.job_id else None
    if wants_part(request) and job is not None:
        if job.has_ended:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        address = request.get_full_path()
        return render(request, "frontend/_progress.html", {"job": job, "progress_url": address})
    return _batch_page(request, client, page, job=job)


@client_page(permission="client.view", methods=WRITE)
def commit(request: PageRequest, client: Client, *, batch_id: uuid.UUID) -> HttpResponseBase:
    page = batch_of(request, client, batch_id)
    without = request.POST.get("without_rejected") == "yes"
    if page.is_long:
        actions.commit_later(by=request.user, batch_id=batch_id, accept_rejected=without)
        return go_to(request, "import_batch", client.code, batch_id)
    outcome = actions.commit(by=request.user, batch_id=batch_id, accept_rejected=without)
    if outcome.status == "committed":
        messages.success(request, f"Committed {found(outcome, page.file_kind)}.")
    else:
        messages.warning(request, outcome.reason)
    return go_to(request, "import_batch", client.code, batch_id)


@client_page(permission="client.view", methods=WRITE)
def hold(request: PageRequest, client: Client, *, batch_id: uuid.UUID) -> HttpResponseBase:
    batch_of(request, client, batch_id)
    actions.hold(by=request.user, batch_id=batch_id, reason=request.POST.get("reason", ""))
    messages.success(request, "Held. Nothing of it counts; take it up again whenever you like.")
    return go_to(request, TAB, client.code)


@client_page(permission="client.view", methods=WRITE)
def save_mapping(request: PageRequest, client: Client, *, batch_id: uuid.UUID) -> HttpResponseBase:
    page = batch_of(request, client, batch_id)
    form = SaveMapping(request.POST)
    if form.is_valid():
        try:
            saved = actions.save_mapping(
                by=request.user,
                client_code=client.code,
                kind=page.line.kind,
                name=form.cleaned_data["name"],
                text=page.mapping_text,
            )
        except DomainError as error:
            form.add_error("name", error.message)
        else:
            messages.success(request, f"Saved as “{saved.name}”: the next such file is read by it.")
            return go_to(request, "import_batch", client.code, batch_id)
    return _batch_page(request, client, page, save_form=form, status=422)


@client_page(permission="client.view", methods=WRITE)
def take_back(request: PageRequest, client: Client, *, batch_id: uuid.UUID) -> HttpResponseBase:
    page = batch_of(request, client, batch_id)
    form = Reason(request.POST)
    if form.is_valid():
        try:
            actions.take_back(
                by=request.user, batch_id=batch_id, reason=form.cleaned_data["reason"]
            )
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error("reason", error.message)
        else:
            messages.success(request, "Taken back: its rows no longer count.")
            return go_to(request, "import_batch", client.code, batch_id)
    return _batch_page(request, client, page, reason_form=form, status=422)


@client_page(permission="client.view")
def original(request: PageRequest, client: Client, *, batch_id: uuid.UUID) -> HttpResponseBase:
    """The bytes as they were received, to be saved and never to be shown inline."""
    batch_of(request, client, batch_id)
    stack = ExitStack()
    name, content = stack.enter_context(queries.original(by=request.user, batch_id=batch_id))
    return StreamingHttpResponse(
        _chunks(stack, content),
        content_type="application/octet-stream",
        headers={"Content-Disposition": str(content_disposition_header(True, name))},  # noqa: FBT003
    )


@signed_in()
def example(request: PageRequest, *, kind: str, what: str) -> HttpResponseBase:
    """An example file, or the mapping that reads it."""
    path = path_of(kind, mapping=what == "mapping")
    if path is None:
        raise NotFound(
            "example.unknown",
            f"You asked for an example of {kind!r}; there is none. Choose a kind from the list.",
        )
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def batch_of(request: PageRequest, client: Client, batch_id: uuid.UUID) -> BatchPage:
    """The received file, which is not found under another client's address."""
    page = queries.batch(by=request.user, batch_id=batch_id)
    if page.line.client_code != client.code:
        raise NotFound(
            "import.unknown",
            f"There is no received file {str(batch_id)!r} of {client.name}. Check the list of imports.",
        )
    return page


def _kind(request: PageRequest, client: Client, key: str) -> FileKind:
    """One of the kinds the person may import here."""
    known = queries.kinds_for(by=request.user, client_code=client.code)
    for kind in known:
        if kind.key == key:
            return kind
    raise NotFound(
        "import.kind_unknown",
        f"You asked to import {key!r}; you may import no such kind of file for {client.name}. Choose "
        "one of the kinds listed.",
        kind=key,
    )


def _batch_page(
    request: PageRequest,
    client: Client,
    page: BatchPage,
    *,
    job: Any = None,
    save_form: SaveMapping | None = None,
    reason_form: Reason | None = None,
    status: int = 200,
) -> HttpResponse:
    shell = client_shell(request, client, TAB)
    context = {
        **shell,
        "page": page,
        "line": page.line,
        "outcome": page.outcome,
        "kind": page.file_kind,
        "labels": {field.key: field.label for field in page.file_kind.fields},
        "lead": lead(page),
        "totals": totals_told(page),
        "commit_label": commit_label(page),
        "job": job,
        "at_work": job is not None and not job.has_ended,
        "save_form": save_form or SaveMapping(),
        "reason_form": reason_form or Reason(),
        "step": 4 if page.line.status in {"committed", "taken_back"} else 3,
    }
    return render(request, "frontend/imports/batch.html", context, status=status)


def _chunks(stack: ExitStack, content: BinaryIO) -> Iterator[bytes]:
    with stack:
        while chunk := content.read(256 * 1024):
            yield chunk
