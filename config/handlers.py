"""Which edge answers when no view did: problem documents under /api/, pages elsewhere."""

from django.http import HttpRequest, HttpResponse

from api import errors as api_errors
from frontend import errors as pages


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _edge(request, 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _edge(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _edge(request, 403)


def server_error(request: HttpRequest) -> HttpResponse:
    return _edge(request, 500)


def _edge(request: HttpRequest, status: int) -> HttpResponse:
    if request.path.startswith("/api/"):
        return api_errors.plain(request, status)
    return pages.plain(request, status)
