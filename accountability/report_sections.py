"""The report's section on complaints and force, drawn from the snapshot alone.

The report passes through insurers' hands on its way to a council: counts under ten are not in the
exhibits it draws on, and of a measure counted on fewer than ten only that is said.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from accountability.suppression import THRESHOLD
from riskcore.reports import charts
from riskcore.reports.sections import SECTIONS, Attachment, Audience, Section, SectionContext
from riskcore.units import (
    COUNT,
    NBSP,
    PER_100_OFFICER_YEARS,
    PERCENT,
    Unit,
    write_date,
    write_number,
)

FEWER = f"fewer than {THRESHOLD}"
SHOWN = {"few": f"<{NBSP}{THRESHOLD}", "withheld": "withheld"}
MEASURES: tuple[tuple[str, Unit], ...] = (
    ("complaint_rate", PER_100_OFFICER_YEARS),
    ("force_complaint_rate", PER_100_OFFICER_YEARS),
    ("sustained_rate", PERCENT),
    ("force_level_2_rate", PER_100_OFFICER_YEARS),
)
WARNINGS = (
    "Do not rank departments by these figures. National complaint data were judged neither valid nor "
    "reliable for comparing agencies (Hickman and Poore 2015).",
    "A high rate is not always worse: departments with a review board had 11.9 force complaints per "
    "100 officers in 2002, those without 6.6 (Bureau of Justice Statistics). Open doors bring "
    "complaints in.",
    "Outreach can raise the count: departments that practise community policing sustain more force "
    "complaints (Pryor et al. 2019). Judge it on force, injuries and claims as well.",
    "Complaints never move the price. A department is not rewarded for receiving fewer of them.",
)
DEFINITIONS = (
    (
        "Complaint",
        "One number in the department's own register, whoever and however many it accuses.",
    ),
    ("Allegation", "One thing one officer is accused of in one complaint."),
    (
        "Sustained",
        "The evidence shows that it happened and broke a rule. Not sustained: the evidence cannot "
        "settle it. Exonerated: it happened and was within policy. Unfounded: it did not happen.",
    ),
    (
        "Sustained rate",
        "Allegations sustained, of those sustained, not sustained, exonerated or unfounded; by the "
        "finding that stands, after appeal where there was one.",
    ),
    (
        "Officer-years",
        "The mean number of full-time officers of each month, added up and divided by twelve.",
    ),
    (
        "Withheld",
        f"A count that would give away another one of fewer than {THRESHOLD} by subtraction.",
    ),
    (
        "By chance alone",
        "The share the same officers would hold if complaints fell on all officers at random.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """One measure as it is printed: its figures, or why there are none."""

    label: str
    value: str
    interval: str
    counted: str
    basis: str
    grade: str
    note: str


@dataclass(frozen=True, kw_only=True)
class TableRow:
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShownTable:
    """A table ready to print: every cell is text. hidden: whether anything is kept back in it. small:
    labels of rows that hold nothing but small counts, named under the table instead of drawn.
    """

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    small: tuple[str, ...]
    totals: TableRow
    hidden: bool


@dataclass(frozen=True, kw_only=True)
class ComplaintsContent:
    """Everything the section prints."""

    finding: str
    measures: tuple[MeasureRow, ...]
    years: charts.Chart | None
    categories: ShownTable | None
    stages: ShownTable | None
    force: ShownTable | None
    concentration: tuple[Mapping[str, Any], ...]
    quality: tuple[str, ...]
    versions: str
    warnings: tuple[str, ...]
    definitions: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...]


def gather(context: SectionContext) -> ComplaintsContent:
    """The section's facts from the snapshot's readings and exhibits."""
    readings = context.snapshot.get("readings", {})
    exhibits = {
        key: table
        for key, table in context.snapshot.get("exhibits", {}).items()
        if not (isinstance(table, Mapping) and "unavailable" in table)
    }
    quality = exhibits.get("complaint_quality") or {}
    categories = shown_table(exhibits.get("allegations_by_category"))
    return ComplaintsContent(
        finding=_finding(context.snapshot),
        measures=tuple(
            _measure(readings[key], unit) for key, unit in MEASURES if readings.get(key)
        ),
        years=_years(exhibits.get("complaints_by_year"), context.as_of),
        categories=categories,
        stages=shown_table(exhibits.get("findings_by_stage")),
        force=shown_table(exhibits.get("force_by_level")),
        concentration=tuple(exhibits.get("complaint_concentration") or ()),
        quality=tuple(quality.get("notes", ())),
        versions=", ".join(filter(None, (quality.get("codes"), quality.get("crosswalk")))),
        warnings=WARNINGS,
        definitions=DEFINITIONS,
        attachments=(_attachment(categories),) if categories else (),
    )


def _finding(snapshot: Mapping[str, Any]) -> str:
    name = snapshot.get("client", {}).get("name", "The client")
    reading = snapshot.get("readings", {}).get("complaint_rate")
    if not reading:
        return f"Complaints were not measured for {name}."
    if reading["value"] is None:
        return f"The complaint rate of {name} cannot be computed, because {reading['unavailable']}."
    days = " to ".join(
        _day(reading["source"][end]) for end in ("from", "to") if reading.get("source")
    )
    during = f" from {days}" if days else ""
    if _is_few(reading):
        return (
            f"{name} received fewer than {THRESHOLD} complaints{during}: too few to state a rate."
        )
    limits = reading.get("interval")
    between = (
        f" (between {write_number(limits['low'], 1)} and {write_number(limits['high'], 1)} with "
        "95 % confidence)"
        if limits
        else ""
    )
    return (
        f"{name} received {write_number(reading['numerator'])} complaints{during}: "
        f"{write_number(reading['value'], 1)} per 100 officer-years{between}."
    )


def _day(text: str) -> str:
    return write_date(date.fromisoformat(text))


def _is_few(reading: Mapping[str, Any]) -> bool:
    return reading.get("numerator") is not None and float(reading["numerator"]) < THRESHOLD


def _measure(reading: Mapping[str, Any], unit: Unit) -> MeasureRow:
    value, interval, counted, note = "–", "–", "–", reading.get("note", "")
    if reading["value"] is None:
        note = f"Cannot be computed, because {reading['unavailable']}."
    elif _is_few(reading):
        counted, note = FEWER, "Too few to state."
    else:
        value = unit.write(reading["value"])
        word = "of" if unit is PERCENT else "over"
        counted = (
            f"{write_number(reading['numerator'])} {word} {write_number(reading['denominator'])}"
            if reading.get("denominator") is not None
            else write_number(reading["numerator"])
        )
        limits = reading.get("interval")
        if limits:
            interval = (
                f"{write_number(limits['low'], unit.places)} to "
                f"{write_number(limits['high'], unit.places)}"
            )
    return MeasureRow(
        label=reading["label"],
        value=value,
        interval=interval,
        counted=counted,
        basis=reading.get("date_basis", ""),
        grade=reading.get("grade", ""),
        note=note,
    )


def shown_table(table: Mapping[str, Any] | None) -> ShownTable | None:
    """The exhibit's table as text; None where it has no count to show."""
    if not table or not any(isinstance(count, int) for count in [*table["totals"], table["total"]]):
        return None
    lines = [(row["label"], [*row["counts"], row["total"]]) for row in table["rows"]]
    small = tuple(label for label, cells in lines if set(cells) == {"few"})
    return ShownTable(
        columns=(*table["columns"], "Total"),
        rows=tuple(_row(label, cells) for label, cells in lines if label not in small),
        small=small,
        totals=_row("Total", [*table["totals"], table["total"]]),
        hidden=not table["whole"],
    )


def _row(label: str, cells: Sequence[int | str]) -> TableRow:
    return TableRow(
        label=label,
        cells=tuple(SHOWN[cell] if isinstance(cell, str) else write_number(cell) for cell in cells),
    )


def _years(table: Mapping[str, Any] | None, as_of: date) -> charts.Chart | None:
    if not table:
        return None
    days = f"{_day(str(table['from']))} to {_day(str(table['to']))}"
    span = f"{days}; first and last year in part"
    return years_chart(table, span=span, date_basis=table["date_basis"], as_of=as_of)


def years_chart(
    table: Mapping[str, Any], *, span: str, date_basis: str, as_of: date
) -> charts.Chart | None:
    """Complaints by calendar year; None where every year is withheld or there is none.

    span: the period in words; date_basis: which date places a complaint.
    """
    told = [row for row in table["rows"] if isinstance(row["total"], int)]
    if not told:
        return None
    points = [
        charts.Point(row["label"], row["total"])
        if isinstance(row["total"], int)
        else charts.Point(row["label"], None, note=FEWER if row["total"] == "few" else "withheld")
        for row in table["rows"]
    ]
    most = max(int(row["total"]) for row in told)
    years = [row["label"] for row in told if row["total"] == most]
    return charts.bars(
        id="complaints-years",
        title=f"Most complaints, {write_number(most)}, fell in {' and in '.join(years)}",
        subtitle=f"Complaints by calendar year, {span}",
        points=points,
        unit=COUNT,
        source=f"Complaint register, placed by the day {date_basis}; as of {write_date(as_of)}.",
        emphasise=years[0] if len(years) == 1 else "",
    )


def _attachment(table: ShownTable) -> Attachment:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["Category", *table.columns])
    writer.writerows([row.label, *row.cells] for row in (*table.rows, table.totals))
    writer.writerows([label, *[SHOWN["few"]] * len(table.columns)] for label in table.small)
    return Attachment(
        name="allegations-by-category.csv",
        description="Allegations by category and finding, small counts withheld",
        content=text.getvalue().encode(),
    )


SECTIONS.register(
    Section(
        key="complaints",
        title="Complaints and force",
        order=200,
        audiences=frozenset(Audience),
        template="accountability/reports/complaints.html",
        gather=gather,
    )
)
