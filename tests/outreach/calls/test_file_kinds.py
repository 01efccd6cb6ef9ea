import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.core.management import call_command
from django.utils import timezone

from outreach.calls.models import CallMonth, ContactMonth
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.kinds import FILE_KINDS, FieldType, Target

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).resolve().parents[3] / "docs" / "examples"
TYPES = {
    FieldType.TEXT: pl.Utf8,
    FieldType.CODE: pl.Utf8,
    FieldType.DATE: pl.Date,
    FieldType.WHOLE: pl.Int64,
    FieldType.NUMBER: pl.Float64,
}
THEFT = {"month": date(2026, 3, 17), "call_type": "THEFT", "calls": 40, "minutes": 2200.0}


def table(key: str, *rows: dict[str, Any]) -> pl.DataFrame:
    columns = [
        pl.Series(field.key, [row.get(field.key) for row in rows], dtype=TYPES[field.type])
        for field in FILE_KINDS.get(key).fields
    ]
    return pl.DataFrame([pl.Series("row", range(2, len(rows) + 2), dtype=pl.Int64), *columns])


def bring_in(key: str, by: User, client: Client, *rows: dict[str, Any]) -> Any:
    kind = FILE_KINDS.get(key)
    target = Target(by=by, client=client, valued_on=None, recorded_at=timezone.now())
    content = table(key, *rows)
    assert kind.check(content, target) == []
    plan = kind.compare(content, target)
    kind.write(plan, target)
    return plan


def test_calls_come_in_by_month_and_type(lee: User, alder: Client) -> None:
    plan = bring_in("calls", lee, alder, THEFT, THEFT | {"call_type": "STOP", "minutes": None})
    assert (plan.created, plan.totals) == (2, {"months": 1, "calls": 80})
    row = CallMonth.objects.get(call_type="THEFT")
    assert (row.month, row.calls, row.minutes) == (date(2026, 3, 1), 40, Decimal("2200.0"))
    assert CallMonth.objects.get(call_type="STOP").minutes is None


def test_a_later_figure_supersedes_and_the_same_changes_nothing(lee: User, alder: Client) -> None:
    bring_in("calls", lee, alder, THEFT)
    again = bring_in("calls", lee, alder, THEFT)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    then = timezone.now()
    moved = bring_in("calls", lee, alder, THEFT | {"calls": 41})
    assert moved.differences[0]["before"] == "40"
    assert CallMonth.objects.current().get().calls == 41
    assert CallMonth.objects.current(then).get().calls == 40


def test_a_month_said_twice_is_refused_with_the_row(lee: User, alder: Client) -> None:
    kind = FILE_KINDS.get("calls")
    target = Target(by=lee, client=alder, valued_on=None)
    content = table("calls", THEFT, THEFT | {"month": date(2026, 3, 2), "call_type": " THEFT "})
    [problem] = kind.check(content, target)
    assert (problem.row, problem.rule) == (3, "repeated")
    assert "row 2" in problem.message


def test_contacts_come_in_by_month_and_kind(lee: User, alder: Client) -> None:
    rows = [
        {"month": date(2026, 3, 1), "kind": "positive", "contacts": 20},
        {"month": date(2026, 3, 1), "kind": "call", "contacts": 180},
    ]
    plan = bring_in("contacts", lee, alder, *rows)
    assert (plan.created, plan.totals["contacts"]) == (2, 200)
    assert bring_in("contacts", lee, alder, *rows).unchanged == 2
    assert ContactMonth.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "created", "total"),
    [("calls", 24, ("calls", 4_733)), ("contacts", 6, ("contacts", 666))],
)
def test_the_examples_go_all_the_way(
    kind: str, created: int, total: tuple[str, int], lee: User, alder: Client
) -> None:
    told = io.StringIO()
    call_command(
        "import_file",
        kind,
        EXAMPLES / f"{kind}.csv",
        client=alder.code,
        mapping=str(EXAMPLES / "mappings" / f"{kind}.toml"),
        username=lee.username,
        json=True,
        stdout=told,
    )
    outcome = json.loads(told.getvalue())
    assert (outcome["status"], outcome["created"], outcome["rejected"]) == ("committed", created, 0)
    assert int(outcome["totals"][total[0]]) == total[1]
