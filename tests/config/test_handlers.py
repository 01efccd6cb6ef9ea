"""Which edge answers when no view did."""

import json

import pytest
from django.test import RequestFactory

from config import handlers, urls

ANSWERS = {
    400: lambda request: handlers.bad_request(request, ValueError()),
    403: lambda request: handlers.forbidden(request, PermissionError()),
    404: lambda request: handlers.not_found(request, LookupError()),
    500: handlers.server_error,
}


@pytest.mark.parametrize("status", ANSWERS)
def test_below_api_the_answer_is_a_problem_document(status: int) -> None:
    answer = ANSWERS[status](RequestFactory().get("/api/v1/nowhere"))
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/problem+json")
    assert json.loads(answer.content)["status"] == status


@pytest.mark.django_db
@pytest.mark.parametrize("status", ANSWERS)
@pytest.mark.parametrize("address", ["/nowhere", "/apiary"])
def test_elsewhere_it_is_a_page(status: int, address: str) -> None:
    answer = ANSWERS[status](RequestFactory().get(address))
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/html")


def test_the_addresses_name_these_handlers() -> None:
    assert urls.handler404 == "config.handlers.not_found"
    assert urls.handler500 == "config.handlers.server_error"
