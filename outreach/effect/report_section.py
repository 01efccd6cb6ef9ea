"""The report's section on what came after outreach began, from the snapshot alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from outreach.effect.index import Index
from outreach.effect.picture import Line, forest
from outreach.effect.words import WORDS
from outreach.languages import Language
from riskcore.reports import charts
from riskcore.reports.sections import SECTIONS, Audience, Section, SectionContext, Term
from riskcore.units import write_number

NOTHING = "Whether complaints changed after outreach began cannot be told: nothing is on record."
TERMS = (
    Term(
        term="Expected complaints",
        meaning="What was to be expected from the department's own history and from the departments "
        "that had not begun, over the same months. A bad spell before the start is not believed in "
        "full, so the fall that follows one by itself is not taken for a success.",
        source="Hauer 1997; Hauer, Harwood, Council and Griffith 2002.",
    ),
    Term(
        term="Similar departments without a programme",
        meaning="Departments that had not begun, given the start of one that had, so that it can be "
        "seen how much counts differ by themselves.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class OutcomeRow:
    """One outcome as printed; dashes stand where there is nothing or it is withheld."""

    label: str
    verdict: str
    observed: str
    expected: str
    together: str


@dataclass(frozen=True, kw_only=True)
class EffectSection:
    """Everything the section prints."""

    finding: str
    access: str
    group: str
    rows: tuple[OutcomeRow, ...]
    chart: charts.Chart | None
    assumptions: tuple[str, ...]
    terms: tuple[Term, ...] = TERMS


def gather(context: SectionContext) -> EffectSection:
    """The section from the snapshot's exhibit."""
    found = context.snapshot.get("exhibits", {}).get("outreach_effect") or {}
    rows = found.get("outcomes") or []
    first = rows[0] if rows else None
    return EffectSection(
        finding=_finding(first),
        access=_access(found.get("access")),
        group=f"All departments that began, together: {first['group']['sentence']}"
        if first
        else "",
        rows=tuple(_row(row) for row in rows),
        chart=_chart(rows),
        assumptions=WORDS[Language.ENGLISH].assumptions if rows else (),
    )


def _finding(first: Mapping[str, Any] | None) -> str:
    if first is None:
        return NOTHING
    if first["own"] is None:
        return "No outreach with accepted evidence has begun, or the record does not allow a comparison."
    return str(first["own"]["sentence"])


def _access(score: Any) -> str:
    if score is None:
        return (
            "How a complaint can be made nobody has said; a low count may mean that people cannot."
        )
    return f"How a complaint can be made scores {write_number(float(score))} of 100."


def _row(row: Mapping[str, Any]) -> OutcomeRow:
    own = row["own"] or {}
    observed, expected = own.get("observed"), own.get("expected")
    return OutcomeRow(
        label=row["label"],
        verdict=own.get("verdict") or "not known",
        observed="–" if observed is None else write_number(int(observed)),
        expected="–" if expected is None else write_number(float(expected), 1),
        together=row["group"]["verdict"],
    )


def _chart(rows: list[Mapping[str, Any]]) -> charts.Chart | None:
    lines = []
    for row in rows:
        for whose, part in (("this department", row["own"]), ("all that began", row["group"])):
            if part and part["index"]:
                index = Index(
                    **{key: float(part["index"][key]) for key in ("value", "low", "high")}
                )
                lines.append(Line(label=f"{row['label']}, {whose}", index=index))
    return forest(
        lines,
        id="outreach-effect",
        title="What came after outreach began, against what was to be expected",
        subtitle="Received over expected in up to twelve months after the start",
    )


SECTIONS.register(
    Section(
        key="outreach_effect",
        title="Complaints after outreach",
        order=305,
        audiences=frozenset(Audience),
        template="outreach/reports/effect.html",
        gather=gather,
    )
)
