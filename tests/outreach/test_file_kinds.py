from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from django.utils import timezone

from outreach.file_kinds import derived_reference
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.kinds import FILE_KINDS, FieldType, Plan, Target
from riskcore.imports.models import ImportBatch
from tests.factories.outreach import accepted

pytestmark = pytest.mark.django_db
KIND = FILE_KINDS.get("outreach")
TYPES = {
    FieldType.TEXT: pl.Utf8,
    FieldType.CODE: pl.Utf8,
    FieldType.DATE: pl.Date,
    FieldType.WHOLE: pl.Int64,
    FieldType.NUMBER: pl.Float64,
    FieldType.MONEY: pl.Decimal(38, 2),
}
COFFEE = {
    "starts_on": date(2026, 6, 10),
    "strategy": "S4",
    "activity": "Coffee",
    "title": "Coffee at the library",
    "district": "Beat 3",
    "people_reached": 34,
    "count_method": "sign_in",
    "officer_hours": 6.25,
    "cost": Decimal("41.50"),
}


def table(*rows: dict[str, Any]) -> pl.DataFrame:
    """Rows as the pipeline hands them over: one typed column for each field, blanks as null."""
    columns = [
        pl.Series(field.key, [row.get(field.key) for row in rows], dtype=TYPES[field.type])
        for field in KIND.fields
    ]
    return pl.DataFrame([pl.Series("row", range(2, len(rows) + 2), dtype=pl.Int64), *columns])


def target(by: User, client: Client) -> Target:
    batch = ImportBatch.objects.create(
        client=client, kind="outreach", file_name="log.csv", sha256="0" * 64, size=1, created_by=by
    )
    return Target(by=by, client=client, valued_on=None, batch=batch, recorded_at=timezone.now())


def bring_in(by: User, client: Client, *rows: dict[str, Any]) -> tuple[Plan, ImportBatch]:
    into = target(by, client)
    content = table(*rows)
    assert KIND.check(content, into) == []
    plan = KIND.compare(content, into)
    KIND.write(plan, into)
    assert into.batch is not None
    return plan, into.batch


def test_a_row_becomes_an_initiative(lee: User, alder: Client) -> None:
    plan, batch = bring_in(lee, alder, COFFEE)
    assert (plan.created, plan.updated, plan.unchanged) == (1, 0, 0)
    assert plan.totals == {
        "initiatives": 1, "people_reached": 34, "S1": 0, "S2": 0, "S3": 0, "S4": 1,
    }  # fmt: skip
    initiative = Initiative.objects.get()
    assert (initiative.batch, initiative.submitted_by) == (batch, lee)
    assert initiative.ends_on == initiative.starts_on == date(2026, 6, 10)
    assert (initiative.officer_hours, initiative.cost) == (Decimal("6.3"), Decimal("41.50"))
    assert initiative.reference.startswith("log-")


def test_the_same_log_again_changes_nothing(lee: User, alder: Client) -> None:
    bring_in(lee, alder, COFFEE)
    plan, _ = bring_in(lee, alder, COFFEE | {"title": "  Coffee at the library "})
    assert (plan.created, plan.updated, plan.unchanged) == (0, 0, 1)
    assert Initiative.objects.count() == 1


def test_a_changed_row_appends_a_version_and_says_what_changed(
    lee: User, ana: User, alder: Client
) -> None:
    earlier = accepted(lee, ana, alder, reference="A-1", title="Coffee")
    row = COFFEE | {"reference": "A-1", "title": "Coffee", "activity": "Coffee with officers"}
    plan, _ = bring_in(lee, alder, row | {"people_reached": 61})
    assert (plan.created, plan.updated) == (0, 1)
    assert {"key": "A-1", "field": "people_reached", "before": "30", "after": "61"} in (
        plan.differences
    )
    assert "waits for a review of its own" in plan.notes[0]
    assert Initiative.objects.current().get().people_reached == 61
    earlier.refresh_from_db()
    assert earlier.people_reached == 30


def test_taking_a_file_back_brings_the_version_before_it_into_force(
    lee: User, alder: Client
) -> None:
    bring_in(lee, alder, COFFEE)
    _, second = bring_in(lee, alder, COFFEE | {"people_reached": 99})
    assert Initiative.objects.current().get().people_reached == 99
    second.taken_back_at = timezone.now()
    second.save()
    assert Initiative.objects.current().get().people_reached == 34
    bring_in(lee, alder, COFFEE | {"people_reached": 99})
    assert Initiative.objects.current().get().people_reached == 99


def test_people_without_a_way_of_counting_are_a_guess(lee: User, alder: Client) -> None:
    plan, _ = bring_in(lee, alder, COFFEE | {"count_method": None, "title": None})
    initiative = Initiative.objects.get()
    assert (initiative.count_method, initiative.title) == ("guess", "Coffee")
    assert plan.notes == (
        "1 row(s) give people without saying how they were counted; these are recorded as guesses.",
    )


def test_dates_out_of_order_and_repeated_rows_are_problems(lee: User, alder: Client) -> None:
    problems = KIND.check(
        table(
            COFFEE | {"ends_on": date(2026, 6, 9)},
            COFFEE | {"title": "COFFEE at the  library"},
            COFFEE | {"reference": "A-1"},
            COFFEE | {"reference": "A-1", "title": "Other"},
        ),
        target(lee, alder),
    )
    assert [(problem.row, problem.rule) for problem in problems] == [
        (2, "ends_before_start"),
        (3, "repeated"),
        (5, "repeated"),
    ]
    assert all(problem.message.endswith(".") for problem in problems)


def test_a_derived_reference_depends_on_day_title_and_place_alone() -> None:
    day = date(2026, 6, 10)
    one = derived_reference(day, "Coffee  at the Library", "beat 3")
    assert one == derived_reference(day, "coffee at the library", "Beat 3 ")
    assert one != derived_reference(day, "coffee at the library", "beat 4")
    assert one != derived_reference(date(2026, 6, 11), "coffee at the library", "beat 3")


def test_another_clients_references_do_not_matter(
    lee: User, house: User, alder: Client, birch: Client
) -> None:
    bring_in(lee, alder, COFFEE)
    plan, _ = bring_in(house, birch, COFFEE)
    assert plan.created == 1
