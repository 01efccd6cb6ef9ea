"""A complaint file compared with what is recorded, written, and sent again."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accountability.complaints.loading import compare
from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.complaints.writing import write
from accountability.officers import Officer
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict
from riskcore.imports.kinds import Plan
from tests.factories.accountability import batch_for, complaint_table, target_for

pytestmark = pytest.mark.django_db

RUDE = {
    "number": "19-001",
    "occurred_on": date(2019, 3, 1),
    "allegation_class": "Citizen Interaction",
    "allegation": "Rude language",
    "officer": "4711",
    "finding": "Not Sustained",
}


def send(client: Client, by: User, *rows: dict[str, Any]) -> Plan:
    target = target_for(client, by, batch=batch_for(client, by))
    plan = compare(complaint_table(rows), target)
    write(plan, target)
    return plan


def test_a_file_becomes_complaints_allegations_and_findings(alder: Client, chief: User) -> None:
    force = {**RUDE, "allegation_class": "Use of Force", "allegation": "Unreasonable Force (Hands)"}
    plan = send(alder, chief, RUDE, {**force, "finding": "Sustained"}, {**force, "officer": None})
    assert (plan.created, plan.updated, plan.unchanged) == (3, 0, 0)
    assert Complaint.objects.get().occurred_on == date(2019, 3, 1)
    assert set(Allegation.objects.values_list("category", flat=True)) == {"DISCOURT", "UOF_EXC"}
    assert Allegation.objects.filter(officer=None).count() == 1
    assert sorted(Finding.objects.values_list("merits", "as_recorded")) == [
        ("NSU", "Not Sustained"),
        ("NSU", "Not Sustained"),
        ("SUS", "Sustained"),
    ]


def test_the_identifier_of_an_officer_is_not_stored(alder: Client, chief: User) -> None:
    plan = send(alder, chief, RUDE)
    assert "4711" not in Officer.objects.get().token
    assert not any("4711" in str(value) for row in plan.differences for value in row.values())


def test_the_same_file_again_changes_nothing(alder: Client, chief: User) -> None:
    send(alder, chief, RUDE, {**RUDE, "finding": None, "allegation": "Late report"})
    plan = send(alder, chief, RUDE, {**RUDE, "finding": None, "allegation": "Late report"})
    assert (plan.created, plan.updated, plan.unchanged) == (0, 0, 2)
    assert (Complaint.objects.count(), Allegation.objects.count(), Finding.objects.count()) == (
        1,
        2,
        1,
    )


def test_a_changed_finding_is_appended(alder: Client, chief: User) -> None:
    send(alder, chief, RUDE)
    plan = send(alder, chief, {**RUDE, "finding": "Sustained", "decided_on": date(2019, 9, 1)})
    assert plan.updated == 1
    assert plan.differences == (
        {"key": "19-001", "field": "finding", "before": "Not Sustained", "after": "Sustained"},
    )
    assert list(Finding.objects.order_by("id").values_list("merits", flat=True)) == ["NSU", "SUS"]
    assert Finding.objects.current().get().merits == "SUS"


def test_a_blank_cell_takes_nothing_away(alder: Client, chief: User) -> None:
    send(alder, chief, {**RUDE, "district": "North"})
    plan = send(alder, chief, {**RUDE, "district": None, "finding": None, "occurred_on": None})
    assert plan.unchanged == 1
    assert Complaint.objects.get().district == "North"


def test_a_recommendation_does_not_stand_until_it_is_decided(alder: Client, chief: User) -> None:
    send(alder, chief, {**RUDE, "stage": "recommended", "finding": "Sustained"})
    assert not Finding.objects.current().exists()
    send(alder, chief, RUDE)
    assert Finding.objects.current().get().merits == "NSU"
    send(alder, chief, {**RUDE, "stage": "after_appeal", "finding": "Exonerated"})
    send(alder, chief, {**RUDE, "finding": "Unfounded"})
    assert Finding.objects.current().get().merits == "EXO"


def test_the_first_of_disagreeing_rows_counts_and_the_preview_says_so(
    alder: Client, chief: User
) -> None:
    plan = send(
        alder,
        chief,
        RUDE,
        {**RUDE, "finding": "Sustained"},
        {**RUDE, "allegation_class": "Conduct Unbecoming"},
    )
    assert plan.created == 1
    assert Finding.objects.get().merits == "NSU"
    assert (
        "1 allegations stand on several rows with different findings; the first row in the file counts."
        in plan.notes
    )
    assert any("under different classes" in note for note in plan.notes)


def test_a_word_without_a_code_is_kept_and_told(alder: Client, chief: User) -> None:
    plan = send(
        alder,
        chief,
        {**RUDE, "finding": "Vacated", "allegation": "Zugzwang", "allegation_class": None},
    )
    assert Finding.objects.get().closure == "UNK"
    assert Finding.objects.get().as_recorded == "Vacated"
    assert Allegation.objects.get().category == "UNKNOWN"
    assert any("'Vacated' (1)" in note for note in plan.notes)
    assert any("'Zugzwang' (1)" in note for note in plan.notes)


def test_a_mapping_s_own_code_goes_before_the_general_one(alder: Client, chief: User) -> None:
    send(
        alder,
        chief,
        {**RUDE, "finding": "Vacated", "finding_code": "ADM", "category_code": "SLUR"},
        {
            **RUDE,
            "allegation": "Rude gestures",
            "finding_code": "GENERAL",
            "category_code": "GENERAL",
        },
    )
    assert set(Finding.objects.values_list("merits", "closure")) == {("", "ADM"), ("NSU", "")}
    assert set(Allegation.objects.values_list("category", flat=True)) == {"SLUR", "DISCOURT"}


def test_a_corrected_complaint_is_changed_and_the_record_keeps_what_it_was(
    alder: Client, chief: User
) -> None:
    send(alder, chief, {**RUDE, "channel": "Telephone"})
    plan = send(
        alder, chief, {**RUDE, "occurred_on": date(2019, 3, 2), "received_on": date(2019, 3, 5)}
    )
    assert plan.updated == 1
    complaint = Complaint.objects.get()
    assert (complaint.occurred_on, complaint.channel) == (date(2019, 3, 2), "PHONE")
    facts = AuditEvent.objects.get(verb="complaints.corrected").facts
    assert '"occurred_on":["2019-03-01","2019-03-02"]' in facts


def test_a_file_taken_back_no_longer_counts_and_may_come_again(alder: Client, chief: User) -> None:
    send(alder, chief, RUDE)
    batch = Complaint.objects.get().batch
    assert batch is not None
    batch.taken_back_at = timezone.now()
    batch.save()
    assert send(alder, chief, RUDE).created == 1
    assert Complaint.objects.count() == 2
    assert Complaint.objects.known_at().count() == 1


def test_a_complaint_recorded_in_between_stops_the_commit(alder: Client, chief: User) -> None:
    target = target_for(alder, chief, batch=batch_for(alder, chief))
    plan = compare(complaint_table([RUDE]), target)
    send(alder, chief, RUDE)
    with pytest.raises(Conflict):
        write(plan, target)


def test_clients_do_not_share_numbers_or_officers(
    alder: Client, birch: Client, chief: User
) -> None:
    send(alder, chief, RUDE)
    send(birch, chief, RUDE)
    assert Complaint.objects.count() == 2
    assert Officer.objects.values("token").distinct().count() == 2


def test_totals_count_incidents_allegations_officers_and_findings(
    alder: Client, chief: User
) -> None:
    plan = send(
        alder, chief, RUDE, RUDE, {**RUDE, "number": "19-002", "officer": None, "finding": None}
    )
    assert plan.totals == {
        "incidents": 2,
        "allegations": 2,
        "officers": 1,
        "unidentified officers": 1,
        "finding (blank)": 1,
        "finding NSU": 1,
        "word (blank)": 1,
        "word Not Sustained": 1,
    }


def test_comparing_and_writing_take_a_fixed_number_of_queries(
    alder: Client, chief: User, django_assert_max_num_queries: Any
) -> None:
    rows = [{**RUDE, "number": f"19-{n:03}", "officer": str(n)} for n in range(200)]
    with django_assert_max_num_queries(35):
        send(alder, chief, *rows)
