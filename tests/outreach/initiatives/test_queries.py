import pytest
from django.utils import timezone

from outreach.initiatives import queries
from outreach.initiatives.actions import correct_initiative
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import Conflict, NotFound, PermissionDenied
from riskcore.imports.models import ImportBatch
from tests.factories.outreach import record

pytestmark = pytest.mark.django_db


def test_what_is_not_visible_is_not_found(lee: User, uma: User, cal: User, alder: Client) -> None:
    initiative = record(lee, alder)
    assert queries.find(by=uma, initiative_id=initiative.pk) == initiative
    with pytest.raises(NotFound):
        queries.find(by=cal, initiative_id=initiative.pk)
    with pytest.raises(PermissionDenied):
        queries.find(by=uma, initiative_id=initiative.pk, permission="outreach.submit")


def test_a_superseded_version_can_be_read_but_not_worked_on(lee: User, alder: Client) -> None:
    first = record(lee, alder)
    correct_initiative(by=lee, initiative_id=first.pk, title="Corrected")
    assert queries.find(by=lee, initiative_id=first.pk) == first
    with pytest.raises(Conflict):
        queries.find_current(by=lee, initiative_id=first.pk, permission="outreach.submit")


def test_what_a_file_taken_back_had_brought_is_not_found(lee: User, alder: Client) -> None:
    initiative = record(lee, alder)
    batch = ImportBatch.objects.create(
        client=alder, kind="outreach", sha256="0" * 64, size=1, created_by=lee,
        taken_back_at=timezone.now(),
    )  # fmt: skip
    Initiative.objects.update(batch=batch)
    with pytest.raises(NotFound):
        queries.find(by=lee, initiative_id=initiative.pk)


def test_a_reference_leads_to_the_version_in_force(lee: User, cal: User, alder: Client) -> None:
    initiative = record(lee, alder, reference="lib-7")
    later = correct_initiative(by=lee, initiative_id=initiative.pk, people_reached=31)
    find = queries.find_reference
    assert find(by=lee, client_code=alder.code, reference="lib-7") == later
    assert find(by=lee, client_code=alder.code, reference="other") is None
    with pytest.raises(NotFound):
        find(by=cal, client_code=alder.code, reference="lib-7")
