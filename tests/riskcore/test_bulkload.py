"""Rows arrive by the bulk path as they would by the ORM, under ids known beforehand."""

import pytest
from django.db import connection

from riskcore.access.models import Organisation
from riskcore.bulkload import inform_planner, insert_rows, reserve_ids
from tests.factories.riskcore import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_reserved_ids_follow_the_highest_one() -> None:
    last = OrganisationFactory().pk
    assert reserve_ids(Organisation, 3) == range(last + 1, last + 4)


def test_the_next_ordinary_row_comes_after_the_reserved_ones() -> None:
    ids = reserve_ids(Organisation, 2)
    rows = [(pk, "client", f"Body {pk}", "2026-01-01T00:00:00+00:00") for pk in ids]
    assert insert_rows(Organisation, ["id", "kind", "name", "created_at"], rows) == 2
    assert OrganisationFactory().pk == ids[-1] + 1


def test_reserving_none_changes_nothing() -> None:
    first = reserve_ids(Organisation, 0)
    assert list(first) == []
    assert OrganisationFactory().pk >= first.start


def test_the_planner_counts_anew(db: None) -> None:
    table = Organisation._meta.db_table
    OrganisationFactory.create_batch(7)
    inform_planner()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [table])
            assert any(row[0].startswith("7") for row in cursor.fetchall())
        else:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
            assert cursor.fetchone()[0] == 7
