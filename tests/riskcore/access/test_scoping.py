"""From a person and a permission to where it is held: three questions, one answer."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from riskcore.access.models import Organisation, Role, User
from riskcore.access.rules import RULES
from riskcore.access.scoping import Person, organisation_ids, system_user, user_named
from riskcore.clients.models import Client, Department
from riskcore.clients.queries import can, check, find, visible
from riskcore.errors import NotFound, PermissionDenied
from tests.factories.riskcore import MembershipFactory, UserFactory

CAST = ["ana", "uma", "ben", "cal", "dee", "rita", "lee", "chief", "house"]
EVERY_PERMISSION = [*RULES.keys(), "client.destroy"]


def passes(by: Person, permission: str, client: Client) -> bool:
    try:
        check(by=by, permission=permission, client=client)
    except PermissionDenied:
        return False
    return True


@pytest.mark.parametrize("name", CAST)
def test_check_can_and_visible_to_agree_for_every_permission(
    request: pytest.FixtureRequest, alder: Client, birch: Client, name: str
) -> None:
    person: User = request.getfixturevalue(name)
    for permission in RULES.keys():  # noqa: SIM118  # a registry is no dict
        listed = set(visible(by=person, permission=permission))
        for client in (alder, birch):
            answer = can(by=person, permission=permission, client=client)
            assert passes(person, permission, client) is answer
            assert (client in listed) is answer, (name, permission, client.code)


@pytest.mark.parametrize("name", CAST)
def test_a_body_is_listed_only_where_it_is_held(request: pytest.FixtureRequest, name: str) -> None:
    person: User = request.getfixturevalue(name)
    for permission in EVERY_PERMISSION:
        expected = {
            held.organisation_id
            for held in person.memberships.all()
            if permission in RULES and Role(held.role) in RULES.get(permission).roles
        }
        if person.is_system:
            expected = set(Organisation.objects.values_list("pk", flat=True))
        assert set(organisation_ids(person, permission)) == expected


def test_a_stranger_holds_nothing(alder: Client) -> None:
    assert not visible(by=AnonymousUser()).exists()
    assert not can(by=AnonymousUser(), permission="client.view", client=alder)
    with pytest.raises(NotFound):
        find(by=AnonymousUser(), code=alder.code)


def test_an_ended_membership_gives_nothing_and_an_open_one_beside_it_its_own(
    alder: Client, ana: User
) -> None:
    ana.memberships.update(ended_at=timezone.now())
    assert not visible(by=ana).exists()
    MembershipFactory(user=ana, organisation=alder.organisation, role=Role.RISK_MANAGER)
    assert can(by=ana, permission="recommendation.answer", client=alder)
    assert not can(by=ana, permission="recommendation.write", client=alder)


def test_an_inactive_person_holds_nothing(alder: Client, ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(is_active=False)
    ana.refresh_from_db()
    assert not visible(by=ana).exists()


def test_the_superuser_flag_grants_nothing(alder: Client, cal: User) -> None:
    root = UserFactory(is_superuser=True, is_staff=True)
    cal.is_superuser = True
    for person in (root, cal):
        for permission in EVERY_PERMISSION:
            assert not can(by=person, permission=permission, client=alder)


def test_an_unknown_permission_is_held_by_no_person(alder: Client, dee: User) -> None:
    assert not can(by=dee, permission="client.destroy", client=alder)


def test_a_person_with_two_roles_sees_a_client_once(alder: Client, ana: User) -> None:
    for body in (alder.carrier.organisation, alder.organisation):
        MembershipFactory(user=ana, organisation=body, role=Role.AUDITOR)
    assert [client.code for client in visible(by=ana)] == ["alder-falls"]


def test_a_department_is_seen_with_its_client(
    alder_police: Department, birch: Client, lee: User, cal: User
) -> None:
    assert list(Department.objects.visible_to(lee)) == [alder_police]
    assert not Department.objects.visible_to(cal).exists()


def test_not_visible_and_not_there_read_the_same(alder: Client, cal: User) -> None:
    told = []
    for code in ("alder-falls", "never-was"):
        with pytest.raises(NotFound) as refused:
            find(by=cal, code=code, permission="report.issue")
        told.append((refused.value.code, refused.value.message.replace(code, "?")))
    assert told[0] == told[1]


def test_the_house_is_one_active_user_that_cannot_sign_in(db: None) -> None:
    house = system_user()
    assert system_user() == house
    assert house.is_system
    assert not house.has_usable_password()


def test_the_house_may_do_everything(alder: Client, house: User) -> None:
    assert all(can(by=house, permission=permission, client=alder) for permission in RULES.keys())  # noqa: SIM118


def test_only_active_people_are_found_by_name(ana: User, ben: User) -> None:
    User.objects.filter(pk=ben.pk).update(is_active=False)
    assert user_named("ana") == ana
    for name in ("ben", "zed"):
        with pytest.raises(NotFound, match="no active user with that name"):
            user_named(name)
