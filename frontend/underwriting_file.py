"""What a review leaves on file: its documents, the worksheets behind its terms, and the file note."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect, render

from frontend.access import FORM, WRITE, client_page
from frontend.drawn import Paper, found, sent, shown
from frontend.errors import explain
from frontend.requests import PageRequest, go_to
from frontend.tabs import client_shell
from frontend.underwriting_forms import Document
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound
from riskcore.reports import file_note_pdf
from riskcore.underwriting.documents import attach as keep
from riskcore.underwriting.documents import open_document
from riskcore.underwriting.finding import find_review
from riskcore.underwriting.lines import ReviewSheet
from riskcore.underwriting.rated import Behind, behind

TAB = "client_underwriting"
PAPER = Paper(
    kind=file_note_pdf.FILE,
    tab=TAB,
    progress="underwriting_note_job",
    file="underwriting_note_file",
    template="frontend/underwriting/note_job.html",
)


def grounds_of(by: User, found: ReviewSheet | None) -> tuple[Behind, ...]:
    """What the premiums of a review rest on."""
    if found is None or found.terms is None:
        return ()
    review = find_review(by=by, number=found.line.number)
    return behind(by=by, review=review, lines=found.terms.lines)


@client_page(permission="underwriting.record", methods=FORM)
def attach(request: PageRequest, client: Client, *, number: str) -> HttpResponseBase:
    """A file to keep with the review; what cannot be taken says why on the form."""
    review = find_review(by=request.user, number=number)
    if review.client_id != client.pk:
        raise NotFound("review.unknown", f"There is no review {number!r} of this client.")
    form = Document(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            keep(by=request.user, number=number, file_name=given["file"].name, **given)
        except InvalidInput as error:
            explain(form, error)
        else:
            messages.success(request, "Kept with the review, under the hash of its bytes.")
            return redirect("underwriting_review", code=client.code, number=number)
    context = {
        **client_shell(request, client, TAB),
        "form": form,
        "heading": f"Add a document to the review {number}",
        "button": "Keep it",
        "note": "It is listed in the file note with its hash. It cannot be removed.",
        "back": number,
        "with_file": True,
    }
    status = 422 if form.errors else 200
    return render(request, "frontend/underwriting/form.html", context, status=status)


@client_page(permission="underwriting.view")
def document(request: PageRequest, client: Client, *, document_id: int) -> HttpResponseBase:
    """One document, to be saved and never interpreted."""
    del client  # the guard asked for the permission; the action finds the document and asks again
    opened = open_document(by=request.user, document_id=document_id)
    response = FileResponse(opened.stream)
    for name, value in opened.headers.items():
        response[name] = value
    return response


@client_page(permission="underwriting.view", methods=WRITE)
def ask_for_note(request: PageRequest, client: Client, *, number: str) -> HttpResponseBase:
    job = file_note_pdf.ask(by=request.user, number=number)
    return go_to(request, "underwriting_note_job", client.code, job.pk)


@client_page(permission="underwriting.view")
def note_job(request: PageRequest, client: Client, *, job_id: UUID) -> HttpResponseBase:
    return shown(request, client, PAPER, found(request, client, PAPER, job_id))


@client_page(permission="underwriting.view")
def note(request: PageRequest, client: Client, *, job_id: UUID) -> HttpResponseBase:
    del client  # who may see it was asked of the job's own client
    return sent(request, file_note_pdf.read(by=request.user, job_id=job_id))
