"""The plan's values written in bulk, under the batch they came with."""

from datetime import UTC, date, datetime

import pytest

from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.complaints.writing import FoundFinding, Pending, plain, write
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.kinds import Plan, Target
from tests.factories.accountability import batch_for

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, tzinfo=UTC)


def test_rows_carry_their_batch_and_the_moment_they_were_learned(
    alder: Client, chief: User
) -> None:
    identity = ("26-001", "", "Rude language", 1)
    names = ("channel_as_recorded", "district", "service_type", "linked_number")
    blank = dict.fromkeys(
        (
            "received_on",
            "occurred_on",
            "received_precision",
            "occurred_precision",
            "channel",
            "complainant_type",
            "internal",
        )
    )
    pending = Pending(
        complaints={"26-001": {**blank, **dict.fromkeys(names)}},
        allegations={
            identity: {
                "crosswalk": "general-1",
                "category": "DISCOURT",
                "allegation_class": "Courtesy",
            }
        },
        findings=[(identity, "final", FoundFinding("SUS", "", "Founded", date(2026, 2, 1)))],
    )
    batch = batch_for(alder, chief)
    target = Target(by=chief, client=alder, valued_on=None, batch=batch, recorded_at=AT)
    write(Plan(payload=pending), target)
    for row in (Complaint.objects.get(), Allegation.objects.get(), Finding.objects.get()):
        assert (row.batch, row.recorded_at) == (batch, AT)
    assert Complaint.objects.get().channel == "UNKNOWN"
    assert Allegation.objects.get().officer is None


def test_writing_nothing_changes_nothing(alder: Client, chief: User) -> None:
    write(Plan(payload=Pending()), Target(by=chief, client=alder, valued_on=None))
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (date(2026, 1, 2), "2026-01-02"), (False, "False"), ("a", "a")]
)
def test_values_are_told_as_text(value: object, text: str) -> None:
    assert plain(value) == text
