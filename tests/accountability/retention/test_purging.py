"""Purging deletes a complaint with its case and files, and leaves every other complaint alone."""

from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone

from accountability.cases.actions import take_in
from accountability.cases.files import attach
from accountability.cases.models import Attachment, Case, CaseStep, Tolling
from accountability.cases.tolling import end_toll, start_toll, withdraw_toll
from accountability.complaints.actions import NewAllegation
from accountability.complaints.correcting import correct_complaint
from accountability.complaints.models import Complaint
from accountability.retention.models import Tombstone
from accountability.retention.purging import purge, seal
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.accountability import AllegationFactory

pytestmark = pytest.mark.django_db


def test_everything_of_one_complaint_goes_and_no_other(
    alder: Client,
    ivy: User,
    settings: object,
    tmp_path: Path,
    django_capture_on_commit_callbacks: object,
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    case = take_in(
        by=ivy,
        client_code=alder.code,
        number="26-001",
        allegations=[NewAllegation(words="Rude"), NewAllegation(words="Late")],
    )
    today = timezone.localdate()
    file = attach(by=ivy, case_id=case.pk, file=BytesIO(b"words"), file_name="a.txt")
    toll = start_toll(by=ivy, complaint_id=case.complaint_id, reason="waiver", starts_on=today)
    ended = end_toll(by=ivy, toll_id=toll.pk, ends_on=today)
    withdraw_toll(by=ivy, toll_id=ended.pk, note="The waiver was never signed.")
    correct_complaint(by=ivy, complaint_id=case.complaint_id, reason="x", district="North")
    other = AllegationFactory(complaint__client=alder).complaint
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        purge(client=alder, complaint_ids=[case.complaint_id], at=timezone.now())
    assert list(Complaint.objects.all()) == [other]
    for table in (Attachment, Case, CaseStep, Tolling):
        assert not table.objects.exists()
    assert sorted(Tombstone.objects.values_list("leads", flat=True)) == [False, True]
    assert not file.file.storage.exists(str(file.file.name))


def test_sealing_nothing_changes_nothing(alder: Client) -> None:
    seal(client=alder, due=[], at=timezone.now())
    assert not Complaint.objects.filter(sealed_at__isnull=False).exists()
