"""A purged complaint stays purged: no file, no person and no push brings its number back."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from django.utils import timezone

from accountability.complainants import Complainant
from accountability.complaints.actions import NewAllegation, record_complaint
from accountability.complaints.models import Complaint, Finding
from accountability.complaints.purged import (
    PurgedNumber,
    keep_number,
    number_token,
    purged_among,
    without_purged,
)
from accountability.deliveries import loading
from accountability.retention.models import Tombstone
from accountability.retention.purging import purge
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput
from riskcore.imports.kinds import Plan
from tests.factories.accountability import batch_for, complaint_table, target_for
from tests.factories.riskcore import ClientFactory

pytestmark = pytest.mark.django_db
ROW = {
    "number": "C1",
    "received_on": date(2015, 1, 1),
    "allegation": "Rude",
    "officer": "7",
    "finding": "Unfounded",
    "discipline": "Reprimand",
    "complainant": "555-0101",
}
NEXT = {**ROW, "number": "C2", "received_on": date(2015, 2, 1)}
LEFT_OUT = (
    "1 complaint of the file was purged under a rule of retention and stays purged; its rows are left "
    "out."
)


def deliver(client: Client, by: User, *rows: dict[str, Any], kind: str = "complaints") -> Plan:
    compare = {
        "complaints": loading.compare,
        "complaint-table": loading.compare_complaints,
        "findings": loading.compare_findings,
        "discipline": loading.compare_discipline,
    }[kind]
    target = target_for(client, by, batch=batch_for(client, by, kind))
    plan = compare(complaint_table(rows), target)
    loading.write(plan, target)
    return plan


def purged(client: Client, by: User) -> None:
    deliver(client, by, ROW, NEXT)
    done = purge(
        client=client,
        complaint_ids=[Complaint.objects.get(number="C1").pk],
        at=timezone.now(),
    )
    assert done == 1, "a complaint with complainants is purged like any other"
    assert Complainant.objects.count() == 1


@pytest.mark.parametrize("kind", ["complaints", "complaint-table", "findings", "discipline"])
def test_no_later_file_brings_it_back(alder: Client, house: User, kind: str) -> None:
    purged(alder, house)
    plan = deliver(alder, house, ROW, NEXT, kind=kind)
    assert plan.notes[0] == LEFT_OUT
    assert (plan.created, plan.updated, plan.unchanged) == (0, 0, 1)
    assert [each.number for each in Complaint.objects.all()] == ["C2"]
    assert Finding.objects.count() == 1
    assert Tombstone.objects.count() == 1


def test_rows_about_it_are_no_fault_in_files_of_findings(alder: Client, house: User) -> None:
    purged(alder, house)
    target = target_for(alder, house)
    assert loading.check_known(complaint_table([ROW, NEXT]), target) == []
    unknown = {**ROW, "number": "C9"}
    assert len(loading.check_known(complaint_table([ROW, unknown]), target)) == 1


def test_a_person_is_told_to_take_another_number(alder: Client, ivy: User, house: User) -> None:
    purged(alder, house)
    with pytest.raises(InvalidInput, match="was purged under a rule of retention") as told:
        record_complaint(
            by=ivy, client_code=alder.code, number="C1", allegations=[NewAllegation(words="Rude")]
        )
    assert told.value.code == "complaints.number_purged"
    record_complaint(
        by=ivy, client_code=alder.code, number="C1a", allegations=[NewAllegation(words="Rude")]
    )


def test_a_number_is_purged_for_its_client_alone(alder: Client) -> None:
    other = ClientFactory()
    keep_number(client=alder, number=" C1 ")
    keep_number(client=alder, number="C1")
    assert purged_among(alder, ["C1", " C1", "C2"]) == {"C1", " C1"}
    assert purged_among(other, ["C1"]) == frozenset()
    assert number_token(client_code=alder.code, number="C1") != number_token(
        client_code=other.code, number="C1"
    )
    assert "C1" not in str(PurgedNumber.objects.get().token)


def test_rows_without_a_number_are_left_for_the_checks(alder: Client) -> None:
    table = pl.DataFrame({"number": ["C1", None, "C2"]})
    assert without_purged(table, alder) == (table, ())
    keep_number(client=alder, number="C1")
    keep_number(client=alder, number="C2")
    kept, notes = without_purged(table, alder)
    assert kept["number"].to_list() == [None]
    assert notes[0].startswith("2 complaints of the file were purged")
