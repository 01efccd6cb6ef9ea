"""Deliveries of force reports: new ones, other versions, nothing twice, vanished ones told."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accountability.force.loading import check, compare, write
from accountability.force.models import ForceReport, ForceTool
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.kinds import Plan
from tests.factories.accountability import batch_for, force_table, target_for

pytestmark = pytest.mark.django_db
FIRST = {
    "number": "F1",
    "occurred_on": date(2025, 3, 1),
    "officer": "12",
    "subject": "a",
    "tool": "Takedown; Taser",
    "subject_injury": "minor",
    "supervisor_present": True,
}


def deliver(client: Client, by: User, *rows: dict[str, Any]) -> Plan:
    batch = batch_for(client, by)
    target = target_for(client, by, batch=batch)
    plan = compare(force_table(rows), target)
    write(plan, target)
    return plan


def test_a_report_is_written_with_its_tools(alder: Client, house: User) -> None:
    plan = deliver(alder, house, FIRST)
    report = ForceReport.objects.get()
    assert (plan.created, report.level, report.injury, report.place) == (1, 2, True, 1)
    assert report.officer is not None
    assert len(report.subject) == 24
    assert list(report.tools.values_list("sequence", "code")) == [(1, "TAKEDOWN"), (2, "CED")]


def test_the_same_delivery_again_changes_nothing(alder: Client, house: User) -> None:
    deliver(alder, house, FIRST)
    again = deliver(alder, house, FIRST)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    assert ForceReport.objects.count() == 1


def test_a_change_is_another_version_and_the_earlier_stays_askable(
    alder: Client, house: User
) -> None:
    deliver(alder, house, FIRST)
    before = timezone.now()
    worse = {**FIRST, "subject_injury": "death", "tool": None, "supervisor_present": None}
    plan = deliver(alder, house, worse)
    assert (plan.created, plan.updated) == (0, 1)
    assert {each["field"] for each in plan.differences} == {
        "subject_injury",
        "level",
        "national",
    }
    now = ForceReport.objects.known_at().get()
    assert (now.version, now.subject_injury, now.level, now.national) == (2, "death", 3, "death")
    assert now.supervisor_present is True
    assert now.tools.count() == 2
    assert ForceReport.objects.known_at(before).get().subject_injury == "minor"


def test_a_version_taken_back_lets_the_earlier_stand_again(alder: Client, house: User) -> None:
    deliver(alder, house, FIRST)
    deliver(alder, house, {**FIRST, "subject_injury": "serious"})
    batch = ForceReport.objects.known_at().get().batch
    assert batch is not None
    batch.taken_back_at = timezone.now()
    batch.save()
    assert ForceReport.objects.known_at().get().subject_injury == "minor"
    deliver(alder, house, {**FIRST, "subject_injury": "hospital"})
    assert ForceReport.objects.known_at().get().subject_injury == "hospital"


def test_reports_a_later_delivery_leaves_out_are_told_and_kept(alder: Client, house: User) -> None:
    others = [
        {**FIRST, "number": f"F{n}", "occurred_on": date(2025, 3, 1) + timedelta(days=n)}
        for n in (2, 3, 4)
    ]
    deliver(alder, house, FIRST, *others)
    plan = deliver(alder, house, others[0], others[2])
    assert plan.vanished == ("F3",)
    assert ForceReport.objects.known_at().count() == 4


def test_unnamed_officers_are_kept_apart_by_their_place(alder: Client, house: User) -> None:
    rows = [{**FIRST, "officer": None, "subject": None, "place": place} for place in (1, 2)]
    deliver(alder, house, *rows)
    assert deliver(alder, house, *rows).unchanged == 2
    assert ForceReport.objects.known_at().count() == 2


def test_repeats_need_a_declared_grain(alder: Client, house: User) -> None:
    table = force_table([FIRST, FIRST])
    [problem] = check(table, target_for(alder, house))
    assert (problem.row, problem.rule) == (0, "force.grain")
    assert "Rows 2 and 3" in problem.message


def test_a_report_without_anything_to_tell_its_level_is_refused(alder: Client, house: User) -> None:
    bare = {"number": "F1", "occurred_on": date(2025, 3, 1)}
    [problem] = check(force_table([bare, {**FIRST, "number": "F2"}]), target_for(alder, house))
    assert (problem.row, problem.rule) == (2, "force.no_level")


def test_totals_count_what_the_file_says(alder: Client, house: User) -> None:
    plan = deliver(alder, house, FIRST, {**FIRST, "officer": "13", "tool": "Handgun"})
    expected = {"events": 1, "reports": 2, "officers": 2, "national": 1, "tool CED": 1}
    assert expected.items() <= plan.totals.items()
    assert ForceTool.objects.count() == 3
