"""Many rows into one table, quickly: COPY on PostgreSQL, batched statements on SQLite.

Knows no subject. Columns are attribute names of concrete fields; values are as the ORM would take
them. Constraints hold as ever; nothing is updated.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

BATCH = 2000
DAYS = 10_000
PLAIN = (
    models.BooleanField,
    models.CharField,
    models.DateField,
    models.DecimalField,
    models.FloatField,
    models.IntegerField,
    models.TextField,
    models.UUIDField,
)
OWN_TYPES: tuple[tuple[type["models.Field[Any, Any]"], type], ...] = (
    (models.CharField, str),
    (models.TextField, str),
    (models.BooleanField, bool),
    (models.IntegerField, int),
)


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Insert rows in the caller's transaction and return how many there were."""
    alias = router.db_for_write(model)
    connection = connections[alias]
    fields = [_concrete(model, name) for name in columns]
    preparers = [_preparer(field, connection) for field in fields]
    prepared = (
        [prepare(value) for prepare, value in zip(preparers, row, strict=True)] for row in rows
    )
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = ", ".join(quote(str(field.column)) for field in fields)
    count = 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in prepared:
                    copy.write_row(row)
                    count += 1
            return count
        marks = ", ".join(["%s"] * len(fields))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  # quoted names only
        while batch := list(islice(prepared, BATCH)):
            cursor.executemany(statement, batch)
            count += len(batch)
    return count


def reserve_ids(model: type[models.Model], count: int) -> range:
    """The next ``count`` ids of a table with whole-number ids, for rows whose ids must be known
    before they are inserted. Call it in the transaction that inserts them.

    PostgreSQL: the table is locked against other writers until the transaction ends, and its
    sequence moves past the range at once. SQLite has one writer, and follows the highest id.
    """
    alias = router.db_for_write(model)
    connection = connections[alias]
    key = model._meta.pk
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        column = connection.ops.quote_name(str(key.column))
        cursor.execute(f"SELECT COALESCE(MAX({column}), 0) FROM {table}")  # noqa: S608  # quoted names only
        first = cursor.fetchone()[0] + 1
        ids = range(first, first + count)
        if count and connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, key.column, ids[-1]]
            )
    return ids


def inform_planner() -> None:
    """Let the database count anew what it plans statements by, after very many rows have come: what is
    asked next shall be fast at once. PostgreSQL would do so within minutes, SQLite never by itself."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        if cursor.db.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")


def _concrete(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{model.__name__}.{name} is not a column.")
    return field


def _preparer(
    field: "models.Field[Any, Any]", connection: BaseDatabaseWrapper
) -> Callable[[Any], Any]:
    """How a value of this column goes to the database. PostgreSQL's driver takes plain values as they
    are. Elsewhere those of the driver's own types do; of the others a value that repeats from row to
    row (the client, the moment) is prepared once, and so is a day."""
    target = getattr(field, "target_field", field)
    if connection.vendor == "postgresql" and isinstance(target, PLAIN):
        return lambda value: value
    own = next((kind for fields, kind in OWN_TYPES if isinstance(target, fields)), None)

    def ready_for_driver(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    if isinstance(target, models.DateField):
        return lru_cache(DAYS)(ready_for_driver)
    before: Any = None
    ready: Any = ready_for_driver(None)

    def prepare(value: Any) -> Any:
        nonlocal before, ready
        if value.__class__ is own:
            return value
        if value is not before:
            before, ready = value, ready_for_driver(value)
        return ready

    return prepare
