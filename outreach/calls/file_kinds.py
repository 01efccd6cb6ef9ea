"""Files of calls by type and of contacts by kind, one row for each month.

Neither is a full statement: months it leaves out stay. A row for a month already on record supersedes
it, and the same row again changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

import polars as pl
from django.utils import timezone

from outreach.calls.models import CallMonth, ContactKind, ContactMonth
from riskcore.bulkload import insert_rows
from riskcore.imports.kinds import FILE_KINDS, Field, FieldType, FileKind, Plan, Problem, Target
from riskcore.units import round_half_up

SAMPLE: Final = 20
MONTH: Final = Field(
    key="month",
    label="Month",
    type=FieldType.DATE,
    required=True,
    synonyms=("month", "date", "month of", "period"),
    past=True,
    help="Any day of the month.",
)
CALLS: Final = (
    MONTH,
    Field(
        key="call_type",
        label="Type of call",
        required=True,
        synonyms=("type", "call type", "nature", "call for service type", "cfs type", "problem"),
        max_length=120,
        help="In the words of the dispatch system; what it is, the department says on a page.",
    ),
    Field(
        key="calls",
        label="Calls",
        type=FieldType.WHOLE,
        required=True,
        synonyms=("calls", "count", "number of calls", "events", "incidents"),
        non_negative=True,
    ),
    Field(
        key="minutes",
        label="Minutes",
        type=FieldType.NUMBER,
        synonyms=("minutes", "time on call", "total minutes", "officer minutes"),
        non_negative=True,
        help="Officers' time on these calls, together; empty where the system does not say.",
    ),
)
CONTACTS: Final = (
    MONTH,
    Field(
        key="kind",
        label="Kind of contact",
        type=FieldType.CODE,
        required=True,
        synonyms=("kind", "contact type", "type", "contact kind", "category"),
        codes=dict(ContactKind.choices),
    ),
    Field(
        key="contacts",
        label="Contacts",
        type=FieldType.WHOLE,
        required=True,
        synonyms=("contacts", "count", "number", "number of contacts"),
        non_negative=True,
    ),
)


@dataclass(frozen=True)
class Row:
    """One row of either file. key: what it is about in its month; values: what it says."""

    row: int
    month: date
    key: str
    values: tuple[Any, ...]


def _calls(table: pl.DataFrame) -> list[Row]:
    return [
        Row(
            row["row"],
            row["month"].replace(day=1),
            " ".join(row["call_type"].split()),
            (
                row["calls"],
                None
                if row.get("minutes") is None
                else round_half_up(Decimal(str(row["minutes"])), 1),
            ),
        )
        for row in table.iter_rows(named=True)
    ]


def _contacts(table: pl.DataFrame) -> list[Row]:
    return [
        Row(row["row"], row["month"].replace(day=1), row["kind"], (row["contacts"],))
        for row in table.iter_rows(named=True)
    ]


def _check(read: Callable[[pl.DataFrame], list[Row]], column: str) -> Any:
    """No month says the same thing twice: which of two figures holds cannot be known."""

    def check(table: pl.DataFrame, target: Target) -> list[Problem]:
        del target
        seen: dict[tuple[date, str], int] = {}
        problems = []
        for row in read(table):
            first = seen.setdefault((row.month, row.key), row.row)
            if first != row.row:
                problems.append(
                    Problem(
                        row=row.row,
                        column=column,
                        value=row.key,
                        rule="repeated",
                        message=f"{row.key!r} of {row.month:%Y-%m} stands in row {first} already. Add "
                        "the two up in the file, or keep one of them.",
                    )
                )
        return problems

    return check


def _compare(
    read: Callable[[pl.DataFrame], list[Row]],
    known: Callable[[Target], Mapping[tuple[date, str], tuple[Any, ...]]],
    noun: str,
) -> Any:
    """What is new, what differs from the figure that holds, and what is the same."""

    def compare(table: pl.DataFrame, target: Target) -> Plan:
        before = known(target)
        rows = read(table)
        fresh = [row for row in rows if (row.month, row.key) not in before]
        moved = [
            row
            for row in rows
            if (row.month, row.key) in before and before[row.month, row.key] != row.values
        ]
        return Plan(
            created=len(fresh),
            updated=len(moved),
            unchanged=len(rows) - len(fresh) - len(moved),
            totals={
                "months": len({row.month for row in rows}),
                noun: sum(row.values[0] for row in rows),
            },
            differences=tuple(
                {
                    "key": f"{row.month:%Y-%m} {row.key}",
                    "field": noun,
                    "before": str(before[row.month, row.key][0]),
                    "after": str(row.values[0]),
                }
                for row in moved[:SAMPLE]
            ),
            payload=fresh + moved,
        )

    return compare


def _known_calls(target: Target) -> dict[tuple[date, str], tuple[Any, ...]]:
    rows = CallMonth.objects.current(target.recorded_at).filter(client=target.client)
    return {
        (month, call_type): (calls, minutes)
        for month, call_type, calls, minutes in rows.values_list(
            "month", "call_type", "calls", "minutes"
        )
    }


def _known_contacts(target: Target) -> dict[tuple[date, str], tuple[Any, ...]]:
    rows = ContactMonth.objects.current(target.recorded_at).filter(client=target.client)
    return {
        (month, kind): (contacts,)
        for month, kind, contacts in rows.values_list("month", "kind", "contacts")
    }


def write_calls(plan: Plan, target: Target) -> None:
    """Append what is new or says something new."""
    _write(CallMonth, ("call_type", "calls", "minutes"), plan, target)


def write_contacts(plan: Plan, target: Target) -> None:
    """Append what is new or says something new."""
    _write(ContactMonth, ("kind", "contacts"), plan, target)


def _write(
    model: type[CallMonth] | type[ContactMonth],
    columns: tuple[str, ...],
    plan: Plan,
    target: Target,
) -> None:
    moment = target.recorded_at or timezone.now()
    batch = target.batch.pk if target.batch else None
    insert_rows(
        model,
        ("client_id", "month", *columns, "recorded_at", "batch_id"),
        (
            (target.client.pk, row.month, row.key, *row.values, moment, batch)
            for row in plan.payload
        ),
    )


FILE_KINDS.register(
    FileKind(
        key="calls",
        label="Calls by type",
        order=310,
        permission="import.outreach",
        fields=CALLS,
        check=_check(_calls, "call_type"),
        compare=_compare(_calls, _known_calls, "calls"),
        write=write_calls,
        row_means="calls of one type in one month",
        counts=("month of a type", "months of types"),
    )
)
FILE_KINDS.register(
    FileKind(
        key="contacts",
        label="Contacts by kind",
        order=320,
        permission="import.outreach",
        fields=CONTACTS,
        check=_check(_contacts, "kind"),
        compare=_compare(_contacts, _known_contacts, "contacts"),
        write=write_contacts,
        row_means="contacts of one kind in one month",
        counts=("month of a kind", "months of kinds"),
    )
)
