"""Claims for tests: loss runs written through the file kind itself, as an import would."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
from django.core.files.base import ContentFile
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.kinds import FieldType, Plan, Target
from riskcore.imports.models import BatchStatus, ImportBatch
from riskcore.losses.file_kind import LOSS_RUN

TYPES: dict[FieldType, pl.DataType] = {
    FieldType.TEXT: pl.Utf8(),
    FieldType.CODE: pl.Utf8(),
    FieldType.DATE: pl.Date(),
    FieldType.MONEY: pl.Decimal(38, 2),
    FieldType.YES_NO: pl.Boolean(),
}


def table(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """A mapped table of loss-run rows; what a row leaves out is blank. Money may be plain numbers."""
    schema = {entry.key: TYPES[entry.type] for entry in LOSS_RUN.fields}
    money = {entry.key for entry in LOSS_RUN.fields if entry.type is FieldType.MONEY}
    columns: dict[str, list[Any]] = {"row": list(range(2, len(rows) + 2))}
    for key in schema:
        cells = [row.get(key) for row in rows]
        columns[key] = [
            Decimal(str(cell)) if key in money and cell is not None else cell for cell in cells
        ]
    return pl.DataFrame(columns, schema={"row": pl.Int64(), **schema})


def batch_of(client: Client, by: User, valued_on: date) -> ImportBatch:
    return ImportBatch.objects.create(
        client=client,
        kind="loss-run",
        status=BatchStatus.COMMITTED,
        file=ContentFile(b"-", name="loss-run.csv"),
        file_name="loss-run.csv",
        sha256="0" * 64,
        size=1,
        valued_on=valued_on,
        created_by=by,
        committed_at=timezone.now(),
    )


def load(
    client: Client,
    by: User,
    valued_on: date,
    *rows: Mapping[str, Any],
    recorded_at: datetime | None = None,
) -> tuple[Plan, ImportBatch]:
    """Compare and write one loss run of line LEL; returns the plan and its batch."""
    target = Target(
        by=by,
        client=client,
        valued_on=valued_on,
        batch=batch_of(client, by, valued_on),
        recorded_at=recorded_at or timezone.now(),
    )
    frame = table(*({"line": "LEL", **row} for row in rows))
    problems = LOSS_RUN.check(frame, target)
    assert problems == [], problems
    plan = LOSS_RUN.compare(frame, target)
    LOSS_RUN.write(plan, target)
    assert target.batch is not None
    return plan, target.batch


def take_back(batch: ImportBatch, by: User) -> None:
    """As the pipeline does it: mark the batch, then let the kind mend what stood upon it."""
    batch.status = BatchStatus.TAKEN_BACK
    batch.taken_back_at = timezone.now()
    batch.taken_back_by = by
    batch.save()
    assert LOSS_RUN.take_back is not None
    LOSS_RUN.take_back(batch)
