"""Many rows into one table, quickly: COPY on PostgreSQL, batched statements on SQLite.

Knows no subject. Columns are attribute names of concrete fields; values are as the ORM would take
them. Constraints hold as ever; nothing is updated.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

BATCH = 2000
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


def _concrete(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{model.__name__}.{name} is not a column.")
    return field


def _preparer(
    field: "models.Field[Any, Any]", connection: BaseDatabaseWrapper
) -> Callable[[Any], Any]:
    """How a value of this column goes to the database. PostgreSQL's driver takes plain values as they
    are; elsewhere a value that repeats from row to row (the client, the moment) is prepared once."""
    target = getattr(field, "target_field", field)
    if connection.vendor == "postgresql" and isinstance(target, PLAIN):
        return lambda value: value
    before: Any = None
    ready: Any = field.get_db_prep_save(None, connection)

    def prepare(value: Any) -> Any:
        nonlocal before, ready
        if value is not before:
            before, ready = value, field.get_db_prep_save(value, connection)
        return ready

    return prepare
