"""The report's section on outreach: what was done, how it was proved, what people answered.

It says what happened and never that one thing led to another.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from outreach.evidence.models import EvidenceKind
from outreach.evidence.standing import WAITING
from riskcore.exports import csv_bytes
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
from riskcore.units import Unit, write_date, write_number

ROWS_SHOWN: Final = 10
PEOPLE: Final = Unit("people", "people")
NOT_RECORDED: Final = "no outreach is on record"
_KINDS: Final = {kind.value: str(kind.label) for kind in EvidenceKind}
TERMS: Final = (
    Term(
        term="Evidence level",
        meaning="1: the department's own papers; 2: an independent document besides; 3: a measured "
        "audience or survey besides. Evidence is named by its kind and the first twelve digits of the "
        "SHA-256 of its file.",
    ),
    Term(
        term="People counted",
        meaning="By sign-in sheet, clicker, scan, platform report or a vendor's estimate. A guess is no "
        "count, and impressions are views, not people. Whoever came twice counts twice.",
    ),
    Term(
        term="Trust scale",
        meaning="The mean of a survey's answers from 0 to 100, among those asked only: attendees, "
        "callers and residents are never compared with one another.",
    ),
)
_CSV_COLUMNS: Final = (
    "reference",
    "strategy",
    "activity",
    "title",
    "starts_on",
    "ends_on",
    "district",
    "people_reached",
    "count_method",
    "standing",
    "level",
)


@dataclass(frozen=True, kw_only=True)
class ReviewedInitiative:
    """One line of the table of reviewed initiatives; ``evidence``: kind in words and hash prefix."""

    day: str
    strategy: str
    title: str
    people: str
    standing: str
    level: int
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class SurveyTable:
    """The waves of one frame: a table of its own, because those asked differ."""

    label: str
    fewest_answers: int
    waves: tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class OutreachSection:
    """What the section prints. ``grid`` is the exhibit's; ``people_chart`` None without a count."""

    finding: str
    share: str
    people: str
    grid: dict[str, Any] | None
    people_chart: charts.Chart | None
    people_rows: tuple[dict[str, Any], ...]
    reviewed: tuple[ReviewedInitiative, ...]
    recorded: int
    waiting: int
    surveys: tuple[SurveyTable, ...]
    terms: tuple[Term, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def gather(context: SectionContext) -> OutreachSection:
    """The section from the snapshot alone."""
    exhibits = context.snapshot["exhibits"]
    readings = context.snapshot["readings"]
    listed = exhibits.get("outreach_initiatives") or {"total": 0, "rows": []}
    people = tuple(exhibits.get("outreach_people") or ())
    rows = listed["rows"]
    return OutreachSection(
        finding=_finding(readings.get("outreach_strategies"), context.as_of),
        share=_share(readings.get("outreach_accepted_share")),
        people=_people(readings.get("outreach_people_reached")),
        grid=exhibits.get("outreach_grid") if rows else None,
        people_chart=_people_chart(people, context.as_of),
        people_rows=people if rows else (),
        reviewed=tuple(_reviewed(row) for row in rows if row["standing"] not in WAITING)[
            :ROWS_SHOWN
        ],
        recorded=listed["total"],
        waiting=sum(row["standing"] in WAITING for row in rows),
        surveys=tuple(
            SurveyTable(
                label=frame["label"],
                fewest_answers=frame["fewest_answers"],
                waves=tuple(frame["waves"]),
            )
            for frame in exhibits.get("outreach_surveys") or ()
            if frame["waves"]
        ),
        terms=TERMS if rows else (),
        attachments=(_attachment(rows),) if rows else (),
    )


def _finding(reading: dict[str, Any] | None, as_of: date) -> str:
    if reading is None or reading["value"] is None:
        because = (reading or {}).get("unavailable") or NOT_RECORDED
        return f"Outreach across the four strategies cannot be computed, because {because}."
    covered, day = int(float(reading["value"])), write_date(as_of)
    if covered == 0:
        return (
            f"In the 12 months to {day}, none of the four strategies had an initiative accepted on "
            "evidence."
        )
    if covered == 4:
        return (
            f"In the 12 months to {day}, each of the four strategies had at least one initiative "
            "accepted on evidence."
        )
    return (
        f"In the 12 months to {day}, {covered} of the four strategies had at least one initiative "
        f"accepted on evidence. {note_without_peers(reading.get('note') or '')}".rstrip()
    )


def _share(reading: dict[str, Any] | None) -> str:
    if reading is None or reading["value"] is None:
        because = (reading or {}).get("unavailable") or NOT_RECORDED
        return f"The share accepted on evidence cannot be computed, because {because}."
    return (
        f"A reviewer accepted {reading['numerator']} of the {reading['denominator']} initiatives of "
        "these 12 months on evidence."
    )


def _people(reading: dict[str, Any] | None) -> str:
    if reading is None or reading["value"] is None:
        because = (reading or {}).get("unavailable") or NOT_RECORDED
        return f"People reached per 1,000 residents cannot be computed, because {because}."
    return (
        f"{write_number(float(reading['value']), 1)} people were counted per 1,000 residents "
        f"({write_number(int(reading['numerator']))} people; "
        f"{write_number(int(reading['denominator']))} residents). "
        f"{note_without_peers(reading.get('note') or '')}"
    ).rstrip()


def _people_chart(people: tuple[dict[str, Any], ...], as_of: date) -> charts.Chart | None:
    counted = [row for row in people if row["counted"]]
    if not counted:
        return None
    most = max(counted, key=lambda row: int(row["counted"]))
    label = _strategy(most)
    return charts.bars(
        id="outreach-people",
        title=f"Most people were counted in {label}",
        subtitle="People counted by strategy; guesses and impressions are left out",
        points=[
            charts.Point(
                _strategy(row),
                row["counted"] if row["initiatives"] != row["not_counted"] else None,
                note=_not_counted(row),
            )
            for row in people
        ],
        unit=PEOPLE,
        source=f"Outreach register as of {write_date(as_of)}",
        emphasise=label,
    )


def _strategy(row: dict[str, Any]) -> str:
    return f"{row['strategy']} {row['label']}"


def _not_counted(row: dict[str, Any]) -> str:
    if not row["initiatives"]:
        return "no initiative"
    if not row["not_counted"]:
        return ""
    return f"not counted at {row['not_counted']} of {row['initiatives']} initiatives"


def _reviewed(row: dict[str, Any]) -> ReviewedInitiative:
    people = row["people_reached"]
    return ReviewedInitiative(
        day=str(row["starts_on"]),
        strategy=row["strategy"],
        title=row["title"],
        people="not counted"
        if people is None
        else f"{write_number(int(people))} ({row['count_method']})",
        standing=row["standing"],
        level=int(row["level"]),
        evidence=tuple(
            (_KINDS.get(proof["kind"], proof["kind"]), proof["sha256"]) for proof in row["evidence"]
        ),
    )


def _attachment(rows: list[dict[str, Any]]) -> Attachment:
    return Attachment(
        name="outreach-initiatives.csv",
        description="The latest initiatives on record with their standing and evidence.",
        content=csv_bytes(
            [*_CSV_COLUMNS, "evidence_sha256_prefixes"],
            [
                [
                    *(row[name] for name in _CSV_COLUMNS),
                    " ".join(proof["sha256"] for proof in row["evidence"]),
                ]
                for row in rows
            ],
        ),
    )


SECTIONS.register(
    Section(
        key="outreach",
        title="Community trust outreach",
        order=300,
        audiences=frozenset(Audience),
        template="outreach/reports/outreach.html",
        gather=gather,
    )
)
