"""Letters of the outreach credit: asking for one, watching it being drawn, and its paper."""

from uuid import UUID

from django import forms
from django.http import HttpResponseBase
from django.urls import reverse

from frontend.access import WRITE, client_page
from frontend.as_of import check_day
from frontend.drawn import Paper, found, sent, shown
from frontend.requests import PageRequest, go_to
from outreach.credit import letters
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound

PAPER = Paper(
    kind=letters.FILE,
    tab="client_outreach",
    progress="credit_letter_job",
    file="credit_letter",
    template="frontend/outreach/credit_letter.html",
)


class LetterForm(forms.Form):
    as_of = forms.DateField(required=False, validators=[check_day])


@client_page(permission=letters.DRAW, methods=WRITE)
def ask(request: PageRequest, client: Client) -> HttpResponseBase:
    """Have the letter of a day drawn."""
    form = LetterForm(request.POST)
    if not form.is_valid():
        raise InvalidInput(
            "credit_letter.day", " ".join(map(str, form.errors["as_of"])), field="as_of"
        )
    job = letters.ask(by=request.user, client_code=client.code, as_of=form.cleaned_data["as_of"])
    return go_to(request, "credit_letter_job", client.code, job.pk)


@client_page(permission="outreach.view")
def job(request: PageRequest, client: Client, *, job_id: UUID) -> HttpResponseBase:
    """The letter being drawn, then where it is."""
    drawing = found(request, client, PAPER, job_id)
    at = reverse("credit_letter", args=[client.code, drawing.result.get("letter", "0")])
    return shown(request, client, PAPER, drawing, file_url=at)


@client_page(permission="outreach.view")
def file(request: PageRequest, client: Client, *, letter_id: str) -> HttpResponseBase:
    """The paper as it was drawn."""
    row = letters.find(by=request.user, letter_id=letter_id)
    if row.client_id != client.pk:
        raise NotFound(
            "credit_letter.unknown",
            f"There is no credit letter {letter_id[:12]!r} of this client. Look under its own client.",
        )
    return sent(request, letters.read(by=request.user, letter_id=letter_id))
