"""A month in one row: each filled cell is a figure, an empty one says nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accountability.activity.fields import ACTIVITY_FIELDS
from accountability.activity.monthly import check, compare
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.exposures import Exposure
from riskcore.exposures_file_kind import write
from tests.factories.accountability import batch_for, target_for, typed_table

pytestmark = pytest.mark.django_db
APRIL = date(2026, 4, 17)


def test_filled_cells_become_figures_and_zero_is_one(alder: Client, house: User) -> None:
    batch = batch_for(alder, house, "activity")
    target = replace(target_for(alder, house, batch=batch), recorded_at=timezone.now())
    table = typed_table(
        [
            {"month": APRIL, "sworn": 61.5, "calls": 3120.0, "stops": 0.0},
            {"month": date(2026, 5, 1), "arrests": 151.0},
        ],
        ACTIVITY_FIELDS,
    )
    plan = compare(table, target)
    write(plan, target)
    kept = Exposure.objects.order_by("month", "base").values_list("base", "month", "quantity")
    assert [(base, month.month, float(quantity)) for base, month, quantity in kept] == [
        ("calls", 4, 3120.0),
        ("stops", 4, 0.0),
        ("sworn", 4, 61.5),
        ("arrests", 5, 151.0),
    ]
    assert compare(table, target).unchanged == 4


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([{"month": APRIL, "calls": 1.5}], "activity.not_whole"),
        ([{"month": APRIL}], "activity.no_figure"),
        (
            [{"month": APRIL, "calls": 1.0}, {"month": date(2026, 4, 1), "calls": 2.0}],
            "activity.said_twice",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(
    alder: Client, house: User, rows: list[dict[str, Any]], rule: str
) -> None:
    problems = check(typed_table(rows, ACTIVITY_FIELDS), target_for(alder, house))
    assert {problem.rule for problem in problems} == {rule}
