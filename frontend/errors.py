"""Refusals as pages: one sentence, the right status, and a way on."""

from http import HTTPStatus

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext

from frontend.requests import PageRequest
from riskcore.errors import Conflict, DomainError, InvalidInput, InvalidTransition

# Refusals that leave a form standing, with all that was written in it.
KEPT = (InvalidInput, InvalidTransition, Conflict)
TITLES = {
    400: "The request could not be understood",
    403: "You may not do this",
    404: "Nothing here",
    405: "This page does not take that",
    409: "That cannot be done now",
    422: "That does not add up",
    429: "Too many attempts",
    500: "Something went wrong on our side",
}
SENTENCES = {
    400: "What your browser sent could not be read. Go back, reload the page and try again.",
    403: "You may not do this. Ask your administrator.",
    404: "There is nothing at this address that you may see. Check the address, or begin again from "
    "your first page.",
    405: "This address answers to another kind of request. Go back and use the page's own buttons.",
    500: "Nothing was changed. Try again; if it happens again, tell your administrator the number "
    "below.",
}


def problem(request: PageRequest, error: DomainError) -> HttpResponse:
    """The page for a refusal; within a page already open, a message at its top."""
    return _answer(request, error.status, error.message, headers_of(error))


def headers_of(error: DomainError) -> dict[str, str]:
    """What an answer to this refusal says beside its words: when to try again."""
    return {"Retry-After": str(error.facts["retry_after"])} if error.status == 429 else {}


def plain(request: HttpRequest, status: int) -> HttpResponse:
    """The page where no view of ours was reached."""
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return render(
            None,  # no context processor may fail a second time
            "frontend/500.html",
            {"title": TITLES[500], "sentence": SENTENCES[500], "id": getattr(request, "id", "")},
            status=500,
        )
    return _answer(request, status, SENTENCES[status], {})


def wrong_method(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    """The page for a request of a kind this address does not take."""
    return _answer(request, 405, SENTENCES[405], {"Allow": ", ".join(methods)})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose token is missing or old."""
    del reason
    sentence = gettext(
        "The form you sent was too old, or your browser did not send our cookie. "
        "Reload the page and send it again."
    )
    return _answer(request, 403, sentence, {})


def explain(form: BaseForm, error: DomainError) -> int:
    """Put a refusal beside the field it is about, or above the form; returns the status to answer with.

    What was written stays in the form. Where somebody else was first, it goes on from the version that
    stands now, which the reader is told of.
    """
    field = str(error.facts.get("field", ""))
    form.add_error(field if field in form.fields else None, error.message)
    if isinstance(error, Conflict) and "version" in form.fields:
        stands = QueryDict(mutable=True)
        stands.update(form.data)
        stands["version"] = form.get_initial_for_field(form.fields["version"], "version")
        form.data = stands
    return error.status


def status_of(form: BaseForm) -> int:
    """The status of a page that shows a form: 422 where what was sent does not add up."""
    return 422 if form.errors else 200


def _answer(
    request: HttpRequest, status: int, sentence: str, headers: dict[str, str]
) -> HttpResponse:
    title = TITLES.get(status, HTTPStatus(status).phrase)
    context = {"title": title, "sentence": sentence, "status": status}
    if getattr(request, "htmx", False):
        headers = {**headers, "HX-Retarget": "#problem", "HX-Reswap": "innerHTML show:top"}
        template = "frontend/_problem.html"
    else:
        template = "frontend/problem.html"
    response = render(request, template, context, status=status)
    for name, value in headers.items():
        response[name] = value
    return response
