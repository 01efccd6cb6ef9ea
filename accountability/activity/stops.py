"""A checked file of stops compared with the stops on record, and the difference appended.

A stop said otherwise by a later delivery is appended as another version; a blank cell takes nothing
away. Stops of the file's own days that it no longer mentions are told, never deleted.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl
from django.utils import timezone

from accountability.activity.codes import UNKNOWN
from accountability.activity.models import Stop
from accountability.officers import officer_ids, officer_token, subject_token
from riskcore.bulkload import insert_rows
from riskcore.clients.models import Client
from riskcore.imports.findings import file_problem
from riskcore.imports.kinds import Plan, Problem, Target

SAMPLE = 50
CODED = ("kind", "result")
COLUMNS = (
    "occurred_on",
    "kind",
    "kind_as_recorded",
    "result",
    "result_as_recorded",
    "searched",
    "district",
)
Identity = tuple[str, str, int]
"""Number of the stop, subject token, place."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A stop as a file or the record has it: the officer's token and values of COLUMNS."""

    officer: str
    values: Mapping[str, Any]
    version: int = 1


def check(table: pl.DataFrame, target: Target) -> list[Problem]:
    """Rows that repeat a stop and a person although nobody said what that means."""
    del target
    if "place" in table.columns and not table["place"].null_count():
        return []
    seen: dict[tuple[str, str], int] = {}
    for row in table.select("row", "number", "subject").iter_rows(named=True):
        key = (row["number"].strip(), (row["subject"] or "").strip().casefold())
        first = seen.setdefault(key, row["row"])
        if first != row["row"]:
            return [
                file_problem(
                    rule="stops.grain",
                    column="number x subject",
                    message=f"Rows {first} and {row['row']} tell of the same stop and person. What a "
                    "row of a file of stops is differs from source to source: declare it in the "
                    'mapping with grain = ["number", "subject"] and repeats = "same" or "distinct".',
                )
            ]
    return []


def compare(table: pl.DataFrame, target: Target) -> Plan:
    """What the file would change, in stops; nothing is written."""
    said = _said(table, target.client)
    recorded = _recorded(target.client)
    fresh: dict[Identity, Statement] = {}
    moved: dict[Identity, Statement] = {}
    differences: list[dict[str, str]] = []
    for identity, statement in said.items():
        before = recorded.get(identity)
        if before is None:
            fresh[identity] = statement
            continue
        after = _merged(before, statement)
        if after != before:
            moved[identity] = replace(after, version=before.version + 1)
            differences += _differences(identity[0], before, after)
    return Plan(
        created=len(fresh),
        updated=len(moved),
        unchanged=len(said) - len(fresh) - len(moved),
        vanished=_vanished(recorded, said),
        totals=_totals(said),
        differences=tuple(differences[:SAMPLE]),
        payload=fresh | moved,
    )


def write(plan: Plan, target: Target) -> None:
    """Append the new stops and the new versions."""
    said: dict[Identity, Statement] = plan.payload
    at = target.recorded_at or timezone.now()
    batch = target.batch.pk if target.batch else None
    officers = officer_ids({one.officer for one in said.values() if one.officer}, target.client)
    insert_rows(
        Stop,
        (
            *("client", "batch", "recorded_at", "number", "subject", "place", "version"),
            *("officer", *COLUMNS),
        ),
        (
            (
                *(target.client.pk, batch, at, number, subject, place, one.version),
                *(officers.get(one.officer), *(one.values[name] for name in COLUMNS)),
            )
            for (number, subject, place), one in said.items()
        ),
    )


def _said(table: pl.DataFrame, client: Client) -> dict[Identity, Statement]:
    tokens: dict[str, str] = {"": ""}
    found: dict[Identity, Statement] = {}
    for row in table.sort("row").iter_rows(named=True):
        officer = (row["officer"] or "").strip()
        if officer not in tokens:
            tokens[officer] = officer_token(client_code=client.code, identifier=officer)
        subject = subject_token(client_code=client.code, identifier=row["subject"] or "")
        values = {"occurred_on": row["occurred_on"], "searched": row["searched"]}
        values["district"] = (row["district"] or "").strip()
        for name in CODED:
            values[name] = row[name] or UNKNOWN
            words = row[f"{name}_as_recorded"] or ""
            values[f"{name}_as_recorded"] = "" if words == row[name] else words[:120]
        identity = (row["number"].strip(), subject, row.get("place") or 1)
        found.setdefault(identity, Statement(officer=tokens[officer], values=values))
    return found


def _recorded(client: Client) -> dict[Identity, Statement]:
    rows = Stop.objects.filter(client=client).standing().order_by("id")
    return {
        (row["number"], row["subject"], row["place"]): Statement(
            officer=row["officer__token"] or "",
            values={name: row[name] for name in COLUMNS},
            version=row["version"],
        )
        for row in rows.values(
            "number", "subject", "place", "version", "officer__token", *COLUMNS
        ).iterator(chunk_size=5000)
    }


def _merged(before: Statement, said: Statement) -> Statement:
    """What stands once the file has spoken: what it leaves blank stays as recorded."""
    values = {
        name: before.values[name] if said.values[name] in (None, "", UNKNOWN) else said.values[name]
        for name in COLUMNS
    }
    return replace(before, officer=said.officer or before.officer, values=values)


def _differences(number: str, before: Statement, after: Statement) -> list[dict[str, str]]:
    told = [
        {
            "key": number,
            "field": name,
            "before": _text(before.values[name]),
            "after": _text(after.values[name]),
        }
        for name in COLUMNS
        if before.values[name] != after.values[name]
    ]
    if before.officer != after.officer:
        pair = {"before": before.officer[:8], "after": after.officer[:8]}
        told.append({"key": number, "field": "officer", **pair})
    return told


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _vanished(
    recorded: Mapping[Identity, Statement], said: Mapping[Identity, Statement]
) -> tuple[str, ...]:
    days: list[date] = [one.values["occurred_on"] for one in said.values()]
    first, last = min(days), max(days)
    return tuple(
        identity[0]
        for identity, one in recorded.items()
        if identity not in said and first <= one.values["occurred_on"] <= last
    )


def _totals(said: Mapping[Identity, Statement]) -> dict[str, Any]:
    totals: dict[str, Any] = {
        "stops": len({number for number, *_ in said}),
        "persons": len(said),
        "officers": len({one.officer for one in said.values() if one.officer}),
        "searched": sum(1 for one in said.values() if one.values["searched"]),
    }
    for name in CODED:
        counts = Counter(one.values[name] for one in said.values())
        totals |= {f"{name} {code}": count for code, count in sorted(counts.items())}
    return totals
