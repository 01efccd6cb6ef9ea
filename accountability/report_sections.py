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

from accountability.beside import without_beside
from accountability.measures.cautions import WARNINGS
from accountability.measures.intake import SCORE
from accountability.measures.rates import PER_1000_ARRESTS, PER_1000_CONTACTS
from accountability.report_terms import TERMS
from accountability.suppression import THRESHOLD
from riskcore.reports import charts
from riskcore.reports.readings import note_without_peers
from riskcore.reports.sections import (
    SECTIONS,
    Attachment,
    Audience,
    Section,
    SectionContext,
    Term,
)
from riskcore.units import (
    COUNT,
    DAYS,
    NBSP,
    PER_100_OFFICER_YEARS,
    PERCENT,
    RATIO,
    Unit,
    write_date,
    write_number,
)

WORDS = {"few": f"fewer than {THRESHOLD}", "withheld": "withheld"}
ROWS_KEPT_TOGETHER = 12
CELLS = {"few": f"<{THRESHOLD}", "withheld": "–"}
MEASURES: tuple[tuple[str, Unit, str], ...] = (
    ("complaint_rate", PER_100_OFFICER_YEARS, "officer-years"),
    ("intake_quality", SCORE, "complaints and inquiries"),
    ("access_score", SCORE, ""),
    ("inquiry_share", PERCENT, "complaints and inquiries"),
    ("force_complaint_rate", PER_100_OFFICER_YEARS, "officer-years"),
    ("complaints_per_contacts", PER_1000_CONTACTS, "contacts"),
    ("sustained_rate", PERCENT, "decided on the merits"),
    ("sustained_rate_closed", PERCENT, "closed"),
    ("no_finding_share", PERCENT, "closed"),
    ("mediated_share", PERCENT, "closed"),
    ("discipline_imposed", PERCENT, "sustained"),
    ("discipline_served", PERCENT, "that stand"),
    ("discipline_days_served", PERCENT, "days"),
    ("discipline_changed", PERCENT, "imposed"),
    ("days_to_finding", DAYS, "allegations"),
    ("days_to_finding_p90", DAYS, "allegations"),
    ("repeat_officers", PERCENT, "officers"),
    ("complaint_concentration_ratio", RATIO, "officers"),
    ("force_per_arrests", PER_1000_ARRESTS, "arrests"),
    ("force_level_2_rate", PER_100_OFFICER_YEARS, "officer-years"),
    ("record_completeness", PERCENT, "required fields"),
)
"""Key, unit, and what the denominator counts."""
TABLES = {
    "allegations_by_category": "allegations by category",
    "findings_by_stage": "findings by stage",
    "force_by_level": "force reports by level",
}
EXHIBITS = ("complaint_quality", "complaints_by_year", "complaint_concentration", *TABLES)


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """One measure as it is printed; of one counted on few, only that it is."""

    label: str
    unit: str
    value: str
    interval: str
    counted: str
    base: str
    basis: str
    grade: str


@dataclass(frozen=True, kw_only=True)
class TableRow:
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShownTable:
    """A table ready to print: every cell is text. totals: None where one row is all there is. few,
    withheld: whether such cells stand in it. long: whether it may run over a page."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    totals: TableRow | None
    few: bool
    withheld: bool
    long: bool


@dataclass(frozen=True, kw_only=True)
class ComplaintsContent:
    """Everything the section prints."""

    finding: str
    measures: tuple[MeasureRow, ...]
    notes: tuple[str, ...]
    years: charts.Chart | None
    categories: ShownTable | None
    stages: ShownTable | None
    force: ShownTable | None
    concentration: tuple[Mapping[str, Any], ...]
    quality: tuple[str, ...]
    versions: str
    warnings: tuple[str, ...]
    too_small: tuple[str, ...]
    terms: tuple[Term, ...]
    attachments: tuple[Attachment, ...]


def gather(context: SectionContext) -> ComplaintsContent:
    """The section's facts from the snapshot's readings and exhibits."""
    readings = context.snapshot.get("readings", {})
    found = context.snapshot.get("exhibits", {})
    exhibits = {
        key: table
        for key in EXHIBITS
        if (table := found.get(key)) is not None
        and not (isinstance(table, Mapping) and "unavailable" in table)
    }
    quality = exhibits.get("complaint_quality") or {}
    tables = {key: exhibits.get(key) for key in TABLES}
    categories, stages, force = (shown_table(table) for table in tables.values())
    known = {key: readings[key] for key, _, _ in MEASURES if readings.get(key)}
    return ComplaintsContent(
        finding=_finding(context.snapshot),
        measures=tuple(
            _measure(known[key], unit, noun)
            for key, unit, noun in MEASURES
            if key in known and known[key]["value"] is not None
        ),
        notes=_measure_notes(known),
        years=_years(exhibits.get("complaints_by_year"), context),
        categories=categories,
        stages=stages,
        force=force,
        concentration=tuple(exhibits.get("complaint_concentration") or ()),
        quality=tuple(quality.get("notes", ())),
        versions=", ".join(filter(None, (quality.get("codes"), quality.get("crosswalk")))),
        warnings=WARNINGS,
        too_small=tuple(
            _too_small(TABLES[key], table)
            for key, table in tables.items()
            if table and _says_nothing(table)
        ),
        terms=TERMS if readings.get("complaint_rate") else (),
        attachments=(_attachment(exhibits["allegations_by_category"]),) if categories else (),
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


def _measure(reading: Mapping[str, Any], unit: Unit, noun: str) -> MeasureRow:
    value, interval, counted, base = "–", "–", "–", "–"
    if _is_few(reading):
        counted = CELLS["few"]
    else:
        percent = f"{NBSP}%" if unit is PERCENT else ""
        value = write_number(reading["value"], unit.places) + percent
        if reading.get("numerator") is not None:
            counted = write_number(reading["numerator"])
        limits = reading.get("interval")
        if limits:
            low, high = (write_number(limits[end], unit.places) for end in ("low", "high"))
            interval = f"{low} to {high}{percent}"
    if reading.get("denominator") is not None:
        base = f"{write_number(reading['denominator'])} {noun}"
    return MeasureRow(
        label=reading["label"],
        unit="" if unit is PERCENT else unit.label,
        value=value,
        interval=interval,
        counted=counted,
        base=base,
        basis=reading.get("date_basis", ""),
        grade=reading.get("grade", ""),
    )


def _measure_notes(known: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """What is to be said beneath the measures; those missing for one reason in one sentence. The
    finding has told already why there is no complaint rate."""
    missing: dict[str, list[str]] = {}
    notes = []
    beside: dict[str, None] = {}
    for key, reading in known.items():
        note, said = without_beside(note_without_peers(reading.get("note", "")))
        beside.update({said: None} if said else {})
        if reading["value"] is None:
            if key != "complaint_rate":
                missing.setdefault(reading["unavailable"], []).append(reading["label"])
        elif _is_few(reading):
            notes.append(f"{reading['label']}: fewer than {THRESHOLD}, too few to state.")
        elif note:
            notes.append(f"{reading['label']}: {note}")
    absent = (
        f"{'; '.join(labels)}: {_verb(why)}, because {why}." for why, labels in missing.items()
    )
    return (*beside, *notes, *absent)


def _verb(why: str) -> str:
    return "not shown" if why.startswith("fewer than") else "cannot be computed"


def _cells_of(table: Mapping[str, Any]) -> list[int | str]:
    rows = [cell for row in table["rows"] for cell in (*row["counts"], row["total"])]
    return [*rows, *table["totals"], table["total"]]


def _says_nothing(table: Mapping[str, Any] | None) -> bool:
    """Whether there is something to count, and every count but that of all is kept back."""
    if not table or not table["rows"]:
        return False
    parts = [*table["totals"], *(cell for row in table["rows"] for cell in row["counts"])]
    if len(table["rows"]) > 1:
        parts += [row["total"] for row in table["rows"]]
    return all(isinstance(cell, str) for cell in parts)


def _too_small(words: str, table: Mapping[str, Any]) -> str:
    total = table["total"]
    return words if isinstance(total, str) else f"{words} ({write_number(total)} in all)"


def shown_table(table: Mapping[str, Any] | None) -> ShownTable | None:
    """The exhibit's table as text; None where there is no row or nothing in it may be shown."""
    if not table or not table["rows"] or _says_nothing(table):
        return None
    kept_back = set(_cells_of(table)) & set(CELLS)
    rows = tuple(_row(row["label"], [*row["counts"], row["total"]]) for row in table["rows"])
    return ShownTable(
        columns=(*table["columns"], "Total"),
        rows=rows,
        totals=_row("Total", [*table["totals"], table["total"]]) if len(rows) > 1 else None,
        few="few" in kept_back,
        withheld="withheld" in kept_back,
        long=len(rows) > ROWS_KEPT_TOGETHER,
    )


def _row(label: str, cells: Sequence[int | str]) -> TableRow:
    return TableRow(label=label, cells=tuple(_written(cell, CELLS) for cell in cells))


def _written(cell: int | str, words: Mapping[str, str]) -> str:
    return words[cell] if isinstance(cell, str) else write_number(cell)


def _years(table: Mapping[str, Any] | None, context: SectionContext) -> charts.Chart | None:
    if not table:
        return None
    days = f"{_day(str(table['from']))} to {_day(str(table['to']))}"
    return years_chart(
        table,
        span=f"each ending with the day of valuation; {days}",
        date_basis=table["date_basis"],
        as_of=context.as_of,
    )


def years_chart(
    table: Mapping[str, Any], *, span: str, date_basis: str, as_of: date
) -> charts.Chart | None:
    """Complaints by year; None where every year is withheld or there is none.

    span: the years in words; date_basis: which date places a complaint.
    """
    told = [row for row in table["rows"] if isinstance(row["total"], int)]
    if not told:
        return None
    points = [
        charts.Point(row["label"], row["total"])
        if isinstance(row["total"], int)
        else charts.Point(row["label"], None, note=WORDS[row["total"]])
        for row in table["rows"]
    ]
    most = max(int(row["total"]) for row in told)
    years = [row["label"] for row in told if row["total"] == most]
    return charts.bars(
        id="complaints-years",
        title=f"Most complaints, {write_number(most)}, fell in {' and in '.join(years)}",
        subtitle=f"Complaints by year, {span}",
        points=points,
        unit=COUNT,
        source=f"Complaint register, placed by the day {date_basis}; as of {write_date(as_of)}.",
        emphasise=years[0] if len(years) == 1 else "",
    )


def _attachment(table: Mapping[str, Any]) -> Attachment:
    """The table with words for what is kept back, as a sign would puzzle a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["Category", *table["columns"], "Total"])
    rows = [*table["rows"], {"label": "Total", "counts": table["totals"], "total": table["total"]}]
    for row in rows:
        cells = (*row["counts"], row["total"])
        writer.writerow([row["label"], *(WORDS.get(str(cell), cell) for cell in cells)])
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
