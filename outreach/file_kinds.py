"""The outreach log: what a department keeps in a spreadsheet, one row for each initiative.

A log is no full statement: what it leaves out stays on record. A row whose reference is already on
record with other values appends a corrected version; the same row again changes nothing.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import polars as pl
from django.utils import timezone

from outreach.initiatives.actions import DETAILS
from outreach.initiatives.models import CountMethod, Initiative, Strategy
from riskcore.bulkload import insert_rows
from riskcore.imports.kinds import FILE_KINDS, Field, FieldType, FileKind, Plan, Problem, Target
from riskcore.units import cents, round_half_up, write_date

DIFFERENCES_SHOWN: Final = 20

FIELDS: Final = (
    Field(
        key="starts_on",
        label="First day",
        type=FieldType.DATE,
        required=True,
        synonyms=("date", "event date", "start date", "start", "from", "day"),
        past=True,
    ),
    Field(
        key="ends_on",
        label="Last day",
        type=FieldType.DATE,
        synonyms=("end date", "end", "until", "to"),
        past=True,
        help="The first day where the file has none.",
    ),
    Field(
        key="strategy",
        label="Strategy",
        type=FieldType.CODE,
        required=True,
        synonyms=("strategy", "pillar", "goal", "category", "type of outreach"),
        codes=dict(Strategy.choices),
    ),
    Field(
        key="activity",
        label="Activity",
        required=True,
        synonyms=("activity", "activity type", "type", "kind", "program type"),
        max_length=80,
    ),
    Field(
        key="title",
        label="Title",
        synonyms=("title", "event", "event name", "name", "program", "description"),
        max_length=200,
        help="The activity where the file has none.",
    ),
    Field(
        key="district",
        label="District",
        synonyms=("district", "beat", "zone", "location", "place", "neighborhood", "library"),
        max_length=120,
    ),
    Field(
        key="people_reached",
        label="People reached",
        type=FieldType.WHOLE,
        synonyms=("attendance", "attendees", "people", "participants", "headcount", "# attended"),
        non_negative=True,
        help="Each person once; empty where nobody counted.",
    ),
    Field(
        key="impressions",
        label="Impressions",
        type=FieldType.WHOLE,
        synonyms=("impressions", "views", "gross impressions"),
        non_negative=True,
        help="Gross views, repeats included; never people.",
    ),
    Field(
        key="count_method",
        label="How people were counted",
        type=FieldType.CODE,
        synonyms=("count method", "counted by", "how counted", "source of count"),
        codes=dict(CountMethod.choices),
        help="A guess where the file does not say.",
    ),
    Field(
        key="officers",
        label="Officers",
        type=FieldType.WHOLE,
        synonyms=("officers", "# officers", "staff", "officers present"),
        non_negative=True,
    ),
    Field(
        key="officer_hours",
        label="Officer hours",
        type=FieldType.NUMBER,
        synonyms=("hours", "officer hours", "staff hours", "man hours"),
        non_negative=True,
    ),
    Field(
        key="cost",
        label="Cost",
        type=FieldType.MONEY,
        synonyms=("cost", "amount", "spend", "budget"),
        non_negative=True,
    ),
    Field(
        key="partner",
        label="Partner",
        synonyms=("partner", "partners", "partner organization", "organization", "sponsor"),
        max_length=200,
    ),
    Field(key="notes", label="Notes", synonyms=("notes", "comments", "remarks")),
    Field(
        key="reference",
        label="Reference",
        synonyms=("reference", "ref", "id", "event id", "no.", "number"),
        max_length=64,
        help="Made from date, title and district where the file has none.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Record:
    """One row of the log, ready to stand on record."""

    row: int
    reference: str
    has_own_reference: bool
    values: dict[str, Any]


def derived_reference(starts_on: object, title: str, district: str) -> str:
    """A stable key for a row without one: the same day, title and place give the same key.

    Case and spacing do not matter. 64 bits of SHA-256: two different events of one client share a
    key with a chance under one in a billion billion.
    """
    plain = "|".join(" ".join(part.split()).casefold() for part in (title, district))
    return "log-" + hashlib.sha256(f"{starts_on}|{plain}".encode()).hexdigest()[:16]


def check(table: pl.DataFrame, target: Target) -> list[Problem]:
    """Dates in order, and no initiative twice in one file."""
    reversed_dates = table.filter(pl.col("ends_on") < pl.col("starts_on"))
    problems = [
        Problem(
            row=row,
            column="ends_on",
            value=ends_on.isoformat(),
            rule="ends_before_start",
            message=f"The last day, {write_date(ends_on)}, lies before the first day, "
            f"{write_date(starts_on)}. Correct one of the two in the file.",
        )
        for row, starts_on, ends_on in reversed_dates.select("row", "starts_on", "ends_on").rows()
    ]
    seen: dict[str, int] = {}
    for record in _records(table):
        first = seen.setdefault(record.reference, record.row)
        if first != record.row:
            problems.append(_repeated(record, first))
    return problems


def compare(table: pl.DataFrame, target: Target) -> Plan:
    """What the log adds to the register, corrects in it, and merely repeats."""
    records = _records(table)
    known = {
        row["reference"]: row
        for row in Initiative.objects.current(target.recorded_at)
        .filter(client=target.client)
        .values("reference", *DETAILS)
    }
    created = [record for record in records if record.reference not in known]
    corrected = [
        record
        for record in records
        if record.reference in known and _changes(record, known[record.reference])
    ]
    guessed = table.filter(
        pl.col("count_method").is_null() & pl.col("people_reached").is_not_null()
    )
    differences = [
        change for record in corrected for change in _changes(record, known[record.reference])
    ]
    return Plan(
        created=len(created),
        updated=len(corrected),
        unchanged=len(records) - len(created) - len(corrected),
        totals=_totals(records),
        differences=tuple(differences[:DIFFERENCES_SHOWN]),
        notes=_notes(guessed.height, len(corrected)),
        payload=created + corrected,
    )


def write(plan: Plan, target: Target) -> None:
    """Append a version for every row that is new or says something new."""
    records: list[Record] = plan.payload
    recorded_at = target.recorded_at or timezone.now()
    insert_rows(
        Initiative,
        ("client_id", "submitted_by_id", "batch_id", "recorded_at", "reference", *DETAILS),
        (
            (
                target.client.pk,
                target.by.pk,
                target.batch.pk if target.batch else None,
                recorded_at,
                record.reference,
                *(record.values[name] for name in DETAILS),
            )
            for record in records
        ),
    )


def _records(table: pl.DataFrame) -> list[Record]:
    return [_record(row) for row in table.iter_rows(named=True)]


def _record(row: Mapping[str, Any]) -> Record:
    texts = {
        name: (row.get(name) or "").strip()
        for name in ("activity", "title", "district", "partner", "notes", "reference")
    }
    title = texts["title"] or texts["activity"]
    hours, cost = row.get("officer_hours"), row.get("cost")
    return Record(
        row=row["row"],
        reference=texts["reference"]
        or derived_reference(row["starts_on"], title, texts["district"]),
        has_own_reference=bool(texts["reference"]),
        values={
            **texts,
            "title": title,
            "strategy": row["strategy"],
            "starts_on": row["starts_on"],
            "ends_on": row.get("ends_on") or row["starts_on"],
            "people_reached": row.get("people_reached"),
            "impressions": row.get("impressions"),
            "count_method": row.get("count_method") or CountMethod.GUESS.value,
            "officers": row.get("officers"),
            "officer_hours": None if hours is None else round_half_up(hours, 1),
            "cost": None if cost is None else cents(cost),
        },
    )


def _changes(record: Record, known: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "key": record.reference,
            "field": name,
            "before": _written(known[name]),
            "after": _written(record.values[name]),
        }
        for name in DETAILS
        if record.values[name] != known[name]
    ]


def _written(value: object) -> str:
    return "" if value is None else str(value)


def _totals(records: list[Record]) -> dict[str, int | Decimal]:
    totals: dict[str, int | Decimal] = {
        "initiatives": len(records),
        "people_reached": sum(record.values["people_reached"] or 0 for record in records),
    }
    for strategy in Strategy:
        totals[strategy.value] = sum(
            record.values["strategy"] == strategy.value for record in records
        )
    return totals


def _notes(guessed: int, corrected: int) -> tuple[str, ...]:
    notes = []
    if guessed:
        notes.append(
            f"{guessed} row(s) give people without saying how they were counted; these are recorded "
            "as guesses."
        )
    if corrected:
        notes.append(
            f"{corrected} initiative(s) already on record get a corrected version, which waits for "
            "a review of its own; the earlier version is kept."
        )
    return tuple(notes)


def _repeated(record: Record, first: int) -> Problem:
    what = (
        f"the reference {record.reference!r}"
        if record.has_own_reference
        else "the same day, title and district"
    )
    return Problem(
        row=record.row,
        column="reference" if record.has_own_reference else "title",
        value=record.reference if record.has_own_reference else record.values["title"],
        rule="repeated",
        message=f"This row has {what}, as row {first} has. Keep one of them, or give each a "
        "reference of its own.",
    )


FILE_KINDS.register(
    FileKind(
        key="outreach",
        label="Outreach log",
        order=300,
        permission="import.outreach",
        fields=FIELDS,
        check=check,
        compare=compare,
        write=write,
        row_means="one initiative",
        counts=("initiative", "initiatives"),
    )
)
