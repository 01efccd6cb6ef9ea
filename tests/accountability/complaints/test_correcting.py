"""Correcting by hand: who may, what is refused, and what stays."""

from datetime import date

import pytest
from django.utils import timezone

from accountability.complaints.actions import NewAllegation, record_complaint
from accountability.complaints.correcting import (
    add_allegation,
    correct_complaint,
    find_complaint,
    recategorise,
)
from accountability.complaints.models import Complaint
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.errors import InvalidInput, NotFound, PermissionDenied

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint(lee: User) -> Complaint:
    return record_complaint(
        by=lee,
        client_code="alder-falls",
        number="26-001",
        allegations=[NewAllegation(words="Rude language", officer="4711")],
        received_on=date(2026, 2, 1),
        complainant="(555) 0100",
    )


def test_a_correction_appends_what_was_said_before(complaint: Complaint, ivy: User) -> None:
    corrected = correct_complaint(
        by=ivy, complaint_id=complaint.pk, reason="Read the form again", body_camera=True
    )
    assert corrected.body_camera is True
    assert corrected.revisions.get().body_camera is None
    assert AuditEvent.objects.get(verb="complaint.corrected").client == complaint.client


def test_nothing_to_correct_and_no_reason_are_refused(complaint: Complaint, ivy: User) -> None:
    with pytest.raises(InvalidInput) as same:
        correct_complaint(by=ivy, complaint_id=complaint.pk, reason="?", internal=False)
    assert same.value.code == "complaint.nothing_corrected"
    with pytest.raises(InvalidInput) as silent:
        correct_complaint(by=ivy, complaint_id=complaint.pk, reason=" ", internal=True)
    assert silent.value.code == "complaint.reason_missing"


def test_the_complainant_is_a_token_and_the_same_one_again(complaint: Complaint, lee: User) -> None:
    again = record_complaint(
        by=lee, client_code="alder-falls", number="2", allegations=[], complainant="(555)0100"
    )
    assert complaint.complainant == again.complainant != ""
    assert "555" not in complaint.complainant or len(complaint.complainant) == 24


def test_allegations_are_added_and_coded_anew(complaint: Complaint, ivy: User) -> None:
    more = NewAllegation(words="Stopped without cause", officer="4711")
    row = add_allegation(by=ivy, complaint_id=complaint.pk, allegation=more)
    again = recategorise(by=ivy, allegation_id=row.pk, category="STOP", reason="It was a stop")
    assert (again.category, again.category_as_recorded) == ("STOP", "Stopped without cause")
    assert again.revisions.count() == 1
    with pytest.raises(InvalidInput, match="already stand"):
        add_allegation(by=ivy, complaint_id=complaint.pk, allegation=more)
    assert complaint.allegations.count() == 2


@pytest.mark.parametrize("person", ["uma", "ana", "cal", "lee", "dee"])
def test_who_may_not_see_it_does_not_find_it(
    complaint: Complaint, person: str, request: pytest.FixtureRequest
) -> None:
    stranger = request.getfixturevalue(person)
    with pytest.raises((NotFound, PermissionDenied)):
        correct_complaint(by=stranger, complaint_id=complaint.pk, reason="x", internal=True)
    with pytest.raises(NotFound):
        find_complaint(by=stranger, complaint_id=complaint.pk, permission="complaint.view_rows")
    with pytest.raises(NotFound):
        recategorise(by=stranger, allegation_id=1, category="STOP", reason="x")


def test_a_sealed_complaint_is_found_by_the_chief_alone(
    complaint: Complaint, ivy: User, chief: User
) -> None:
    Complaint.objects.filter(pk=complaint.pk).update(sealed_at=timezone.now())
    with pytest.raises(NotFound):
        find_complaint(by=ivy, complaint_id=complaint.pk, permission="complaint.view_rows")
    found = find_complaint(by=chief, complaint_id=complaint.pk, permission="complaint.view_rows")
    assert found == complaint
