from typing import Any

import pytest

from outreach.initiatives.actions import correct_initiative
from outreach.services import actions
from outreach.services.models import Service, ServiceTie
from outreach.services.queries import told_at
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from tests.factories.outreach import record, service

pytestmark = pytest.mark.django_db


def test_a_change_and_the_end_of_an_offer_append_a_version(lee: User, alder: Client) -> None:
    first = service(lee, alder)
    service(lee, alder, key=first.key, hours="Daily, 8 to 8")
    service(lee, alder, key=first.key, hours="Daily, 8 to 8", is_offered=False)
    assert Service.objects.count() == 3
    [held] = Service.objects.in_force()
    assert (held.key, held.hours, held.is_offered) == ("welfare-check", "Daily, 8 to 8", False)
    again = service(lee, alder)
    assert again.key == first.key
    assert Service.objects.in_force().get().is_offered


def test_the_same_words_again_change_nothing(lee: User, alder: Client) -> None:
    row = service(lee, alder)
    assert service(lee, alder, key=row.key) == row
    with pytest.raises(InvalidInput, match="in the catalogue already"):
        service(lee, alder)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "service.name_missing"),
        ({"name": "!!"}, "service.name_missing"),
        ({"what": ""}, "service.what_missing"),
        ({"reach": "x" * 301}, "service.reach_too_long"),
        ({"in_spanish": {"name": "Visita"}}, "service.spanish"),
        ({"languages": [" "]}, "service.languages"),
        ({"languages": ["x" * 41]}, "service.languages"),
    ],
)
def test_what_cannot_stand_is_refused(
    lee: User, alder: Client, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        service(lee, alder, **changes)
    assert refused.value.code == code


def test_an_unknown_key_is_not_found_and_insurers_change_nothing(
    lee: User, ana: User, alder: Client
) -> None:
    with pytest.raises(NotFound):
        service(lee, alder, key="nothing")
    with pytest.raises(PermissionDenied):
        service(ana, alder)


def test_an_initiative_is_tied_to_services_through_its_corrections(
    lee: User, alder: Client
) -> None:
    row, initiative = service(lee, alder), record(lee, alder, strategy="S2")
    actions.tie_services(by=lee, initiative_id=initiative.pk, services=[row.key, row.key])
    corrected = correct_initiative(by=lee, initiative_id=initiative.pk, people_reached=12)
    assert told_at(by=lee, initiative_id=corrected.pk).services == (row.key,)
    with pytest.raises(Conflict):
        actions.tie_services(by=lee, initiative_id=initiative.pk, services=[])
    with pytest.raises(NotFound, match="offers none under that key"):
        actions.tie_services(by=lee, initiative_id=corrected.pk, services=["other"])
    actions.tie_services(by=lee, initiative_id=corrected.pk, services=[row.key])
    assert ServiceTie.objects.count() == 1
    actions.tie_services(by=lee, initiative_id=corrected.pk, services=[])
    assert told_at(by=lee, initiative_id=corrected.pk).services == ()
