"""Taking carriers, clients and people into the programme, never above oneself."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from riskcore import enrolment
from riskcore.access.models import Membership, Role, User
from riskcore.audit.actions import verify
from riskcore.clients.models import Client, Department
from riskcore.clients.queries import can
from riskcore.errors import InvalidInput, NotFound, PermissionDenied

HARBOUR = {
    "code": "harbour-point",
    "name": "Harbour Point",
    "kind": "municipality",
    "state": "TX",
    "carrier": "carrier-a",
}


def test_an_administrator_adds_a_client_to_their_own_programme(dee: User, alder: Client) -> None:
    client = enrolment.add_client(by=dee, **HARBOUR)
    assert client.administrator == alder.administrator
    assert can(by=dee, permission="client.view", client=client)


@pytest.mark.parametrize("name", ["ana", "uma", "ben", "rita", "lee", "chief"])
def test_nobody_else_adds_a_client(
    name: str, request: pytest.FixtureRequest, alder: Client
) -> None:
    with pytest.raises(PermissionDenied):
        enrolment.add_client(by=request.getfixturevalue(name), **HARBOUR)
    assert not Client.objects.filter(code="harbour-point").exists()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"code": "alder-falls"}, InvalidInput),
        ({"code": "no code"}, InvalidInput),
        ({"kind": "castle"}, InvalidInput),
        ({"state": "tex"}, InvalidInput),
        ({"name": ""}, InvalidInput),
        ({"carrier": "nobody"}, NotFound),
    ],
)
def test_a_client_that_cannot_be_is_refused_with_the_field(
    dee: User, alder: Client, wrong: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error) as refused:
        enrolment.add_client(by=dee, **{**HARBOUR, **wrong})
    assert refused.value.facts["field"] in {*wrong, "__all__"}


@pytest.mark.parametrize(
    ("role", "permission"),
    [
        (Role.UNDERWRITER, "loss.view"),
        (Role.ADVISOR, "recommendation.write"),
        (Role.AUDITOR, "audit.view"),
        (Role.ADMINISTRATOR, "client.administer"),
        (Role.RISK_MANAGER, "loss.view"),
        (Role.SUBMITTER, "outreach.submit"),
        (Role.REVIEWER, "complaint.view_rows"),
    ],
)
def test_a_role_is_granted_where_it_belongs_and_ends_at_once(
    dee: User, alder: Client, alder_police: Department, role: Role, permission: str
) -> None:
    new = enrolment.add_person(by=dee, username="newcomer")
    where = {"username": "newcomer", "role": role.value, "client_code": alder.code}
    enrolment.grant(by=dee, **where)
    enrolment.grant(by=dee, **where)
    assert Membership.objects.filter(user=new).count() == 1
    assert can(by=new, permission=permission, client=alder)
    enrolment.withdraw(by=dee, **where)
    assert not can(by=new, permission=permission, client=alder)
    with pytest.raises(NotFound):
        enrolment.withdraw(by=dee, **where)
    assert verify()[1] == []


def test_a_role_of_another_programme_cannot_be_granted(dee: User, birch: Client) -> None:
    enrolment.add_person(by=dee, username="newcomer")
    with pytest.raises(NotFound):
        enrolment.grant(by=dee, username="newcomer", role="advisor", client_code=birch.code)


def test_a_department_role_asks_which_department(dee: User, alder: Client) -> None:
    enrolment.add_person(by=dee, username="newcomer")
    with pytest.raises(InvalidInput, match="none yet"):
        enrolment.grant(by=dee, username="newcomer", role="reviewer", client_code=alder.code)
    enrolment.add_department(by=dee, client_code=alder.code, name="Police Department")
    granted = enrolment.grant(by=dee, username="newcomer", role="reviewer", client_code=alder.code)
    assert granted.organisation == "Police Department"


def test_a_weak_password_is_refused(dee: User) -> None:
    with pytest.raises(InvalidInput, match="at least 12"):
        enrolment.add_person(by=dee, username="newcomer", password="short")
    assert not User.objects.filter(username="newcomer").exists()


def test_only_the_house_adds_a_carrier(dee: User, house: User) -> None:
    with pytest.raises(PermissionDenied):
        enrolment.add_carrier(by=dee, code="carrier-z", name="Carrier Z")
    assert enrolment.add_carrier(by=house, code="carrier-z", name="Carrier Z").organisation


def test_the_command_enrols_a_client_that_files_can_then_name(alder: Client) -> None:
    out = StringIO()
    call_command(
        *("enrol", "--json", "client", "harbour-point", "--name", "Harbour Point"),
        *("--client-kind", "municipality", "--state", "TX", "--carrier", "carrier-a"),
        stdout=out,
    )
    assert json.loads(out.getvalue())["client"] == "harbour-point"
    with pytest.raises(CommandError, match="already exists"):
        call_command(
            *("enrol", "client", "harbour-point", "--name", "Harbour Point"),
            *("--client-kind", "municipality", "--state", "TX", "--carrier", "carrier-a"),
        )
