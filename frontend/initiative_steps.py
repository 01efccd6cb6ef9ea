"""Steps of a submission: sending it, taking it back, appealing, commenting; and empty quarters."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, resolve_url

from frontend.access import WRITE, client_page
from frontend.requests import PageRequest
from outreach.evidence.steps import LONGEST, take_step
from outreach.initiatives.nothing import attest
from outreach.register.queries import initiative_detail
from riskcore.clients.models import Client
from riskcore.errors import DomainError

DONE = {
    "submit": "Submitted. It waits for a reviewer.",
    "withdraw": "Withdrawn. You can submit it again at any time.",
    "appeal": "Appealed. Another reviewer looks at it.",
    "take_up": "You have taken it up. Others leave it to you until you put it back.",
    "put_back": "Put back. Any reviewer may take it up.",
    "comment": "Your comment is on record.",
}


class Words(forms.Form):
    """What is said with a step."""

    words = forms.CharField(
        label="In your words",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def words_form(verb: str) -> Words:
    """The form for one verb, with ids of its own so that several stand on one page."""
    return Words(auto_id=f"{verb}_%s")


@client_page(permission="outreach.view", methods=WRITE)
def step(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    """Take one step; what stands in the way is said in its own sentence."""
    verb = request.POST.get("verb", "")
    try:
        take_step(
            by=request.user,
            initiative_id=number,
            verb=verb,
            words=request.POST.get("words", ""),
        )
    except DomainError as error:
        if error.status in (403, 404):
            raise
        messages.error(request, error.message)
    else:
        messages.success(request, DONE[verb])
    if request.POST.get("from") == "review":
        return redirect(f"{resolve_url('review_queue')}?item={number}")
    detail = initiative_detail(by=request.user, initiative_id=number)
    return redirect("initiative", code=client.code, number=detail.entry.id)


@client_page(permission="outreach.submit", methods=WRITE)
def nothing(request: PageRequest, client: Client) -> HttpResponseBase:
    """Attest that a quarter brought nothing to report."""
    try:
        attest(
            by=request.user,
            client_code=client.code,
            quarter=request.POST.get("quarter", ""),
            words=request.POST.get("words", ""),
        )
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Attested. The quarter counts as reported, with nothing in it.")
    return redirect("client_outreach", code=client.code)
