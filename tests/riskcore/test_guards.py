"""The database itself refuses to change rows that must never change, on both databases."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import DatabaseError

from riskcore import guards
from riskcore.access.models import User
from riskcore.access.scoping import system_user
from riskcore.audit.actions import record
from riskcore.clients.models import Client
from tests.factories.rating import active, saved_judgement, saved_worksheet
from tests.factories.snapshots import saved_snapshot


@pytest.fixture
def frozen_rows(alder: Client, ana: User, uma: User) -> None:
    """A row in every frozen table, with no foreign key left to check at the commit: PostgreSQL would
    refuse to empty such a table before it asked the guard."""
    record(by=ana, verb="client.noted", subject=alder, client=alder)
    saved_snapshot(alder, ana)
    plan = active(by=uma, second=system_user())
    saved_judgement(alder, uma)
    saved_worksheet(alder, uma, plan)
    connection.check_constraints()


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  # our own table names
        return int(cursor.fetchone()[0])


ACTS = {
    "update": "UPDATE {table} SET id = id",
    "delete": "DELETE FROM {table}",
    "truncate": "TRUNCATE {table} CASCADE",
    "replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
}
ONLY_ON = {"truncate": "postgresql", "replace": "sqlite"}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("table", guards.FROZEN_TABLES)
def test_a_frozen_table_refuses(frozen_rows: None, table: str, act: str) -> None:
    if ONLY_ON.get(act, connection.vendor) != connection.vendor:
        pytest.skip(f"{connection.vendor} has no {act}")
    before = count(table)
    assert before
    sentence = guards.FROZEN_TABLES[table].rstrip(".")
    with (
        pytest.raises(DatabaseError, match=sentence),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(ACTS[act].format(table=table))
    assert count(table) == before


def test_every_frozen_table_exists() -> None:
    tables = {model._meta.db_table for model in apps.get_models()}
    assert set(guards.FROZEN_TABLES) <= tables


def test_guards_can_be_taken_away_and_put_back_any_number_of_times(frozen_rows: None) -> None:
    for _ in range(2):
        guards.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM riskcore_profilesnapshot")
    for _ in range(2):
        guards.install(connection)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM riskcore_auditevent")
