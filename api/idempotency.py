"""``Idempotency-Key`` on requests that create: asked twice, done once, answered the same."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from rest_framework.response import Response

from api.views import View
from riskcore import idempotency
from riskcore.canonical import canonical_json, sha256

HEADER = "Idempotency-Key"
REPEATED_HEADERS = ("Location", "ETag", "Retry-After")


def once(method: Callable[..., Response]) -> Callable[..., Response]:
    """Wrap a view's ``post``: with the header, effect and reply are kept in one transaction and a repeat
    is answered from it with ``Idempotent-Replayed: true``. Without the header nothing changes."""

    @wraps(method)
    def wrapper(view: View, *args: Any, **kwargs: Any) -> Response:
        key = view.request.headers.get(HEADER)
        if key is None:
            return method(view, *args, **kwargs)

        def effect() -> idempotency.Reply:
            response = method(view, *args, **kwargs)
            headers = {name: response[name] for name in REPEATED_HEADERS if name in response}
            return idempotency.Reply(
                status=response.status_code, body=response.data, headers=headers
            )

        reply, was_kept = idempotency.once(
            by=view.by, key=key, fingerprint=_fingerprint(view), effect=effect
        )
        headers = {**reply.headers, **({"Idempotent-Replayed": "true"} if was_kept else {})}
        return Response(reply.body, status=reply.status, headers=headers)

    wrapper.idempotent = True  # type: ignore[attr-defined]  # read by api.documentation
    return wrapper


def _fingerprint(view: View) -> str:
    """SHA-256 over method, path and what was sent; of a file, its name and its bytes."""
    request = view.request
    sent: dict[str, Any] = {"json": None, "fields": {}, "files": {}}
    if request.FILES:
        sent["fields"] = {name: request.POST.getlist(name) for name in request.POST}
        sent["files"] = {
            name: [file.name, *[sha256(chunk) for chunk in file.chunks()]]
            for name, file in request.FILES.items()
        }
        for file in request.FILES.values():
            file.seek(0)
    else:
        sent["json"] = request.data
    return sha256(canonical_json([request.method, request.path, sent]))
