"""Flyers of services: asking for one, watching it being drawn, and the short links with their scans."""

from uuid import UUID

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from frontend.access import FORM, client_page, public
from frontend.drawn import Paper, found, sent, shown
from frontend.errors import explain
from frontend.requests import PageRequest, go_to
from frontend.tabs import client_shell
from outreach.material import flyer
from outreach.material.links import follow, followed
from outreach.services.queries import told_at
from riskcore.clients.models import Client
from riskcore.errors import DomainError, NotFound

TAB = "client_outreach"
PAPER = Paper(
    kind=flyer.FILE,
    tab=TAB,
    progress="flyer_job",
    file="flyer_file",
    template="frontend/material/job.html",
    said=lambda job: "The flyer is drawn.",
)


class FlyerForm(forms.Form):
    layout = forms.ChoiceField(label="Layout", choices=[*flyer.LAYOUTS.items()])
    language = forms.ChoiceField(label="Language", choices=[("en", "English"), ("es", "Spanish")])


@client_page(permission="outreach.submit", methods=FORM)
def ask(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    """Choose layout and language of an initiative's flyer, and have it drawn."""
    told = told_at(by=request.user, initiative_id=number)
    if told.client_code != client.code:
        raise NotFound("initiative.unknown", f"{client.name} has no initiative {number}.")
    form, status = FlyerForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                job = flyer.ask(
                    by=request.user,
                    initiative_id=told.initiative_id,
                    base=base_of(request),
                    **form.cleaned_data,
                )
                return go_to(request, "flyer_job", client.code, job.pk)
            except DomainError as error:
                explain(form, error)
                status = error.status
    context = {**client_shell(request, client, TAB), "told": told, "form": form}
    return render(request, "frontend/material/flyer.html", context, status=status)


def base_of(request: PageRequest) -> str:
    """What every short address of this house begins with."""
    return request.build_absolute_uri(reverse("short_link", args=["0"])).removesuffix("0/")


@client_page(permission="outreach.view")
def job(request: PageRequest, client: Client, *, job_id: UUID) -> HttpResponseBase:
    """The flyer being drawn, then where it is."""
    return shown(request, client, PAPER, found(request, client, PAPER, job_id))


@client_page(permission="outreach.view")
def file(request: PageRequest, client: Client, *, job_id: UUID) -> HttpResponseBase:
    del client  # who may see it was asked of the job's own client
    return sent(request, flyer.read(by=request.user, job_id=job_id))


@client_page(permission="outreach.view")
def links(request: PageRequest, client: Client) -> HttpResponseBase:
    """Every short link with how often it was followed."""
    rows = followed(by=request.user, client_code=client.code)
    context = {**client_shell(request, client, TAB), "rows": rows}
    return render(request, "frontend/material/links.html", context)


@public()
def short_link(request: PageRequest, *, token: str) -> HttpResponseBase:
    """What a printed address leads to, for anybody; the scan is counted and nothing else is kept."""
    context = {"found": follow(token=token)}
    response = render(request, "frontend/material/open.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
