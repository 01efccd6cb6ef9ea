"""What every view does before it does anything: permission, parameters, finding, recording the look."""

from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory, force_authenticate

from api.access import SIGNED_IN
from api.serializers import Query
from api.views import ClientView, ItemView, View
from riskcore.access.models import User
from riskcore.audit.models import LOOK, AuditEvent
from riskcore.clients.models import Client


class Asked(Query):
    size = serializers.IntegerField(default=3)


class Sized(View):
    permission = SIGNED_IN
    query = Asked

    def get(self, request: Request) -> Response:
        return Response(self.asked)

    post = get


class ReadOrWrite(ClientView):
    permission = "client.view"
    write_permission = "report.prepare"

    def get(self, request: Request, code: str) -> Response:
        return Response({"client": self.client.code})

    post = get


class Thing(ItemView[str]):
    permission = "loss.view"

    def find(self, key: Any) -> str:
        return f"thing {key}"

    def client_code(self) -> str:
        return "alder-falls" if self.item != "thing 0" else ""

    def get(self, request: Request, key: str) -> Response:
        return Response({"item": self.item})


def call(view: type[View], user: User, method: str = "get", query: str = "", **keys: Any) -> Any:
    request = getattr(APIRequestFactory(), method)(f"/{query}")
    force_authenticate(request, user)
    return view.as_view()(request, **keys)


def test_a_read_knows_its_parameters_and_a_write_none(ana: User) -> None:
    assert call(Sized, ana).data == {"size": 3}
    assert call(Sized, ana, query="?size=4").data == {"size": 4}
    assert call(Sized, ana, query="?size=x").status_code == 400
    refused = call(Sized, ana, query="?limit=4")
    assert (refused.status_code, refused.data["errors"][0]["detail"]) == (
        400,
        "'limit' is not a parameter here. Known: size.",
    )
    assert call(Sized, ana, "post", query="?size=4").status_code == 400


def test_reading_and_writing_may_need_different_permissions(alder: Client, ben: User) -> None:
    assert call(ReadOrWrite, ben, code=alder.code).status_code == 200
    assert call(ReadOrWrite, ben, "post", code=alder.code).status_code == 403


def test_a_thing_is_found_its_client_checked_and_the_look_recorded(
    alder: Client, ana: User, chief: User
) -> None:
    assert call(Thing, ana, key="7").data == {"item": "thing 7"}
    assert AuditEvent.objects.filter(verb=LOOK, actor=ana, client=alder).count() == 1
    assert call(Thing, chief, key="7").status_code == 403
    assert call(Thing, chief, key="0").status_code == 200


@pytest.mark.parametrize("key", ["\x00", "a\x00b"])
def test_a_name_no_database_takes_is_not_found(alder: Client, ana: User, key: str) -> None:
    assert call(Thing, ana, key=key).status_code == 404
