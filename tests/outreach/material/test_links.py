import io
from datetime import timedelta
from typing import Any

import pytest
import segno
import time_machine
import zxingcpp
from django.utils import timezone
from PIL import Image

from outreach.initiatives.actions import correct_initiative
from outreach.material.links import QUIET_ZONE, follow, followed, link_of, qr_of
from outreach.material.models import ScanDay
from outreach.services.actions import tie_services
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied
from tests.factories.outreach import record, service

pytestmark = pytest.mark.django_db
ADDRESS = "https://outreach.example.gov/q/abcdefghjk/"


def test_an_initiative_has_one_link_through_its_corrections(lee: User, alder: Client) -> None:
    initiative = record(lee, alder, strategy="S2")
    first = link_of(by=lee, initiative_id=initiative.pk)
    corrected = correct_initiative(by=lee, initiative_id=initiative.pk, people_reached=3)
    assert link_of(by=lee, initiative_id=corrected.pk) == first
    [row] = followed(by=lee, client_code=alder.code)
    assert (row.initiative_id, row.scans, row.last_on) == (corrected.pk, 0, None)


def test_scans_are_counted_by_day_and_nothing_else_is_kept(lee: User, alder: Client) -> None:
    link = link_of(by=lee, initiative_id=record(lee, alder).pk)
    now = timezone.now()
    for days in (0, 0, 1):
        with time_machine.travel(now + timedelta(days=days), tick=False):
            follow(token=link.token)
    assert list(ScanDay.objects.values_list("scans", flat=True)) == [2, 1]
    assert {field.name for field in ScanDay._meta.get_fields()} == {"id", "link", "day", "scans"}
    [row] = followed(by=lee, client_code=alder.code)
    assert row.scans == 3


def test_a_link_leads_to_all_services_those_told_of_first(lee: User, alder: Client) -> None:
    told = service(lee, alder)
    other = service(lee, alder, name="Home safety visit")
    initiative = record(lee, alder, strategy="S2")
    link = link_of(by=lee, initiative_id=initiative.pk)
    assert [each.key for each in follow(token=link.token).services] == [other.key, told.key]
    tie_services(by=lee, initiative_id=initiative.pk, services=[told.key])
    assert [each.key for each in follow(token=link.token).services] == [told.key, other.key]


def test_an_unknown_address_leads_nowhere_and_insurers_make_none(
    lee: User, ana: User, alder: Client
) -> None:
    with pytest.raises(NotFound):
        follow(token="nothing")
    with pytest.raises(PermissionDenied):
        link_of(by=ana, initiative_id=record(lee, alder).pk)


def test_the_code_is_read_back_with_its_quiet_zone() -> None:
    code = segno.make(ADDRESS, error="m", micro=False, boost_error=False)
    assert code.error == "M"
    picture = io.BytesIO()
    code.save(picture, kind="png", border=QUIET_ZONE, scale=4)
    [read] = zxingcpp.read_barcodes(Image.open(picture))
    assert read.text == ADDRESS
    assert qr_of(ADDRESS).startswith("data:image/svg+xml")


def test_links_take_a_fixed_number_of_queries(
    lee: User, alder: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        link_of(by=lee, initiative_id=record(lee, alder, title=f"Fair {number}").pk)
    with django_assert_max_num_queries(4):
        assert len(followed(by=lee, client_code=alder.code)) == 4
