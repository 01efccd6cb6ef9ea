"""Asked twice, done once."""

from typing import Any

import pytest
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory, force_authenticate

from api.access import SIGNED_IN
from api.idempotency import once
from api.views import View
from riskcore.access.models import Organisation, User
from riskcore.errors import Conflict


class Found(View):
    """Founds an organisation, as a stand-in for any endpoint that creates."""

    permission = SIGNED_IN

    @once
    def post(self, request: Request) -> Response:
        made = Organisation.objects.create(name=request.data["name"], kind="client")
        if made.name == "refused":
            raise Conflict("x.y", "No.")
        return Response({"id": made.pk}, status=201, headers={"Location": f"/{made.pk}/"})


def post(user: User, name: str, key: str | None = "k1") -> Any:
    headers = {} if key is None else {"Idempotency-Key": key}
    request = APIRequestFactory().post("/found/", {"name": name}, headers=headers)
    force_authenticate(request, user)
    return Found.as_view()(request)


def test_a_repeat_is_answered_from_the_first_and_does_nothing(ana: User) -> None:
    first, again = post(ana, "one"), post(ana, "one")
    assert (again.status_code, again.data, again["Location"]) == (
        201,
        first.data,
        first["Location"],
    )
    assert again["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first
    assert Organisation.objects.filter(name="one").count() == 1


def test_the_same_key_for_another_body_is_refused(ana: User) -> None:
    post(ana, "one")
    answer = post(ana, "two")
    assert (answer.status_code, answer.data["code"]) == (422, "idempotency.key_reused")
    assert not Organisation.objects.filter(name="two").exists()


def test_a_key_is_its_users_own(ana: User, uma: User) -> None:
    assert post(ana, "one").data != post(uma, "one").data


def test_without_a_key_each_request_counts(ana: User) -> None:
    assert post(ana, "one", None).data != post(ana, "one", None).data


def test_a_refusal_is_not_kept_and_leaves_nothing_behind(ana: User) -> None:
    assert post(ana, "refused").status_code == 409
    assert not Organisation.objects.filter(name="refused").exists()
    assert post(ana, "one").status_code == 201


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_key_out_of_bounds_is_refused(ana: User, key: str) -> None:
    assert post(ana, "one", key).status_code == 422
