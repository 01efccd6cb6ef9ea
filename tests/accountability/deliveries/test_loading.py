"""Deliveries of related tables, later ones, and files of findings and of discipline alone."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accountability.complainants import Complainant
from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.deliveries import loading
from accountability.discipline import Discipline
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.kinds import Plan
from tests.factories.accountability import batch_for, complaint_table, target_for

pytestmark = pytest.mark.django_db
ROW = {
    "number": "C1",
    "received_on": date(2025, 1, 1),
    "allegation": "Rude",
    "officer": "7",
    "finding": "Sustained",
    "discipline": "5 day suspension",
    "complainant": "555-0101",
}
KINDS = {
    "complaints": loading.compare,
    "complaint-table": loading.compare_complaints,
    "findings": loading.compare_findings,
    "discipline": loading.compare_discipline,
}


def deliver(client: Client, by: User, *rows: dict[str, Any], kind: str = "complaints") -> Plan:
    target = target_for(client, by, batch=batch_for(client, by, kind))
    plan = KINDS[kind](complaint_table(rows), target)
    loading.write(plan, target)
    return plan


def test_one_row_brings_complaint_finding_discipline_and_complainant(
    alder: Client, house: User
) -> None:
    plan = deliver(alder, house, ROW)
    assert (plan.created, plan.totals["discipline D50"], plan.totals["complainants"]) == (1, 1, 1)
    assert Discipline.objects.get().days == 5
    assert len(Complaint.objects.get().complainant) == 24
    assert Complainant.objects.get().token == Complaint.objects.get().complainant


def test_the_same_rows_again_change_nothing(alder: Client, house: User) -> None:
    deliver(alder, house, ROW)
    again = deliver(alder, house, ROW)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    for model in (Complaint, Allegation, Finding, Discipline, Complainant):
        assert model.objects.count() == 1  # type: ignore[attr-defined]  # each has a manager


def test_a_second_complainant_is_never_dropped(alder: Client, house: User) -> None:
    plan = deliver(alder, house, ROW, {**ROW, "complainant": "555-0102"})
    assert (plan.created, Complainant.objects.count()) == (1, 2)
    assert any("more than one complainant" in note for note in plan.notes)
    deliver(alder, house, {**ROW, "complainant": "555-0103"})
    assert Complainant.objects.count() == 3


def test_a_later_delivery_appends_what_changed_and_tells_what_vanished(
    alder: Client, house: User
) -> None:
    second = {**ROW, "number": "C2", "received_on": date(2025, 2, 1), "discipline": None}
    third = {**ROW, "number": "C3", "received_on": date(2025, 3, 1), "finding": "Pending"}
    deliver(alder, house, ROW, second, third)
    fourth = {**ROW, "number": "C4", "received_on": date(2025, 4, 1)}
    plan = deliver(
        alder,
        house,
        {**ROW, "discipline": "2 day suspension"},
        {**third, "finding": "Exonerated"},
        fourth,
    )
    assert (plan.created, plan.updated, plan.vanished) == (1, 2, ("C2",))
    assert {line["field"] for line in plan.differences} == {"finding", "discipline"}
    days = Discipline.objects.filter(allegation__complaint__number="C1").order_by("id")
    assert list(days.values_list("days", flat=True)) == [5, 2]
    standing = Finding.objects.filter(allegation__complaint__number="C3").current().get()
    assert standing.merits == "EXO"
    assert Complaint.objects.known_at().count() == 4


def test_an_allegation_that_vanished_from_its_complaint_is_told(alder: Client, house: User) -> None:
    deliver(alder, house, ROW, {**ROW, "allegation": "Late"})
    assert deliver(alder, house, ROW).vanished == ("C1, Late",)


def test_related_tables_come_one_after_the_other(alder: Client, house: User) -> None:
    first = {name: ROW[name] for name in ("number", "received_on", "complainant")}
    plan = deliver(alder, house, first, {**first, "number": "C2"}, kind="complaint-table")
    assert (plan.created, Allegation.objects.count()) == (2, 0)
    link = {name: ROW[name] for name in ("number", "allegation", "officer")}
    assert deliver(alder, house, link).created == 1
    deliver(alder, house, {**link, "finding": "Unfounded"}, kind="findings")
    deliver(alder, house, {**link, "discipline": "Reprimand"}, kind="discipline")
    allegation = Allegation.objects.get()
    assert allegation.complaint.received_on == date(2025, 1, 1)
    assert [row.merits for row in allegation.findings.all()] == ["UNF"]
    assert [row.code for row in Discipline.objects.filter(allegation=allegation)] == ["D30"]


def test_findings_alone_are_new_changed_or_known(alder: Client, house: User) -> None:
    deliver(alder, house, ROW)
    link = {name: ROW[name] for name in ("number", "allegation", "officer")}
    same = deliver(alder, house, {**link, "finding": "Sustained"}, kind="findings")
    assert (same.created, same.updated, same.unchanged) == (0, 0, 1)
    appeal = {**link, "finding": "Exonerated", "stage": "after_appeal"}
    assert deliver(alder, house, appeal, kind="findings").created == 1
    assert deliver(alder, house, {**link, "finding": "Unfounded"}, kind="findings").updated == 1


def test_findings_alone_never_recode_an_allegation(alder: Client, house: User) -> None:
    deliver(alder, house, {**ROW, "allegation": "Hands", "allegation_class": "Use of Force"})
    link = {"number": "C1", "allegation": "Hands", "officer": "7", "finding": "Unfounded"}
    deliver(alder, house, link, kind="findings")
    assert Allegation.objects.get().category == "UOF_EXC"


def test_a_finding_needs_an_allegation_on_record(alder: Client, house: User) -> None:
    deliver(alder, house, ROW)
    rows = [ROW, {**ROW, "officer": "8"}, {**ROW, "number": "C9"}]
    problems = loading.check_known(complaint_table(rows), target_for(alder, house))
    assert [problem.row for problem in problems] == [3, 4]
    assert "no such allegation of such an officer" in problems[0].message
    assert "no complaint C9" in problems[1].message


def test_rows_alike_are_allegations_of_their_own_where_the_mapping_says_so(
    alder: Client, house: User
) -> None:
    table = complaint_table([{**ROW, "officer": None, "place": place} for place in (1, 2)])
    for created in (2, 0):
        target = target_for(alder, house, batch=batch_for(alder, house))
        plan = loading.compare(table, target)
        loading.write(plan, target)
        assert plan.created == created
    assert sorted(Allegation.objects.values_list("place", flat=True)) == [1, 2]
    assert Discipline.objects.count() == 2


def test_a_delivery_taken_back_no_longer_counts(alder: Client, house: User) -> None:
    deliver(alder, house, ROW)
    deliver(alder, house, {**ROW, "discipline": "Termination"})
    batch = Discipline.objects.order_by("id").last().batch  # type: ignore[union-attr]  # two stand
    assert batch is not None
    batch.taken_back_at = timezone.now()
    batch.save()
    assert Discipline.objects.current().get().code == "D50"
