"""What a page may ask of its request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from riskcore.access.models import User


class PageRequest(HttpRequest):
    """A request after our middleware; ``user`` is a person behind every guard but ``public``."""

    user: User
    htmx: HtmxDetails
    id: str
    address: str


def wants_part(request: PageRequest) -> bool:
    """Whether to answer with the part of the page that changed rather than the whole of it."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def safe_next(request: HttpRequest, fallback: str) -> str:
    """Where ``next`` asks to go, if that is a page of ours; otherwise ``fallback``."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # Without its slash Django would take it for the name of a page, known or not.
    return asked if ours and asked.startswith("/") else fallback


def go_to(request: PageRequest, name: str, *args: object) -> HttpResponse:
    """Send the browser on to a page of ours: the whole of it, also from within a part."""
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": resolve_url(name, *args)})
    return redirect(name, *args)
