"""Rows of a force file gathered into reports: one officer's force on one subject in one event. Pure.

Rows that tell of the same report are joined: their tools follow each other, the worst injury and the
highest level count, and of everything else the first that is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from accountability.force.codes import (
    INJURIES,
    NOT_AT_A_PERSON,
    UNKNOWN,
    level_of,
    national_reasons,
    tool_code,
)

Key = tuple[str, str, str, int]
"""Number of the event, officer's identifier, subject's identifier, place."""
FIRST = (
    "resistance",
    "resistance_as_recorded",
    "reason",
    "reason_as_recorded",
    "supervisor_present",
    "ambush",
    "district",
    "case_number",
    "level_as_recorded",
)
WORST = {code: rank for rank, code in enumerate((UNKNOWN, *list(INJURIES)[:-1]))}
BETWEEN_TOOLS = ";"


@dataclass(kw_only=True)
class Report:
    """What a file says of one report.

    level: None where neither a level nor a tool nor an injury is said. tools: code and the file's words,
    in sequence. said: values of FIRST that the file gives.
    """

    occurred_on: date
    row: int
    level: int | None = None
    subject_injury: str = UNKNOWN
    officer_injury: str = UNKNOWN
    tools: list[tuple[str, str]] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def national(self) -> str:
        """The reasons of the national flag, space between."""
        return " ".join(national_reasons([code for code, _ in self.tools], self.subject_injury))


@dataclass(kw_only=True)
class Gathered:
    """Reports by what makes them one, in the order of the file. elsewhere: rows of no force at a person;
    dates_disagree: reports whose rows have different days."""

    reports: dict[Key, Report] = field(default_factory=dict)
    elsewhere: int = 0
    dates_disagree: int = 0


def gather(table: pl.DataFrame) -> Gathered:
    """Reports of an accepted table, coded by the mapping or else by the phrases of ``codes``."""
    found = Gathered()
    disagreeing = set()
    for row in table.sort("row").iter_rows(named=True):
        if row["level"] == NOT_AT_A_PERSON:
            found.elsewhere += 1
            continue
        key = key_of(row)
        report = found.reports.setdefault(
            key, Report(occurred_on=row["occurred_on"], row=row["row"])
        )
        if report.occurred_on != row["occurred_on"]:
            disagreeing.add(key)
        _join(report, row)
    for report in found.reports.values():
        if report.level is None:
            report.level = level_of([code for code, _ in report.tools], report.subject_injury)
    found.dates_disagree = len(disagreeing)
    return found


def key_of(row: dict[str, Any]) -> Key:
    """What makes rows one report."""
    number, officer, subject = (
        (row[name] or "").strip() for name in ("number", "officer", "subject")
    )
    return number, officer.casefold(), subject.casefold(), row.get("place") or 1


def _join(report: Report, row: dict[str, Any]) -> None:
    if row["level"] is not None:
        report.level = max(int(row["level"]), -1 if report.level is None else report.level)
    for name in ("subject_injury", "officer_injury"):
        worse = max(getattr(report, name), row[name] or UNKNOWN, key=WORST.__getitem__)
        setattr(report, name, worse)
    for tool in tools_of(row):
        if not report.tools or report.tools[-1] != tool:
            report.tools.append(tool)
    for name in FIRST:
        said = _said(row, name)
        if said not in (None, "") and report.said.get(name) in (None, ""):
            report.said[name] = said


def _said(row: dict[str, Any], name: str) -> Any:
    """What a row says of one of FIRST; one of our own codes is no word of the file's."""
    if name == "level_as_recorded" and row["local_level"]:
        return row["local_level"]
    code = row.get(name.removesuffix("_as_recorded")) if name.endswith("_as_recorded") else None
    return None if code is not None and row[name] == code else row[name]


def tools_of(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Tools of one row in sequence: our code and the file's words, which ";" separates."""
    words = row["tool"] or row["tool_code_as_recorded"] or ""
    own = row["tool_code"] if row["tool_code"] not in (None, "GENERAL") else ""
    for said in words.split(BETWEEN_TOOLS):
        if said.strip():
            yield own or tool_code(said), said.strip()[:120]
