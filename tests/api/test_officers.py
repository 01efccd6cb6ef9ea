"""Sealed names through the API: for the command of the department alone, each opening kept."""

import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from tests.api.furnished import caller

pytestmark = pytest.mark.django_db
NAME = {"officer": "4711", "name": "Pat Example", "certificate": "MN-1"}


def place(client: Client) -> str:
    return reverse("api_client_officer_names", args=[client.code])


def test_a_name_is_sealed_and_opened_by_the_command(alder: Client, chief: User) -> None:
    sealed = caller(chief).post(place(alder), NAME, format="json")
    assert sealed.status_code == 201
    assert sealed.json().keys() == {"token"}
    opened = caller(chief).get(place(alder)).json()
    assert opened["results"] == [{"token": sealed.json()["token"], "name": "Pat Example"}]
    assert AuditEvent.objects.get(verb="officer.names_opened").actor == chief
    assert "Pat" not in str([*AuditEvent.objects.values_list("facts", flat=True)])


@pytest.mark.parametrize(
    ("who", "expected"),
    [(who, 403) for who in ("ivy", "lee", "rita", "uma", "ana", "ben", "dee")] + [("cal", 404)],
)
def test_nobody_else_opens_or_enters_one(
    who: str, expected: int, alder: Client, chief: User, request: pytest.FixtureRequest
) -> None:
    caller(chief).post(place(alder), NAME, format="json")
    api = caller(request.getfixturevalue(who))
    for answer in (api.get(place(alder)), api.post(place(alder), NAME, format="json")):
        assert answer.status_code == expected
        assert "Pat" not in str(answer.json())
