"""The report's section on timeliness and clock risk, drawn from the snapshot alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from accountability.suppression import THRESHOLD
from riskcore.reports.sections import SECTIONS, Audience, Section, SectionContext, Term
from riskcore.units import NBSP, PERCENT, write_date, write_number

TERMS = (
    Term(
        term="Clock",
        meaning="A limit between two events of a complaint, from a state's law, a contract or a target "
        "of ours. Some laws bar discipline once it has run out.",
    ),
    Term(
        term="Early warning",
        meaning="A rule that a department adopted flagged an officer, and a supervisor is to answer. It "
        "is no discipline. Outside the department only unanswered ones are counted.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class TimelinessContent:
    """Everything the section prints."""

    finding: str
    sentences: tuple[str, ...]
    terms: tuple[Term, ...] = TERMS


def gather(context: SectionContext) -> TimelinessContent:
    """The section's sentences from the snapshot's readings and exhibit."""
    snapshot = context.snapshot
    name = str(snapshot.get("client", {}).get("name", "The client"))
    readings = snapshot.get("readings", {})
    return TimelinessContent(
        finding=_finding(name, readings.get("clock_breaches")),
        sentences=(
            _bars(name, snapshot.get("exhibits", {}).get("clock_risk")),
            _alerts(readings.get("unanswered_alerts")),
            "A finding that comes late can end in no discipline at all, and a warning without a "
            "recorded answer can be held against the city.",
        ),
    )


def _finding(name: str, reading: Mapping[str, Any] | None) -> str:
    if reading is None or reading.get("value") is None:
        why = reading.get("unavailable") if reading else "nothing was measured"
        return f"How many complaints of {name} were decided late cannot be said, because {why}."
    said = f"{_percent(reading['value'])} of the allegations against officers of {name} were"
    low, high = (_percent(reading["interval"][end]) for end in ("low", "high"))
    return f"{said} past their time limit (between {low} and {high} with 95 % confidence)."


def _bars(name: str, found: Mapping[str, Any] | None) -> str:
    if not found or "near" not in found:
        return f"No limit on record bars discipline at {name}."
    day = write_date(date.fromisoformat(str(found["as_of"])))
    near, barred = (_band(found[key]) for key in ("near", "barred"))
    return (
        f"On {day}, {near} were within {found['within_days']} days of the day on which discipline is "
        f"barred, and {barred} were past it."
    )


def _alerts(reading: Mapping[str, Any] | None) -> str:
    if reading is None or reading.get("value") is None:
        why = reading.get("unavailable") if reading else "nothing was measured"
        return f"Unanswered early warnings are not counted here, because {why}."
    count = write_number(Decimal(str(reading["value"])))
    return f"{count} early warnings had waited more than 30 days for an answer."


def _band(count: Any) -> str:
    return f"fewer than {THRESHOLD} cases" if count == "few" else f"{write_number(count)} cases"


def _percent(value: Any) -> str:
    return f"{write_number(Decimal(str(value)), PERCENT.places)}{NBSP}%"


SECTIONS.register(
    Section(
        key="timeliness",
        title="Timeliness and clock risk",
        order=240,
        audiences=frozenset(Audience),
        gather=gather,
        template="accountability/reports/timeliness.html",
    )
)
