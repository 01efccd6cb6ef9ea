"""A small kind of file, and ways to send text or a workbook through the pipeline."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import polars as pl
import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports import actions
from riskcore.imports.kinds import FILE_KINDS, Field, FieldType, FileKind, Plan, Problem, Target
from riskcore.imports.mapping_text import parse
from riskcore.imports.models import ImportBatch
from riskcore.imports.outcome import Outcome

WRITTEN: list[pl.DataFrame] = []


def _check(table: pl.DataFrame, target: Target) -> list[Problem]:
    again = table.filter(pl.col("number").is_duplicated())
    return [
        Problem(
            row=row, column="Number", value=number, rule="toy.twice", message=f"Row {row}: twice."
        )
        for row, number in again.select("row", "number").iter_rows()
    ]


def _compare(table: pl.DataFrame, target: Target) -> Plan:
    return Plan(created=table.height, payload=table)


def _write(plan: Plan, target: Target) -> None:
    WRITTEN.append(plan.payload)


TOY = FileKind(
    key="toy",
    label="toy file",
    order=99,
    permission="import.exposures",
    fields=(
        Field(key="number", label="Number", required=True, synonyms=("claim number", "no")),
        Field(key="day", label="Day", type=FieldType.DATE, past=True, synonyms=("date",)),
        Field(key="closed", label="Closed", type=FieldType.DATE),
        Field(key="paid", label="Paid", type=FieldType.MONEY, synonyms=("total paid",)),
        Field(key="people", label="People", type=FieldType.WHOLE, non_negative=True),
        Field(
            key="status",
            label="Status",
            type=FieldType.CODE,
            codes={"open": "open", "closed": "closed"},
        ),
        Field(key="litigated", label="Litigated", type=FieldType.YES_NO),
        Field(key="note", label="Note"),
    ),
    check=_check,
    compare=_compare,
    write=_write,
)

Send = Callable[..., Outcome]


@pytest.fixture
def toy() -> Iterator[FileKind]:
    WRITTEN.clear()
    with FILE_KINDS.registered_temporarily(TOY) as kind:
        yield kind


@pytest.fixture
def written() -> list[pl.DataFrame]:
    return WRITTEN


@pytest.fixture
def send(toy: FileKind, ana: User, alder: Client) -> Send:
    """Receive and preview (or commit) a file; mapping is TOML text, or nothing for a suggestion."""

    def _send(
        content: str | bytes,
        mapping: str | None = None,
        *,
        commit: bool = False,
        accept_rejected: bool = False,
        name: str = "file.csv",
        kind: str = "toy",
    ) -> Outcome:
        raw = content.encode() if isinstance(content, str) else content
        batch = actions.receive(
            by=ana, kind=kind, client_code=alder.code, file=io.BytesIO(raw), file_name=name
        )
        if batch.status == "refused":
            return Outcome(
                batch=str(batch.pk), kind=kind, client=alder.code, status="refused",
                reason=batch.reason,
            )  # fmt: skip
        parsed = parse(mapping, FILE_KINDS.get(kind)) if mapping else None
        outcome = actions.preview(by=ana, batch_id=batch.pk, mapping=parsed)
        if not commit or outcome.status == "held":
            return outcome
        return actions.commit(by=ana, batch_id=batch.pk, accept_rejected=accept_rejected)

    return _send


def workbook(rows: list[list[Any]], *, title: str = "Sheet") -> bytes:
    """An XLSX with these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def rules(outcome: Outcome) -> list[tuple[int, str, str]]:
    """(row, column, rule) of every problem."""
    return [(problem.row, problem.column, problem.rule) for problem in outcome.problems]


def batch_of(outcome: Outcome) -> ImportBatch:
    return ImportBatch.objects.get(pk=outcome.batch)
