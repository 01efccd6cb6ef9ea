"""What stands in a case, in words: lines for the page, no rule and no table."""

from dataclasses import dataclass
from datetime import date

from accountability.cases.models import Tolling
from accountability.cases.people import name_of
from accountability.cases.queries import AllegationFile, CaseFile
from accountability.codes import (
    CATEGORIES,
    CHANNELS,
    CLOSURES,
    COMPLAINANT_TYPES,
    DISCIPLINE,
    MERITS,
    PRIVILEGES,
    TOLLING_REASONS,
)
from accountability.complaints.models import Complaint
from riskcore.units import write_date

STEPS = {
    "open": "Opened",
    "acknowledge": "Acknowledged",
    "classify": "Classed",
    "assign": "Assigned",
    "report": "Report handed in",
    "return": "Returned for more work",
    "approve": "Report approved",
    "decide": "Findings closed",
    "settle_discipline": "Discipline decision closed",
    "settle_appeal": "Appeal closed",
    "close": "Closed, complainant told",
    "reopen": "Opened again",
    "reassign": "Given to somebody else",
    "set_due": "Due date set",
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """One allegation and the lines of everything decided of it, oldest first."""

    words: str
    category: str
    officer: str
    lines: tuple[str, ...]


def allegations(file: CaseFile) -> tuple[Said, ...]:
    """The allegations of a case in words."""
    return tuple(_said(each) for each in file.allegations)


def _said(each: AllegationFile) -> Said:
    findings = MERITS | CLOSURES
    lines = [
        f"{row.get_stage_display().capitalize()} finding: {findings[row.merits or row.closure]}"
        f"{_on(row.decided_on)}."
        for row in each.findings
    ]
    lines += [
        f"Discipline {row.get_stage_display()}: {DISCIPLINE[row.code].name.lower()}"
        f"{f', {row.days} days' if row.days else ''}{_on(row.decided_on)}."
        for row in each.discipline
    ]
    lines += [
        f"Mediation {row.get_step_display()}{_on(row.happened_on)}." for row in each.mediation
    ]
    return Said(
        words=each.row.category_as_recorded or each.row.class_as_recorded or "no words recorded",
        category=CATEGORIES[each.row.category].name,
        officer=each.row.officer.token[:8] if each.row.officer else "",
        lines=tuple(lines),
    )


def facts(complaint: Complaint) -> list[tuple[str, str]]:
    """What is said of the complaint: name and value, what nobody said left out."""
    answers = {True: "yes", False: "no"}
    said = [
        ("Received", known_day(complaint.received_on, complaint.received_precision)),
        ("Happened", known_day(complaint.occurred_on, complaint.occurred_precision)),
        ("Came in by", CHANNELS.get(complaint.channel, complaint.channel)),
        ("Complainant", COMPLAINANT_TYPES.get(complaint.complainant_type, "")),
        ("District", complaint.district),
        ("Language", complaint.language),
        ("Officer on duty", answers.get(complaint.on_duty, "")),  # type: ignore[arg-type]  # null: unsaid
        ("Body camera recording", answers.get(complaint.body_camera, "")),  # type: ignore[arg-type]
        ("Force in the same event", answers.get(complaint.force_used, "")),  # type: ignore[arg-type]
        ("Policy clause", f"{complaint.policy_clause} {complaint.policy_version}".strip()),
    ]
    return [(name, value) for name, value in said if value]


def known_day(day: date | None, precision: str) -> str:
    """A day as far as it is known.

    >>> known_day(date(2024, 5, 1), "month"), known_day(date(2024, 1, 1), "year")
    ('May 2024', '2024')
    """
    if day is None:
        return ""
    if precision == "year":
        return str(day.year)
    return f"{day:%B %Y}" if precision == "month" else write_date(day)


def steps(file: CaseFile) -> list[dict[str, object]]:
    """The steps of a case, latest first."""
    return [
        {
            "what": STEPS[step.verb],
            "day": step.happened_on,
            "who": name_of(step.by),
            "note": step.note,
            "assignee": name_of(step.assignee) if step.verb in ("assign", "reassign") else "",
            "due_on": step.due_on if step.verb == "set_due" else None,
        }
        for step in reversed(file.steps)
    ]


def tolling(file: CaseFile) -> list[str]:
    """Time in which the clocks stand still, a sentence each."""
    return [f"{toll_words(toll)}." for toll in file.tolling]


def toll_words(toll: Tolling) -> str:
    """One toll: why, from when, until when."""
    until = f"until {write_date(toll.ends_on)}" if toll.ends_on else "on, still running"
    return f"{TOLLING_REASONS[toll.reason].capitalize()}: from {write_date(toll.starts_on)} {until}"


def attachments(file: CaseFile) -> list[dict[str, object]]:
    """The files of a case with their labels."""
    return [
        {
            "id": row.pk,
            "name": row.title or row.file_name,
            "privilege": PRIVILEGES[row.privilege],
            "who": name_of(row.uploaded_by),
            "hash": row.sha256[:12],
        }
        for row in file.attachments
    ]


def _on(day: date | None) -> str:
    return f", {write_date(day)}" if day else ""
