"""Who gets which answer: every endpoint x person x relation."""

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient, APIRequestFactory
from rest_framework.views import APIView

from api.access import DenyUnlessNamed
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.architecture.test_guarded_urls import API

OF_A_CLIENT = [str(route.name) for pattern, route in API if "<slug:code>" in pattern]
READS_AUDIT = {"ben", "dee"}
HTMX = pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])


def caller(user: User | None) -> APIClient:
    made = APIClient()
    if user is not None:
        made.force_login(user)
    return made


@HTMX
@pytest.mark.parametrize("name", OF_A_CLIENT)
@pytest.mark.parametrize("who", ["ana", "uma", "ben", "dee", "rita", "lee", "chief"])
def test_those_behind_a_client_get_what_the_rule_table_gives_them(
    request: pytest.FixtureRequest, alder: Client, name: str, who: str, headers: dict[str, str]
) -> None:
    user: User = request.getfixturevalue(who)
    answer = caller(user).get(reverse(name, args=[alder.code]), headers=headers)
    allowed = name != "api_client_audit" or who in READS_AUDIT
    assert answer.status_code == (200 if allowed else 403)


@HTMX
@pytest.mark.parametrize("name", OF_A_CLIENT)
def test_another_carriers_client_is_not_found_just_as_one_that_does_not_exist(
    alder: Client, cal: User, name: str, headers: dict[str, str]
) -> None:
    bodies = []
    for code in (alder.code, "nowhere-at-all"):
        answer = caller(cal).get(reverse(name, args=[code]), headers=headers)
        assert answer.status_code == 404
        body = answer.json() | {"request_id": ""}
        bodies.append(str(body).replace(code, "*"))
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize("name", [str(route.name) for _, route in API])
def test_a_stranger_gets_nothing(alder: Client, name: str) -> None:
    args = [alder.code] if name in OF_A_CLIENT else []
    answer = caller(None).get(reverse(name, args=args))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_closed_account_and_an_ended_membership_count_at_once(alder: Client, ana: User) -> None:
    api = caller(ana)
    ana.memberships.update(ended_at=timezone.now())
    assert api.get(reverse("api_clients")).json()["results"] == []
    assert api.get(reverse("api_client", args=[alder.code])).status_code == 404
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert api.get(reverse("api_clients")).status_code == 401


def test_no_endpoint_shows_cal_a_word_of_another_client(alder: Client, cal: User) -> None:
    Client.objects.filter(pk=alder.pk).update(name="Canary-7f3a Falls")
    api = caller(cal)
    addresses = [reverse(name, args=[alder.code]) for name in OF_A_CLIENT]
    addresses += [reverse("api_me"), reverse("api_schema")]
    addresses += [reverse("api_clients") + query for query in ("", "?text=Canary", "?state=TX")]
    for address in addresses:
        assert "Canary-7f3a" not in api.get(address).content.decode(), address


@pytest.mark.parametrize("named", [None, "no.such.permission"])
def test_a_view_that_names_no_known_permission_is_nobodys(ana: User, named: str | None) -> None:
    view = APIView()
    if named:
        view.permission = named  # type: ignore[attr-defined]  # what is tested
    request = APIRequestFactory().get("/")
    request.user = ana
    assert not DenyUnlessNamed().has_permission(request, view)  # type: ignore[arg-type]  # has .user
