"""The first page of each person, the look of the pages, and a sign of life."""

from django.db import connection
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url

from frontend.access import WRITE, public, signed_in
from frontend.navigation import THEMES
from frontend.requests import PageRequest, safe_next
from riskcore.access.models import Role
from riskcore.access.queries import open_memberships
from riskcore.access.rules import DEPARTMENT, INSURER
from riskcore.clients.queries import visible

YEAR = 365 * 24 * 60 * 60
DESK = INSURER | {Role.AUDITOR}


@signed_in()
def home(request: PageRequest) -> HttpResponseBase:
    """Everybody begins at their desk: an investigator at the cases, a department at its outreach, a
    client's risk manager at the client, whoever works with many clients at the list of them."""
    roles = {membership.role for membership in open_memberships(by=request.user)}
    codes = list(visible(by=request.user).values_list("code", flat=True)[:2])
    if len(codes) != 1 or roles & DESK:
        return redirect("portfolio")
    if Role.INVESTIGATOR in roles:
        return redirect("client_cases", code=codes[0])
    return redirect("client_outreach" if roles & DEPARTMENT else "client", code=codes[0])


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
