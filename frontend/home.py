"""The first page of each person, the look of the pages, and a sign of life."""

from django.db import connection
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url

from frontend.access import WRITE, public, signed_in
from frontend.navigation import THEMES
from frontend.requests import PageRequest, safe_next
from riskcore.clients.queries import held_somewhere, visible

YEAR = 365 * 24 * 60 * 60


@signed_in()
def home(request: PageRequest) -> HttpResponseBase:
    """A person with one client begins there, at the outreach desk where recording is their work;
    everybody else with their list of clients."""
    codes = list(visible(by=request.user).values_list("code", flat=True)[:2])
    if len(codes) == 1:
        held = held_somewhere(by=request.user)
        records_only = "outreach.submit" in held and "profile.view" not in held
        return redirect("client_outreach" if records_only else "client", code=codes[0])
    return redirect("portfolio")


@public(methods=WRITE)
def theme(request: PageRequest) -> HttpResponseBase:
    """Keep the chosen theme in a cookie: no script, and no flash of the other one."""
    chosen = request.POST.get("theme", "")
    response = redirect(safe_next(request, resolve_url("home")))
    if chosen in THEMES:
        response.set_cookie(
            "theme",
            chosen,
            max_age=YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


@public()
def healthz(request: PageRequest) -> HttpResponseBase:
    """Whether this process answers and reaches its database; no detail for strangers."""
    del request
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001  # whatever it is, the answer is the same
        return HttpResponse("not ready\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
