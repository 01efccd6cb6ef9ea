"""Names stay in their department; across departments only a band is said."""

from datetime import date

import pytest
from django.conf import LazySettings
from django.utils import timezone

from accountability.officer_names import (
    enter_name,
    open_names,
    seal_again,
    separated_elsewhere,
)
from accountability.officers import PersonKey, SealedName, Separation, officer_of
from riskcore.access.models import User
from riskcore.access.scoping import system_user
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from tests.factories.accountability import OfficerFactory
from tests.factories.riskcore import ClientFactory

pytestmark = pytest.mark.django_db
CLIENT = "alder-falls"


def test_a_name_is_sealed_and_opened_by_the_chief(chief: User) -> None:
    row = enter_name(by=chief, client_code=CLIENT, officer="4711", name="  Pat   Example ")
    enter_name(by=chief, client_code=CLIENT, officer="4711", name="Pat Sample")
    [found] = open_names(by=chief, client_code=CLIENT)
    assert (found.token, found.name) == (row.token, "Pat Sample")
    assert all(b"Pat" not in bytes(each.sealed) for each in SealedName.objects.all())
    acts = AuditEvent.objects.filter(verb__startswith="officer.")
    assert [act.verb.split(".")[1] for act in acts.order_by("id")] == [
        *("name_entered", "name_entered", "names_opened"),
    ]
    assert not any("Pat" in act.facts for act in acts)


def keys(settings: LazySettings, *secrets: str) -> None:
    settings.COMMONWARD = {**settings.COMMONWARD, "SEALING_KEYS": list(secrets)}


def test_a_secret_is_turned_over_by_the_house(chief: User, settings: LazySettings) -> None:
    keys(settings, "old")
    enter_name(by=chief, client_code=CLIENT, officer="4711", name="Pat Example")
    keys(settings, "new", "old")
    with pytest.raises(PermissionDenied):
        seal_again(by=chief)
    assert seal_again(by=system_user()) == 1
    keys(settings, "new")
    assert [found.name for found in open_names(by=chief, client_code=CLIENT)] == ["Pat Example"]
    assert AuditEvent.objects.filter(verb="officer.names_sealed_again").count() == 1


def test_a_name_of_a_lost_secret_stops_the_turning_over(
    chief: User, settings: LazySettings
) -> None:
    keys(settings, "lost")
    enter_name(by=chief, client_code=CLIENT, officer="4711", name="Pat Example")
    before = bytes(SealedName.objects.get().sealed)
    keys(settings, "new", "old")
    with pytest.raises(Conflict):
        seal_again(by=system_user())
    assert bytes(SealedName.objects.get().sealed) == before


def test_a_name_is_needed(chief: User) -> None:
    for officer, name in ((" ", "Pat"), ("4711", " "), ("4711", "x" * 201)):
        with pytest.raises(InvalidInput):
            enter_name(by=chief, client_code=CLIENT, officer=officer, name=name)


@pytest.mark.parametrize("person", ["uma", "ana", "ben", "dee", "rita", "ivy", "lee", "cal"])
def test_nobody_else_opens_or_enters_names(
    chief: User, person: str, request: pytest.FixtureRequest
) -> None:
    del chief
    other = request.getfixturevalue(person)
    with pytest.raises((PermissionDenied, NotFound)):
        open_names(by=other, client_code=CLIENT)
    with pytest.raises((PermissionDenied, NotFound)):
        enter_name(by=other, client_code=CLIENT, officer="1", name="Pat")


def employed(client: Client, number: int) -> None:
    officer = officer_of(client, f"badge-{number}")
    PersonKey.objects.create(officer=officer, key=f"{number:032x}")


def left(client: Client, number: int) -> None:
    officer = OfficerFactory(client=client)
    PersonKey.objects.create(officer=officer, key=f"{number:032x}")
    Separation.objects.create(
        officer=officer,
        left_on=date(2024, 1, 1),
        reason="resigned_pending",
        recorded_at=timezone.now(),
    )


def test_an_underwriter_learns_a_band_and_nothing_of_small_groups(
    alder: Client, birch: Client, uma: User, chief: User
) -> None:
    neighbour = ClientFactory(carrier=alder.carrier)
    for number in range(9):
        employed(alder, number)
        left(neighbour, number)
        left(birch, number)
    assert "Cannot be said" in separated_elsewhere(by=uma, client_code=CLIENT)
    employed(alder, 9)
    few = "Fewer than 10 officers left another insured department before."
    assert separated_elsewhere(by=uma, client_code=CLIENT) == few
    left(birch, 9)
    assert separated_elsewhere(by=uma, client_code=CLIENT) == few
    left(neighbour, 9)
    assert separated_elsewhere(by=uma, client_code=CLIENT).startswith("10 to 49 officers")
    with pytest.raises(PermissionDenied):
        separated_elsewhere(by=chief, client_code=CLIENT)


def test_the_same_certificate_is_the_same_key_within_a_carrier(chief: User, alder: Client) -> None:
    enter_name(by=chief, client_code=CLIENT, officer="1", name="Pat", certificate="ab 12")
    enter_name(by=chief, client_code=CLIENT, officer="2", name="Sam", certificate="AB12")
    keys = PersonKey.objects.filter(officer__client=alder).values_list("key", flat=True)
    assert len(set(keys)) == 1
