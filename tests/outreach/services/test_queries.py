from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from outreach.services.actions import tie_services
from outreach.services.queries import catalogue
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from tests.factories.outreach import record, service

pytestmark = pytest.mark.django_db


def test_the_catalogue_says_how_often_people_were_told(lee: User, alder: Client) -> None:
    row = service(lee, alder)
    ended = service(lee, alder, name="Fingerprints")
    service(lee, alder, name="Fingerprints", key=ended.key, is_offered=False)
    today = timezone.localdate()
    for day in (today, date(2020, 1, 1)):
        initiative = record(lee, alder, strategy="S2", starts_on=day, title=f"Fair of {day}")
        tie_services(by=lee, initiative_id=initiative.pk, services=[row.key])
    found = catalogue(by=lee, client_code=alder.code)
    [offered] = found.offered
    assert (offered.told, offered.last_told_on) == (1, today)
    assert [each.key for each in found.ended] == ["fingerprints"]
    assert found.may_submit


def test_insurers_read_it_and_strangers_do_not(
    lee: User, uma: User, cal: User, alder: Client, django_assert_max_num_queries: Any
) -> None:
    service(lee, alder)
    with django_assert_max_num_queries(6):
        assert not catalogue(by=uma, client_code=alder.code).may_submit
    with pytest.raises(NotFound):
        catalogue(by=cal, client_code=alder.code)
