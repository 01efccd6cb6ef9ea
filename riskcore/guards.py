"""Database triggers that refuse to change rows that must never change, on both databases."""

from django.db.backends.base.base import BaseDatabaseWrapper

FROZEN_TABLES = {
    "riskcore_auditevent": "The record of acts is append-only.",
    "riskcore_judgement": "What was judged of a risk is never changed; a later entry takes it back.",
    "riskcore_planactivation": "The act that put a plan in force is never changed.",
    "riskcore_planbody": "The content of a rating plan is never changed.",
    "riskcore_profilesnapshot": "A profile snapshot is never changed.",
    "riskcore_worksheet": "A worksheet is never changed.",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place; harmless where they already are. A table that a later migration makes
    is left to that migration, which calls this again."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table, sentence in FROZEN_TABLES.items():
            if table not in there:
                continue
            for statement in _statements(connection.vendor, table, sentence):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for reversing the migration and for emptying a test database."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table in there.intersection(FROZEN_TABLES):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for act in ("update", "delete", "truncate"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}")


def _statements(vendor: str, table: str, sentence: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{sentence}'; END $$",
            *(
                f"CREATE OR REPLACE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
                for act in ("update", "delete", "truncate")
            ),
        ]
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        for act in ("update", "delete")
    ]
