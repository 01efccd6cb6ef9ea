"""Cases of a department: the inbox, taking a complaint in, one case and every act on it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from accountability.cases import actions, files
from accountability.cases.actions import Move
from accountability.cases.people import name_of
from accountability.cases.queries import BOXES, CaseFile, case_file, inbox
from accountability.cases.states import CASE
from accountability.complaints.actions import NewAllegation
from accountability.complaints.correcting import find_complaint
from frontend import case_forms, case_words
from frontend.access import FORM, WRITE, client_page
from frontend.case_acts import ACTS, MOVE_FORMS, VERBS, is_offered, tolls
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell, client_tab
from riskcore.clients.models import Client
from riskcore.errors import DomainError, NotFound

TAB = "client_cases"


@client_tab(key=TAB, label="Cases", permission="case.view", order=21)
def cases(request: PageRequest, client: Client) -> HttpResponseBase:
    box, stage = request.GET.get("box", "open"), request.GET.get("stage", "")
    page = inbox(by=request.user, client_code=client.code, box=box, stage=stage)
    context = {
        **client_shell(request, client, TAB),
        "page": page,
        "heading": heading(page.counts),
        "boxes": [(key, words, page.counts[key]) for key, words in BOXES.items()],
        "stages": [(name, count) for name, count in page.stages.items() if count],
        "stage": stage,
        "meanings": CASE.states,
    }
    return render(request, "frontend/cases/inbox.html", context)


def heading(counts: dict[str, int]) -> str:
    """What waits, in one sentence.

    >>> heading({"open": 3, "overdue": 1, "mine": 0, "unassigned": 2})
    '3 cases are open; 1 is past its due date, 2 are assigned to nobody.'
    """
    if not counts["open"]:
        return "No case is open."
    many, late, loose = counts["open"], counts["overdue"], counts["unassigned"]
    parts = [
        f"{late} {'is past its due date' if late == 1 else 'are past their due dates'}"
        if late
        else "none is past its due date",
        f"{loose} {'is' if loose == 1 else 'are'} assigned to nobody" if loose else "",
    ]
    first = f"{many} case{' is' if many == 1 else 's are'} open"
    return f"{first}; {', '.join(part for part in parts if part)}."


@client_page(permission="complaint.record", methods=FORM)
def take_in(request: PageRequest, client: Client) -> HttpResponseBase:
    """Take a complaint in by hand, at a desk or on a phone."""
    form = case_forms.TakeIn(request.POST or None, initial=case_forms.today())
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = dict(form.cleaned_data)
            allegation = NewAllegation(words=given.pop("words"), officer=given.pop("officer"))
            try:
                case = actions.take_in(
                    by=request.user, client_code=client.code, allegations=[allegation], **given
                )
            except DomainError as error:
                explain(form, error)
            else:
                messages.success(request, f"Complaint {case.complaint.number} is taken in.")
                return _after(request, client, case.pk)
    context = {**client_shell(request, client, TAB), "form": form}
    return render(request, "frontend/cases/take_in.html", context, status=status)


def _after(request: PageRequest, client: Client, case_id: int) -> HttpResponse:
    """On to the case for those who work on cases, to another complaint for those who do not."""
    if "case.view" in client_shell(request, client, TAB)["may"]:
        return redirect("case", code=client.code, number=case_id)
    return redirect("complaint_take_in", code=client.code)


@client_page(permission="case.handle", methods=WRITE)
def open_one(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    """Open the case of a complaint recorded before, from a file for instance."""
    found = find_complaint(by=request.user, complaint_id=number, permission="case.handle")
    if found.client_id != client.pk:
        raise NotFound(
            "complaint.unknown",
            f"You asked for the complaint {number}; there is none with that number here.",
        )
    opened = actions.open_case(by=request.user, complaint_id=number)
    messages.success(request, f"The case of complaint {found.number} is open, at intake.")
    return redirect("case", code=client.code, number=opened.pk)


@client_page(permission="case.view")
def case(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    return _case_page(request, client, _file(request, client, number))


def _file(request: PageRequest, client: Client, number: int) -> CaseFile:
    found = case_file(by=request.user, case_id=number)
    if found.case.client_id != client.pk:
        raise NotFound(
            "case.unknown",
            f"You asked for the case {number}; there is none with that number here.",
        )
    return found


@client_page(permission="case.view", methods=WRITE)
def move(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    """Take the case one stage on."""
    verb = request.POST.get("act", "")
    found = _file(request, client, number)
    if verb not in VERBS:
        raise NotFound("case.verb", f"You asked for {verb!r}; a case has no such step.")
    form = _filled(MOVE_FORMS.get(verb, case_forms.Step), found, request)
    if form.is_valid():
        try:
            actions.move(
                by=request.user, case_id=number, verb=verb, given=Move(**form.cleaned_data)
            )
        except DomainError as error:
            if verb not in found.moves:
                raise
            explain(form, error)
        else:
            messages.success(request, "Done, and kept among the steps of the case.")
            return redirect("case", code=client.code, number=number)
    return _case_page(request, client, found, open_form=(verb, form))


@client_page(permission="case.view", methods=WRITE)
def act(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    """Record something of the case: a finding, discipline, a file, a correction."""
    name = request.POST.get("act", "")
    found = _file(request, client, number)
    if name not in ACTS:
        raise NotFound("case.act", f"You asked for {name!r}; nothing of that kind is recorded.")
    form = _filled(ACTS[name].form, found, request)
    if form.is_valid():
        try:
            ACTS[name].do(request.user, found, dict(form.cleaned_data))
        except DomainError as error:
            explain(form, error)
        else:
            messages.success(request, "Recorded.")
            return redirect("case", code=client.code, number=number)
    return _case_page(request, client, found, open_form=(name, form))


@client_page(permission="case.open_attachment")
def attachment(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    """One file of a case, to be saved and never interpreted."""
    del client  # the guard asked for the permission; the action finds the file and asks again
    opened = files.open_file(by=request.user, attachment_id=number)
    response = FileResponse(opened.stream)
    for name, value in opened.headers.items():
        response[name] = value
    return response


def _filled(
    kind: type[forms.Form], found: CaseFile, request: PageRequest | None = None
) -> forms.Form:
    """A form with the case's own people and allegations to choose from, and what is said so far."""
    initial: dict[str, object] = {"happened_on": None}
    if issubclass(kind, case_forms.Said):
        words = {True: "yes", False: "no"}
        for name in kind.base_fields:
            said = getattr(found.complaint, name, "")
            initial[name] = words.get(said, said) if isinstance(said, bool) else said
    form = kind(
        data=request.POST if request is not None else None,
        files=request.FILES if request is not None else None,
        initial=initial,
        auto_id=f"id_{kind.__name__.lower()}_%s",
    )
    for name, choices in (
        ("assignee_id", [(person.pk, name_of(person)) for person in found.people]),
        ("allegation_id", [(each.row.pk, _words(each.row)) for each in found.allegations]),
        ("toll_id", tolls(kind, found)),
    ):
        if name in form.fields:
            form.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field
    return form


def _words(allegation: Any) -> str:
    said = allegation.category_as_recorded or allegation.class_as_recorded or "no words"
    who = f"officer {allegation.officer.token[:8]}" if allegation.officer else "no officer known"
    return f"{said[:60]} ({who})"


def _case_page(
    request: PageRequest,
    client: Client,
    found: CaseFile,
    open_form: tuple[str, forms.Form] | None = None,
) -> HttpResponse:
    shell = client_shell(request, client, TAB)
    opened, form = open_form or ("", None)
    moves = [
        {
            "name": verb,
            "label": VERBS[verb],
            "form": form
            if verb == opened
            else _filled(MOVE_FORMS.get(verb, case_forms.Step), found),
            "missing": found.missing[verb],
            "open": verb == opened,
        }
        for verb in found.moves
    ]
    acts = [
        {
            "name": name,
            "label": entry.label,
            "form": form if name == opened else _filled(entry.form, found),
            "open": name == opened,
        }
        for name, entry in ACTS.items()
        if entry.permission in shell["may"] and is_offered(entry, found)
    ]
    context = {
        **shell,
        "file": found,
        "moves": moves,
        "acts": acts,
        "stages": [
            {"name": name, "meaning": meaning, "now": name == found.case.stage}
            for name, meaning in CASE.states.items()
        ],
        "allegations": case_words.allegations(found),
        "facts": case_words.facts(found.complaint),
        "steps": case_words.steps(found),
        "tolling": case_words.tolling(found),
        "attachments": case_words.attachments(found),
    }
    status = 422 if open_form else 200
    return render(request, "frontend/cases/case.html", context, status=status)
