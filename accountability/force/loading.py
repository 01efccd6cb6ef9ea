"""A checked force file compared with the reports on record, and the difference appended.

A report said otherwise by a later delivery is appended as another version; a blank cell never takes away
what is recorded. Reports of the file's own days that it no longer mentions are told, never deleted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
from django.utils import timezone

from accountability.force.codes import TOOLS, UNKNOWN, in_words
from accountability.force.models import ForceReport, ForceTool
from accountability.force.rows import Gathered, Key, Report, gather, key_of
from accountability.officers import officer_ids, officer_token, subject_token
from riskcore.bulkload import insert_rows, reserve_ids
from riskcore.clients.models import Client
from riskcore.imports.findings import file_problem
from riskcore.imports.kinds import Plan, Problem, Target

SAMPLE = 50
TEXTS = (
    "level_as_recorded",
    "resistance_as_recorded",
    "reason_as_recorded",
    "district",
    "case_number",
)
CODED = ("resistance", "reason")
TRI_STATE = ("supervisor_present", "ambush")
COLUMNS = (
    *("occurred_on", "level", "subject_injury", "officer_injury", "national"),
    *CODED,
    *TRI_STATE,
    *TEXTS,
)
Identity = tuple[str, str, str, int]
"""Number of the event, officer token, subject token, place."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A report as a file or the record has it: values of COLUMNS, and the tools in sequence."""

    values: Mapping[str, Any]
    tools: tuple[tuple[str, str], ...]
    version: int = 1


def check(table: pl.DataFrame, target: Target) -> list[Problem]:
    """Rows that repeat a report although nobody said what that means, and reports without a level."""
    del target
    declared = "place" in table.columns and not table["place"].null_count()
    problems = [] if declared else _undeclared(table)
    if problems:
        return problems
    return [
        Problem(
            row=report.row,
            column="level",
            value="",
            rule="force.no_level",
            message=f"Row {report.row} names neither a level nor a tool nor an injury, so nothing says "
            "how serious the force was. Fill one of them, or map the file's own word to a level.",
        )
        for report in gather(table).reports.values()
        if report.level is None
    ]


def _undeclared(table: pl.DataFrame) -> list[Problem]:
    seen: dict[Key, int] = {}
    for row in table.iter_rows(named=True):
        first = seen.setdefault(key_of(row), row["row"])
        if first != row["row"]:
            return [
                file_problem(
                    rule="force.grain",
                    column="number x officer x subject",
                    message=f"Rows {first} and {row['row']} tell of the same event, officer and "
                    "subject. What a row of a force file is differs from source to source: declare it "
                    'in the mapping with grain = ["number", "officer", "subject"] and repeats = '
                    '"same", "parts" or "distinct".',
                )
            ]
    return []


def compare(table: pl.DataFrame, target: Target) -> Plan:
    """What the file would change, in reports; nothing is written."""
    gathered = gather(table)
    said = _identified(gathered, target.client)
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
    days = [statement.values["occurred_on"] for statement in said.values()]
    return Plan(
        created=len(fresh),
        updated=len(moved),
        unchanged=len(said) - len(fresh) - len(moved),
        vanished=_vanished(recorded, said, days),
        totals=_totals(gathered),
        differences=tuple(differences[:SAMPLE]),
        notes=_notes(gathered),
        payload=fresh | moved,
    )


def write(plan: Plan, target: Target) -> None:
    """Append the new reports and the new versions, with their tools."""
    statements: dict[Identity, Statement] = plan.payload
    at = target.recorded_at or timezone.now()
    batch = target.batch.pk if target.batch else None
    officers = officer_ids({token for _, token, _, _ in statements if token}, target.client)
    ids = reserve_ids(ForceReport, len(statements))
    insert_rows(
        ForceReport,
        (
            *("id", "client", "batch", "recorded_at", "number", "officer", "subject", "place"),
            *("version", "injury", *COLUMNS),
        ),
        (
            (
                *(pk, target.client.pk, batch, at, number, officers.get(officer), subject, place),
                *(
                    statement.version,
                    _hurt(statement),
                    *(statement.values[name] for name in COLUMNS),
                ),
            )
            for pk, ((number, officer, subject, place), statement) in zip(
                ids, statements.items(), strict=True
            )
        ),
    )
    insert_rows(
        ForceTool,
        ("batch", "recorded_at", "report", "sequence", "code", "as_recorded"),
        (
            (batch, at, pk, sequence, code, words)
            for pk, statement in zip(ids, statements.values(), strict=True)
            for sequence, (code, words) in enumerate(statement.tools, start=1)
        ),
    )


def _hurt(statement: Statement) -> bool:
    unhurt = {"none", UNKNOWN}
    return not {statement.values["subject_injury"], statement.values["officer_injury"]} <= unhurt


def _identified(gathered: Gathered, client: Client) -> dict[Identity, Statement]:
    tokens: dict[str, str] = {"": ""}
    found = {}
    for (number, officer, subject, place), report in gathered.reports.items():
        if officer not in tokens:
            tokens[officer] = officer_token(client_code=client.code, identifier=officer)
        token = subject_token(client_code=client.code, identifier=subject)
        found[number, tokens[officer], token, place] = _statement(report)
    return found


def _statement(report: Report) -> Statement:
    values: dict[str, Any] = dict.fromkeys(TEXTS, "") | dict.fromkeys(CODED, UNKNOWN)
    values |= dict.fromkeys(TRI_STATE) | report.said
    values |= {
        name: getattr(report, name)
        for name in ("occurred_on", "level", "subject_injury", "officer_injury", "national")
    }
    return Statement(values=values, tools=tuple(report.tools))


def _recorded(client: Client) -> dict[Identity, Statement]:
    tools: dict[int, list[tuple[str, str]]] = {}
    reports = ForceReport.objects.known_at().filter(client=client).order_by("id")
    used = ForceTool.objects.filter(report__client=client).order_by("report_id", "sequence")
    for report, code, words in used.values_list("report_id", "code", "as_recorded").iterator():
        tools.setdefault(report, []).append((code, words))
    return {
        (row["number"], row["officer__token"] or "", row["subject"], row["place"]): Statement(
            values={name: row[name] for name in COLUMNS},
            tools=tuple(tools.get(row["id"], ())),
            version=row["version"],
        )
        for row in reports.values(
            *("id", "number", "officer__token", "subject", "place", "version", *COLUMNS)
        ).iterator()
    }


def _merged(before: Statement, said: Statement) -> Statement:
    """What stands once the file has spoken: what it leaves blank stays as recorded."""
    values = {
        name: before.values[name] if said.values[name] in (None, "", UNKNOWN) else said.values[name]
        for name in COLUMNS
    }
    return replace(before, values=values, tools=said.tools or before.tools)


def _differences(number: str, before: Statement, after: Statement) -> Iterator[dict[str, str]]:
    for name in COLUMNS:
        if before.values[name] != after.values[name]:
            yield _difference(number, name, before.values[name], after.values[name])
    if before.tools != after.tools:
        told = ["; ".join(words for _, words in each.tools) for each in (before, after)]
        yield _difference(number, "tools", *told)


def _difference(number: str, name: str, before: Any, after: Any) -> dict[str, str]:
    said = ["" if value is None else str(value) for value in (before, after)]
    return {"key": number, "field": name, "before": said[0], "after": said[1]}


def _vanished(
    recorded: Mapping[Identity, Statement], said: Mapping[Identity, Statement], days: list[date]
) -> tuple[str, ...]:
    if not days:
        return ()
    first, last = min(days), max(days)
    return tuple(
        identity[0]
        for identity, statement in recorded.items()
        if identity not in said and first <= statement.values["occurred_on"] <= last
    )


def _totals(gathered: Gathered) -> dict[str, int | Decimal]:
    reports = gathered.reports
    totals: dict[str, int | Decimal] = {
        "events": len({number for number, *_ in reports}),
        "reports": len(reports),
        "officers": len({officer for _, officer, *_ in reports if officer}),
        "reports without a named officer": sum(1 for _, officer, *_ in reports if not officer),
        "rows of no force at a person": gathered.elsewhere,
        "national": sum(1 for report in reports.values() if report.national),
    }
    levels = Counter(report.level for report in reports.values())
    totals |= {f"level {level}": count for level, count in sorted(levels.items(), key=str)}
    words = Counter(report.said.get("level_as_recorded", "") for report in reports.values())
    totals |= {f"word {word or '(blank)'}": count for word, count in sorted(words.items())}
    tools = Counter(code for report in reports.values() for code, _ in report.tools)
    return totals | {f"tool {code}": tools[code] for code in TOOLS if tools[code]}


def _notes(gathered: Gathered) -> tuple[str, ...]:
    notes = []
    if gathered.elsewhere:
        notes.append(
            f"{gathered.elsewhere} rows tell of no force at a person and are not taken in."
        )
    if gathered.dates_disagree:
        notes.append(
            f"{gathered.dates_disagree} reports stand on rows of different days; the first counts."
        )
    flagged = [(key, report) for key, report in gathered.reports.items() if report.national]
    if flagged:
        (number, *_), report = flagged[0]
        notes.append(
            f"{len(flagged)} reports belong to the national collection, the first of event {number} "
            f"because {in_words(report.national.split())}."
        )
    return tuple(notes)
