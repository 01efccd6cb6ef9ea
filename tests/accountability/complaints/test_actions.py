"""Recording by hand: who may, what is refused, and that findings are appended."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accountability.complaints.actions import NewAllegation, record_complaint, record_finding
from accountability.complaints.models import Allegation, Complaint, Finding
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.errors import InvalidInput, NotFound, PermissionDenied

pytestmark = pytest.mark.django_db

WORDS = NewAllegation(words="Rude language", officer="4711")


def record(by: User, **changes: Any) -> Complaint:
    given: dict[str, Any] = {
        "client_code": "alder-falls",
        "number": "26-001",
        "allegations": [WORDS],
        "received_on": date(2026, 2, 1),
    }
    return record_complaint(by=by, **(given | changes))


def test_a_complaint_is_recorded_with_its_allegations(lee: User) -> None:
    complaint = record(lee, allegations=[WORDS, NewAllegation(words="?", category="STOP")])
    assert sorted(complaint.allegations.values_list("category", flat=True)) == ["DISCOURT", "STOP"]
    assert AuditEvent.objects.get(verb="complaint.recorded").facts == (
        '{"allegations":2,"number":"26-001"}'
    )


def test_a_number_is_recorded_once(lee: User) -> None:
    record(lee)
    with pytest.raises(InvalidInput, match="already recorded"):
        record(lee)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": " "}, "complaints.number"),
        ({"number": "x" * 65}, "complaints.number"),
        ({"channel": "PIGEON"}, "complaints.code"),
        ({"complainant_type": "?"}, "complaints.code"),
        ({"received_precision": "hour"}, "complaints.code"),
        ({"allegations": [NewAllegation(words="", category="?")]}, "complaints.code"),
        ({"occurred_on": date(2026, 3, 1)}, "complaints.dates_disagree"),
        ({"received_on": timezone.localdate() + timedelta(days=1)}, "complaints.date_in_future"),
    ],
)
def test_what_cannot_be_is_refused(lee: User, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        record(lee, **changes)
    assert refused.value.code == code
    assert not Complaint.objects.exists()


def test_insurers_and_strangers_record_nothing(alder_police: Any, ana: User, cal: User) -> None:
    with pytest.raises(PermissionDenied):
        record(ana)
    with pytest.raises(NotFound):
        record(cal)


def test_findings_are_appended(lee: User, chief: User) -> None:
    allegation = Allegation.objects.get(complaint=record(lee))
    record_finding(by=chief, allegation_id=allegation.pk, merits="SUS", stage="recommended")
    record_finding(by=chief, allegation_id=allegation.pk, merits="NSU", decided_on=date(2026, 5, 1))
    record_finding(by=chief, allegation_id=allegation.pk, closure="MED", stage="after_appeal")
    assert Finding.objects.count() == 3
    assert Finding.objects.current().get().closure == "MED"
    assert AuditEvent.objects.filter(verb="finding.recorded").count() == 3


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "finding.merits_or_closure"),
        ({"merits": "SUS", "closure": "MED"}, "finding.merits_or_closure"),
        ({"merits": "MED"}, "complaints.code"),
        ({"closure": "SUS"}, "complaints.code"),
        ({"merits": "SUS", "stage": "whenever"}, "complaints.code"),
        ({"merits": "SUS", "stage": "after_appeal"}, "finding.nothing_to_appeal"),
        ({"merits": "SUS", "decided_on": date(2025, 1, 1)}, "complaints.dates_disagree"),
    ],
)
def test_a_finding_that_cannot_be_is_refused(
    lee: User, chief: User, given: dict[str, Any], code: str
) -> None:
    allegation = Allegation.objects.get(complaint=record(lee, occurred_on=date(2026, 1, 31)))
    with pytest.raises(InvalidInput) as refused:
        record_finding(by=chief, allegation_id=allegation.pk, **given)
    assert refused.value.code == code


def test_who_may_not_see_the_row_does_not_find_it(lee: User, ana: User, cal: User) -> None:
    allegation = Allegation.objects.get(complaint=record(lee))
    for person in (ana, cal, lee):
        with pytest.raises(NotFound):
            record_finding(by=person, allegation_id=allegation.pk, merits="SUS")
