"""Service by month: days that fit, each assignment once, a month said anew replaces all of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accountability.activity.fields import SERVICE_FIELDS
from accountability.activity.models import OfficerMonth
from accountability.activity.service import check, compare, write
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.kinds import Plan
from tests.factories.accountability import batch_for, target_for, typed_table

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 9)


def row(assignment: str, days: float, officer: str = "12", month: date = MAY) -> dict[str, Any]:
    return {"officer": officer, "month": month, "assignment": assignment, "days": days}


def deliver(client: Client, by: User, *rows: dict[str, Any]) -> Plan:
    target = target_for(client, by, batch=batch_for(client, by, "officer-months"))
    plan = compare(typed_table(rows, SERVICE_FIELDS), target)
    write(plan, target)
    return plan


def standing() -> dict[str, Decimal]:
    rows = OfficerMonth.objects.standing().order_by("assignment")
    return dict(rows.values_list("assignment", "days"))


def test_days_are_kept_by_officer_month_and_assignment(alder: Client, house: User) -> None:
    plan = deliver(alder, house, row("Patrol", 12), row("Court ", 3.5), row("Patrol", 9, "13"))
    assert (plan.created, plan.totals["days"]) == (2, Decimal("24.5"))
    kept = OfficerMonth.objects.get(assignment="Court")
    assert (kept.month, kept.days, kept.officer.client) == (date(2026, 5, 1), Decimal("3.5"), alder)
    assert kept.officer.token != "12"


def test_the_same_file_again_changes_nothing(alder: Client, house: User) -> None:
    deliver(alder, house, row("Patrol", 12))
    again = deliver(alder, house, row("Patrol", 12))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    assert OfficerMonth.objects.count() == 1


def test_a_month_said_anew_replaces_all_of_it_and_the_earlier_stays_askable(
    alder: Client, house: User
) -> None:
    deliver(alder, house, row("Patrol", 12), row("Court", 3))
    before = timezone.now()
    plan = deliver(alder, house, row("Traffic", 15))
    assert (plan.created, plan.updated) == (0, 1)
    assert plan.differences[0]["before"] == "Court 3.0; Patrol 12.0"
    assert standing() == {"Traffic": Decimal("15.0")}
    known = OfficerMonth.objects.standing(before).order_by("assignment")
    assert list(known.values_list("assignment", flat=True)) == ["Court", "Patrol"]


def test_what_is_taken_back_lets_the_earlier_stand_again(alder: Client, house: User) -> None:
    deliver(alder, house, row("Patrol", 12))
    deliver(alder, house, row("Traffic", 15))
    batch = OfficerMonth.objects.standing().get().batch
    assert batch is not None
    batch.taken_back_at = timezone.now()
    batch.save()
    assert standing() == {"Patrol": Decimal("12.0")}


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([row("Patrol", 32)], "service.too_many_days"),
        ([row("Patrol", 20), row("Court", 12)], "service.too_many_days"),
        ([row("Patrol", 29, month=date(2026, 2, 1))], "service.too_many_days"),
        ([row("Patrol", 5), row("Patrol  ", 4)], "service.said_twice"),
    ],
)
def test_what_does_not_fit_is_refused(
    alder: Client, house: User, rows: list[dict[str, Any]], rule: str
) -> None:
    problems = check(typed_table(rows, SERVICE_FIELDS), target_for(alder, house))
    assert {problem.rule for problem in problems} == {rule}
    assert all(problem.message for problem in problems)


def test_a_whole_month_of_duty_fits(alder: Client, house: User) -> None:
    rows = [row("Patrol", 20), row("Court", 11), row("Patrol", 28, month=date(2026, 2, 3))]
    assert check(typed_table(rows, SERVICE_FIELDS), target_for(alder, house)) == []
