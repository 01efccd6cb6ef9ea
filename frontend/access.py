"""Guards: every page carries exactly one, and a test finds those that carry none.

``public`` lets anybody in, ``signed_in`` whoever has signed in, ``page`` those who hold a permission for
some client, ``client_page`` those who hold it for the client in the address.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url

from frontend.errors import problem, wrong_method
from frontend.requests import PageRequest
from riskcore.access.models import User
from riskcore.audit.actions import look
from riskcore.clients.models import Client
from riskcore.clients.queries import check_somewhere
from riskcore.errors import DomainError

P = ParamSpec("P")
Page = Callable[Concatenate[PageRequest, P], HttpResponseBase]
ClientPage = Callable[Concatenate[PageRequest, Client, P], HttpResponseBase]
Guarded = Callable[..., HttpResponseBase]

GUARDS: dict[Guarded, str] = {}
READ = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
WRITE = ("POST",)


def public(*, methods: tuple[str, ...] = READ) -> Callable[[Page[P]], Guarded]:
    """Anybody may ask, signed in or not."""
    return _guard("public", methods, lambda request: None)


def signed_in(*, methods: tuple[str, ...] = READ) -> Callable[[Page[P]], Guarded]:
    """Whoever has signed in may ask; others are sent to sign in and come back."""
    return _guard("signed in", methods, _ask_to_sign_in)


def page(*, permission: str, methods: tuple[str, ...] = READ) -> Callable[[Page[P]], Guarded]:
    """Those who hold ``permission`` for some client may ask."""

    def check(request: PageRequest) -> HttpResponseBase | None:
        answer = _ask_to_sign_in(request)
        if answer is None:
            check_somewhere(by=request.user, permission=permission)
        return answer

    return _guard(permission, methods, check)


def client_page(
    *, permission: str, methods: tuple[str, ...] = READ
) -> Callable[[ClientPage[P]], Guarded]:
    """Those who hold ``permission`` for the client of the address may ask: the view is given the client
    instead of its code. Not visible means not found. The look is recorded."""

    def decorate(view: ClientPage[P]) -> Guarded:
        @wraps(view)
        def with_client(request: PageRequest, *, code: str, **kwargs: object) -> HttpResponseBase:
            client = look(by=request.user, code=code, permission=permission)
            return view(request, client, **kwargs)  # type: ignore[arg-type,call-arg]  # from the address

        return _guard(f"client: {permission}", methods, _ask_to_sign_in)(with_client)

    return decorate


def _guard(
    name: str,
    methods: tuple[str, ...],
    check: Callable[[PageRequest], HttpResponseBase | None],
) -> Callable[[Callable[..., HttpResponseBase]], Guarded]:
    def decorate(view: Callable[..., HttpResponseBase]) -> Guarded:
        @wraps(view)
        def guarded(request: PageRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method not in methods:
                return wrong_method(request, methods)
            try:
                return check(request) or view(request, *args, **kwargs)
            except DomainError as error:
                return problem(request, error)

        GUARDS[guarded] = name
        return guarded

    return decorate


def _ask_to_sign_in(request: PageRequest) -> HttpResponseBase | None:
    if isinstance(request.user, User) and request.user.is_active:
        return None
    back = request.get_full_path() if request.method == "GET" and not request.htmx else ""
    address = resolve_url("sign_in") + (f"?{urlencode({'next': back})}" if back else "")
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def guard_of(view: Any) -> str | None:
    """The guard's name, or None for a view that has none."""
    return GUARDS.get(view)


def is_signed_in(request: HttpRequest) -> bool:
    """Whether a person stands behind the request."""
    return isinstance(request.user, User) and request.user.is_active
