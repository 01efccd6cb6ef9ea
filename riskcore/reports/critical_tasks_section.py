"""The report's section on critical tasks: the grid, what moved, and what was seen. From a snapshot."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from riskcore.assessments.checklist import HIGHEST, MEANINGS
from riskcore.exports import csv_bytes
from riskcore.reports import charts
from riskcore.reports.charts import Chart
from riskcore.reports.sections import (
    SECTIONS,
    Attachment,
    Audience,
    Section,
    SectionContext,
    Term,
)
from riskcore.units import COUNT, write_date, write_number

TERMS = (
    Term(
        term="Critical task",
        meaning="One of the tasks from which most liability comes. Each is assessed in six layers: "
        "policy, training, supervision, discipline, review and revision, legal support.",
        source="NIRMA; PATC/LLRMI",
    ),
    Term(
        term="Score of a cell",
        meaning="; ".join(f"{value}: {words}" for value, words in enumerate(MEANINGS)) + ".",
    ),
)
CSV_COLUMNS = ("task", "layer", "score", "before", "self_assessment", "evidence", "note")


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """One assessment as printed. weak: cells scored 0 or 1, with what was seen; self_note: how the two
    sides differ, "" without a self-assessment."""

    label: str
    number: str
    visited_on: date
    summary: str
    met: str
    words: str
    self_note: str
    chart: Chart
    weak: tuple[dict[str, Any], ...]
    moved: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CriticalTasks:
    """What the section prints."""

    finding: str
    assessed: tuple[Assessed, ...]
    terms: tuple[Term, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def gather(context: SectionContext) -> CriticalTasks:
    """The section from the snapshot alone."""
    grids = context.snapshot["exhibits"].get("assessments") or []
    if not grids:
        return CriticalTasks(
            finding="No assessment of critical tasks has been completed.", assessed=()
        )
    return CriticalTasks(
        finding=_finding(grids[0]),
        assessed=tuple(_assessed(grid) for grid in grids),
        terms=TERMS,
        attachments=tuple(_attachment(grid) for grid in grids),
    )


def _finding(grid: dict[str, Any]) -> str:
    day = write_date(date.fromisoformat(str(grid["visited_on"])))
    weak = _weak(grid)
    if not grid["scored"]:
        return f"The assessment of {day} found no cell that applies."
    told = (
        f"On {day} the critical tasks scored {write_number(float(grid['mean']), 1)} of {HIGHEST} on "
        f"average"
    )
    if not weak:
        return f"{told}; no cell scored 0 or 1."
    tasks = sorted({cell["task"] for cell in weak}, key=[c["task"] for c in weak].index)
    cells = f"{len(weak)} of {grid['scored']} cells"
    return f"{told}; {cells} scored 0 or 1, in {len(tasks)} task{'' if len(tasks) == 1 else 's'}."


def _assessed(grid: dict[str, Any]) -> Assessed:
    rows = grid["rows"]
    layers = [cell["label"] for cell in rows[0]["cells"]]
    visited = date.fromisoformat(str(grid["visited_on"]))
    return Assessed(
        label=grid["label"],
        number=grid["number"],
        visited_on=visited,
        summary=grid["summary"],
        met=grid["met"],
        words=_change_words(grid),
        self_note=_self_words(grid),
        chart=charts.heat_grid(
            id=f"critical-tasks-{grid['checklist']}",
            title=_chart_title(grid),
            subtitle=f"Score of each cell, 0 to {HIGHEST}; a dash where it does not apply",
            rows=[row["label"] for row in rows],
            columns=layers,
            values=[[cell["value"] for cell in row["cells"]] for row in rows],
            unit=COUNT,
            source=f"Assessment {grid['number']} of {write_date(visited)}",
        ),
        weak=tuple(_weak(grid)),
        moved=tuple(_moved(grid)),
    )


def _chart_title(grid: dict[str, Any]) -> str:
    means = [(float(row["mean"]), row["label"]) for row in grid["rows"] if row["mean"] is not None]
    if not means:
        return "No cell was scored"
    lowest = min(means)
    return f"{lowest[1]} scores lowest, {write_number(lowest[0], 1)} of {HIGHEST} on average"


def _weak(grid: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {**cell, "task": row["label"], "basis": row["basis"]}
        for row in grid["rows"]
        for cell in row["cells"]
        if cell["value"] is not None and cell["value"] <= 1
    ]


def _pairs(grid: dict[str, Any], with_: str) -> list[tuple[str, int, int]]:
    return [
        (f"{row['label']}, {cell['label'].lower()}", cell["value"], cell[with_])
        for row in grid["rows"]
        for cell in row["cells"]
        if cell["value"] is not None and cell[with_] is not None
    ]


def _change_words(grid: dict[str, Any]) -> str:
    pairs = _pairs(grid, "before")
    if not pairs:
        return "There is no earlier assessment to compare with."
    day = write_date(date.fromisoformat(str(grid["previous_on"])))
    up = sum(now > before for _, now, before in pairs)
    down = sum(now < before for _, now, before in pairs)
    return (
        f"Against the assessment of {day}: {up} cell{'' if up == 1 else 's'} higher, {down} lower, "
        f"{len(pairs) - up - down} the same."
    )


def _moved(grid: dict[str, Any]) -> list[str]:
    fallen = [pair for pair in _pairs(grid, "before") if pair[1] < pair[2]]
    return [f"{where}: {before} before, {now} now" for where, now, before in fallen]


def _self_words(grid: dict[str, Any]) -> str:
    pairs = _pairs(grid, "self")
    if not pairs:
        return ""
    day = write_date(date.fromisoformat(str(grid["self_on"])))
    above = sum(own > ours for _, ours, own in pairs)
    below = sum(own < ours for _, ours, own in pairs)
    return (
        f"In its own assessment of {day} the client scores {above} cell{'' if above == 1 else 's'} "
        f"higher than the advisor, {below} lower, {len(pairs) - above - below} alike."
    )


def _attachment(grid: dict[str, Any]) -> Attachment:
    return Attachment(
        name=f"assessment-{grid['number']}.csv",
        description=f"Every cell of assessment {grid['number']} with its evidence.",
        content=csv_bytes(
            CSV_COLUMNS,
            [
                [
                    row["label"],
                    cell["label"],
                    cell["value"],
                    cell["before"],
                    cell["self"],
                    cell["evidence"],
                    cell["note"],
                ]
                for row in grid["rows"]
                for cell in row["cells"]
            ],
        ),
    )


def register() -> None:
    SECTIONS.register(
        Section(
            key="critical_tasks",
            title="Critical tasks",
            order=400,
            audiences=frozenset(Audience),
            template="riskcore/reports/critical_tasks.html",
            gather=gather,
        )
    )
