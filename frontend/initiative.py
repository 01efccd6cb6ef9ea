"""One initiative: the record, its evidence, what reviewers said, and what to do about it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render

from frontend.access import FORM, WRITE, client_page
from frontend.errors import explain
from frontend.initiative_steps import words_form
from frontend.outreach_forms import MORE, Files, Happened, SentFile, form_of, sent_files
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from outreach.evidence.actions import (
    AddedEvidence,
    add_evidence,
    read_evidence,
    read_original,
)
from outreach.evidence.models import EvidenceKind
from outreach.initiatives.actions import correct_initiative
from outreach.initiatives.models import CountMethod, Strategy
from outreach.initiatives.queries import find_current
from outreach.initiatives.wording import MEANINGS, suggested_activities
from outreach.register.entries import Entry, Proof
from outreach.register.queries import InitiativeDetail, initiative_detail
from riskcore.clients.models import Client
from riskcore.errors import DomainError, NotFound
from riskcore.files.sending import Opened

HASH_SHOWN = 12
# Set by the script that sends files one by one; it is answered in JSON.
ONE_BY_ONE = "X-Upload"
PICTURE_ENDINGS = (".jpg", ".jpeg", ".jpe", ".png")


@client_page(permission="outreach.view")
def initiative(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    detail = _of(request, client, number)
    context = {
        **client_shell(request, client, "client_outreach"),
        **facts(detail),
        "files": Files(),
        "forms": {verb: words_form(verb) for verb in ("submit", "withdraw", "appeal", "comment")},
    }
    return render(request, "frontend/outreach/initiative.html", context)


@client_page(permission="outreach.submit", methods=WRITE)
def evidence(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    """Keep further files of an initiative; each is judged on its own."""
    detail = _of(request, client, number)
    sent = sent_files(request.FILES, request.POST)
    if request.headers.get(ONE_BY_ONE):
        return JsonResponse(_told(request, detail.entry.id, sent))
    if not sent:
        messages.error(request, "You sent no file. Choose one, or take a photo, and send again.")
    keep_files(request, detail.entry.id, sent)
    return redirect("initiative", code=client.code, number=detail.entry.id)


@client_page(permission="outreach.submit", methods=FORM)
def correct(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    """Append a corrected version; the earlier one and its reviews stay on record."""
    _of(request, client, number)
    if request.method != "POST":
        stands = find_current(by=request.user, initiative_id=number, permission="outreach.submit")
        return _correct_page(request, client, number, form_of(stands))
    form = Happened(request.POST)
    if not form.is_valid():
        return _correct_page(request, client, number, form, status=422)
    try:
        made = correct_initiative(by=request.user, initiative_id=number, **form.details())
    except DomainError as error:
        explain(form, error)
        return _correct_page(request, client, number, form, status=error.status)
    messages.success(request, "Corrected. The new version waits for a review of its own.")
    return redirect("initiative", code=client.code, number=made.pk)


@client_page(permission="outreach.open_evidence")
def evidence_file(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    """One evidence file, to be saved or drawn as a picture and never interpreted."""
    del client  # the guard asked for the permission; the action finds the file and asks again
    return _file(read_evidence(by=request.user, evidence_id=number))


@client_page(permission="outreach.open_original")
def evidence_original(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    """The same as it was received, with whatever its camera wrote into it."""
    del client  # as above
    return _file(read_original(by=request.user, evidence_id=number))


def _file(opened: Opened) -> HttpResponseBase:
    response = FileResponse(opened.stream)
    for name, value in opened.headers.items():
        response[name] = value
    return response


def _told(request: PageRequest, initiative_id: int, sent: Sequence[SentFile]) -> dict[str, object]:
    """Keep the one file a script sent, and say in a sentence what became of it."""
    try:
        for file in sent:
            _add(request, initiative_id, file)
    except DomainError as error:
        if error.code == "evidence.already_there":
            return {"kept": True, "words": "kept before"}
        return {"kept": False, "words": error.message}
    return {"kept": bool(sent), "words": "kept" if sent else "nothing arrived"}


def _add(request: PageRequest, initiative_id: int, file: SentFile) -> AddedEvidence:
    return add_evidence(
        by=request.user,
        initiative_id=initiative_id,
        kind=file.kind,
        file=file.file,
        file_name=file.file.name or "",
        invoice_number=file.invoice_number,
    )


def keep_files(request: PageRequest, initiative_id: int, sent: Sequence[SentFile]) -> None:
    """Take each file or say in its own sentence why not; nothing else depends on it."""
    kept = with_place = 0
    for file in sent:
        try:
            added = _add(request, initiative_id, file)
        except DomainError as error:
            messages.error(request, error.message)
            continue
        kept += 1
        with_place += added.has_place
        if added.also_proves:
            messages.warning(
                request,
                f"{added.evidence.file_name!r} is kept, and is on record for "
                f"{', '.join(added.also_proves)} as well. The reviewer sees that.",
            )
    if with_place:
        messages.info(
            request,
            f"{with_place} photo{' says' if with_place == 1 else 's say'} where it was taken. What is "
            "shown is a copy without that; reviewers may open the original.",
        )
    if kept:
        messages.success(request, f"{kept} file{'' if kept == 1 else 's'} kept as evidence.")


def facts(detail: InitiativeDetail) -> dict[str, object]:
    """An initiative in words, for its own page and for the reviewer's."""
    entry = detail.entry
    return {
        "detail": detail,
        "entry": entry,
        "strategy": MEANINGS[Strategy(entry.strategy)].name,
        "counted": CountMethod(entry.count_method).label,
        "proofs": [_proof(proof) for proof in entry.evidence],
        "reviews": list(reversed(detail.reviews)),
        "steps": list(reversed(detail.steps)),
        "corrections": list(reversed(detail.versions[:-1])),
        "rest": _rest(entry, detail.notes),
    }


def _proof(proof: Proof) -> dict[str, object]:
    return {
        "id": proof.id,
        "kind": EvidenceKind(proof.kind).label,
        "file_name": proof.file_name,
        "sha256": proof.sha256[:HASH_SHOWN],
        "uploaded_at": proof.uploaded_at,
        "is_picture": proof.file_name.lower().endswith(PICTURE_ENDINGS),
        "invoice_number": proof.invoice_number,
        "taken_on": proof.taken_on,
    }


def _rest(entry: Entry, notes: str) -> list[tuple[str, object, str]]:
    """What else was recorded: label, value, and how to write it; empty ones are left out."""
    return [
        (label, value, how)
        for label, value, how in (
            ("District or place", entry.district, "text"),
            ("Officers", entry.officers, "number"),
            ("Officer hours", entry.officer_hours, "hours"),
            ("Partner", entry.partner, "text"),
            ("Cost", entry.cost, "money"),
            ("Impressions", entry.impressions, "number"),
            ("Notes", notes, "lines"),
        )
        if value not in (None, "")
    ]


def _of(request: PageRequest, client: Client, number: int) -> InitiativeDetail:
    """The initiative, if it is this client's: under another's address it is not found."""
    detail = initiative_detail(by=request.user, initiative_id=number)
    if detail.client_code != client.code:
        raise NotFound(
            "initiative.unknown",
            f"You asked for the initiative {number}; there is none with that number at "
            f"{client.name}. Check the list of initiatives.",
            initiative=number,
        )
    return detail


def _correct_page(
    request: PageRequest, client: Client, number: int, form: Happened, *, status: int = 200
) -> HttpResponse:
    context = {
        **client_shell(request, client, "client_outreach"),
        "form": form,
        "number": number,
        "more": [form[name] for name in MORE],
        "more_open": True,
        "activities": suggested_activities(),
    }
    return render(request, "frontend/outreach/correct.html", context, status=status)
