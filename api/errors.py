"""Every refusal as a problem document (RFC 9457), whoever raised it."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from riskcore.errors import DomainError

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:commonward:problem:"
SENTENCES = {
    400: "The request could not be understood. Check its form against the schema.",
    401: "You are not signed in. Send a token, or sign in first.",
    403: "You may not do this. Ask your administrator.",
    404: "There is nothing at this address that you may see. Check the address.",
    405: "This address does not answer that method. See the schema for those it does.",
    500: "Something went wrong on our side and nothing was changed. Try again, or tell your "
    "administrator the request id.",
}


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an exception from a view; None for one that is a mistake of ours."""
    set_rollback()
    request = context["request"]
    if isinstance(error, DomainError):
        return _domain(error, request)
    if isinstance(error, Http404):
        error = exceptions.NotFound(SENTENCES[404])
    elif isinstance(error, DjangoPermissionDenied):
        error = exceptions.PermissionDenied(SENTENCES[403])
    if isinstance(error, exceptions.APIException):
        return _framework(error, request)
    return None


def plain(request: HttpRequest, status: int) -> JsonResponse:
    """A problem document where no view of ours was reached."""
    body = problem(request, status=status, code=f"http.{status}", detail=SENTENCES[status])
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def problem(
    request: Any, *, status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """The members of a problem document. errors: one {pointer, code, detail} per fault in the body."""
    return {
        "type": TYPE + code,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.path,
        "code": code,
        "errors": errors or [],
        "request_id": getattr(request, "id", ""),
    }


def _domain(error: DomainError, request: Any) -> Response:
    field = error.facts.get("field")
    faults = [{"pointer": f"/{field}", "code": error.code, "detail": error.message}]
    body = problem(
        request,
        status=error.status,
        code=error.code,
        detail=error.message,
        errors=faults if field else None,
    )
    headers = {"Retry-After": str(error.facts["retry_after"])} if error.status == 429 else None
    return Response(body, status=error.status, headers=headers, content_type=MEDIA_TYPE)


def _framework(error: exceptions.APIException, request: Any) -> Response:
    status = error.status_code
    faults = list(_faults(error.detail)) if isinstance(error, exceptions.ValidationError) else []
    codes = error.get_codes()
    code = "input.invalid" if faults else f"http.{codes if isinstance(codes, str) else status}"
    many = f"{len(faults)} fault{'' if len(faults) == 1 else 's'} in the request"
    detail = (
        f"{many}: {' '.join(fault['detail'] for fault in faults[:3])}"
        if faults
        else str(error.detail)
    )
    body = problem(request, status=status, code=code, detail=detail, errors=faults)
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = str(error.auth_header)  # type: ignore[attr-defined]  # set by DRF
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait))  # type: ignore[attr-defined]  # set by DRF
    return Response(body, status=status, headers=headers, content_type=MEDIA_TYPE)


def _faults(detail: Any, pointer: str = "") -> list[dict[str, str]]:
    """DRF's nested details as a flat list with JSON pointers."""
    if isinstance(detail, dict):
        return [
            fault
            for name, inner in detail.items()
            for fault in _faults(
                inner, pointer if name == "non_field_errors" else f"{pointer}/{_escape(str(name))}"
            )
        ]
    if isinstance(detail, list):
        return [
            fault
            for index, inner in enumerate(detail)
            for fault in _faults(
                inner, f"{pointer}/{index}" if isinstance(inner, dict) else pointer
            )
        ]
    return [{"pointer": pointer, "code": getattr(detail, "code", "invalid"), "detail": str(detail)}]


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
