"""Problem documents, whoever raised them."""

from typing import Any

import pytest
from django.urls import reverse
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.test import APIClient, APIRequestFactory

from api import me
from api.errors import MEDIA_TYPE, handle
from api.serializers import Input
from riskcore.access.models import User
from riskcore.errors import Conflict, DomainError, InvalidInput, TooMany

MEMBERS = {"type", "title", "status", "detail", "instance", "code", "errors", "request_id"}


def answer_to(error: Exception) -> Any:
    return handle(error, {"request": APIRequestFactory().get("/api/v1/x/")})


def test_an_address_that_does_not_exist_is_a_problem_document(db: None) -> None:
    answer = APIClient().get("/api/v1/no/such/")
    assert (answer.status_code, answer["Content-Type"]) == (404, MEDIA_TYPE)
    assert set(answer.json()) == MEMBERS
    assert answer.json()["request_id"] == answer["X-Request-Id"]


def test_a_mistake_of_ours_gives_no_detail(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**asked: object) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(me, "open_memberships", broken)
    api = APIClient(raise_request_exception=False)
    api.force_login(ana)
    answer = api.get(reverse("api_me"))
    assert (answer.status_code, answer["Content-Type"]) == (500, MEDIA_TYPE)
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InvalidInput("x.y", "No.", field="days"), 422),
        (Conflict("x.y", "No."), 409),
        (TooMany("x.y", "No.", retry_after=9), 429),
        (DomainError("x.y", "No."), 400),
    ],
)
def test_a_domain_error_keeps_its_code_and_sentence(error: DomainError, status: int) -> None:
    answer = answer_to(error)
    assert (answer.status_code, answer.data["code"], answer.data["detail"]) == (
        status,
        "x.y",
        "No.",
    )
    assert answer.data["type"] == "urn:commonward:problem:x.y"
    assert [fault["pointer"] for fault in answer.data["errors"]] == (
        ["/days"] if status == 422 else []
    )
    assert ("Retry-After" in answer) == (status == 429)


def test_waiting_is_said_in_seconds() -> None:
    assert answer_to(Throttled(wait=7))["Retry-After"] == "7"


def test_a_mistake_is_not_dressed_as_a_refusal() -> None:
    assert answer_to(ValueError("x")) is None


class Line(Input):
    amount = serializers.IntegerField()


class Body(Input):
    name = serializers.CharField()
    lines = Line(many=True)


def test_faults_in_a_body_carry_pointers_and_unknown_keys_are_among_them() -> None:
    body = Body(data={"name": "a", "lines": [{"amount": 1}, {"amount": "x", "hidden/key": 1}]})
    with pytest.raises(serializers.ValidationError) as caught:
        body.is_valid(raise_exception=True)
    [fault] = answer_to(caught.value).data["errors"]
    assert (fault["pointer"], fault["code"]) == ("/lines/1/hidden~1key", "unknown")


def test_an_unknown_key_at_the_top_is_refused() -> None:
    body = Body(data={"name": "a", "lines": [], "is_staff": True})
    assert not body.is_valid()
    assert set(body.errors) == {"is_staff"}


def test_a_body_nested_too_deeply_is_refused_as_any_other_that_cannot_be_read(ana: User) -> None:
    caller = APIClient()
    caller.force_authenticate(ana)
    address = reverse("api_client_recommendations", args=["alder-falls"])
    for body in ("[" * 5_000 + "]" * 5_000, '{"a":' * 3_000 + "1" + "}" * 3_000):
        answer = caller.post(address, body, content_type="application/json")
        assert (answer.status_code, answer["Content-Type"]) == (400, MEDIA_TYPE)
