"""What every request and response carries: an id, the caller's address, and headers of caution."""

import re
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

Answer = Callable[[HttpRequest], HttpResponseBase]
ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestFacts:
    """Sets ``request.id`` (taken from X-Request-Id where it is well-formed) and ``request.address``,
    and keeps every answer out of shared and stored caches."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.headers.get("X-Request-Id", "")
        request_id = asked if ID.fullmatch(asked) else uuid.uuid4().hex
        vars(request).update(id=request_id, address=address_of(request))
        response = self.get_response(request)
        response["X-Request-Id"] = request_id
        if not request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            response.setdefault("Cache-Control", "no-store")
            patch_vary_headers(response, ["HX-Request", "Cookie"])
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


def address_of(request: HttpRequest) -> str:
    """The caller's network address. X-Forwarded-For counts only as far as our own proxies wrote it."""
    proxies: int = settings.COMMONWARD["PROXIES"]
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(hops) >= proxies and hops[-proxies]:
        return str(hops[-proxies])
    return str(request.META.get("REMOTE_ADDR", ""))
