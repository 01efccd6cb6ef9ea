"""Deliveries of stops: new ones, other versions, nothing twice, vanished ones told."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from django.utils import timezone

from accountability.activity.fields import STOP_FIELDS
from accountability.activity.models import Stop
from accountability.activity.stops import check, compare, write
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.kinds import Plan
from tests.factories.accountability import batch_for, target_for, typed_table

pytestmark = pytest.mark.django_db
FIRST: dict[str, Any] = {
    "number": "S1",
    "occurred_on": date(2026, 4, 2),
    "officer": "12",
    "kind": "traffic",
    "kind_as_recorded": "Vehicle",
    "result": "warning",
    "result_as_recorded": "warning",
    "searched": False,
}


def deliver(client: Client, by: User, *rows: dict[str, Any]) -> Plan:
    target = target_for(client, by, batch=batch_for(client, by, "stops"))
    plan = compare(typed_table(rows, STOP_FIELDS), target)
    write(plan, target)
    return plan


def test_a_stop_is_kept_with_its_words_and_nobody_s_identifier(alder: Client, house: User) -> None:
    plan = deliver(alder, house, {**FIRST, "subject": "P-1"}, {**FIRST, "subject": "P-2"})
    assert (plan.created, plan.totals["stops"], plan.totals["persons"]) == (2, 1, 2)
    stop = Stop.objects.first()
    assert stop is not None
    assert (stop.kind, stop.kind_as_recorded, stop.result_as_recorded) == ("traffic", "Vehicle", "")
    assert len(stop.subject) == 24
    assert stop.officer is not None


def test_the_same_delivery_again_changes_nothing(alder: Client, house: User) -> None:
    deliver(alder, house, FIRST)
    assert deliver(alder, house, FIRST).unchanged == 1
    assert Stop.objects.count() == 1


def test_a_change_is_another_version_and_blanks_take_nothing_away(
    alder: Client, house: User
) -> None:
    deliver(alder, house, FIRST)
    before = timezone.now()
    blank = {"number": "S1", "occurred_on": date(2026, 4, 2)}
    plan = deliver(alder, house, {**blank, "result": "arrest", "searched": True})
    assert (plan.created, plan.updated) == (0, 1)
    assert {each["field"] for each in plan.differences} == {"result", "searched"}
    now = Stop.objects.standing().get()
    assert (now.version, now.result, now.kind, now.officer is None) == (
        2,
        "arrest",
        "traffic",
        False,
    )
    assert Stop.objects.standing(before).get().result == "warning"


def test_a_stop_of_the_files_days_that_it_leaves_out_is_told(alder: Client, house: User) -> None:
    deliver(alder, house, FIRST, {**FIRST, "number": "S2"})
    far = {**FIRST, "number": "S0", "occurred_on": date(2020, 1, 1)}
    deliver(alder, house, far)
    assert deliver(alder, house, FIRST).vanished == ("S2",)


def test_rows_that_repeat_a_stop_need_a_declared_grain(alder: Client, house: User) -> None:
    table = typed_table([FIRST, FIRST], STOP_FIELDS)
    [problem] = check(table, target_for(alder, house))
    assert problem.rule == "stops.grain"
    declared = table.with_columns(pl.Series("place", [1, 2]))
    assert check(declared, target_for(alder, house)) == []
    assert compare(declared, target_for(alder, house)).created == 2
