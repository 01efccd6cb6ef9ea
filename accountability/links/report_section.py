"""The report's section on complaints that became claims, drawn from the snapshot alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from accountability.suppression import THRESHOLD
from riskcore.exports import csv_bytes
from riskcore.reports import charts
from riskcore.reports.sections import (
    SECTIONS,
    Attachment,
    Audience,
    Section,
    SectionContext,
    Term,
)
from riskcore.units import DOLLARS, NBSP, PERCENT, write_date, write_money, write_number

CELLS = {"few": f"<{THRESHOLD}", "withheld": "–"}
TERMS = (
    Term(
        term="Link between complaint and claim",
        meaning="Two records that a person at the client confirmed to speak of one event. Links are "
        "suggested by day, place, officer token, claimant token and numbers; a suggestion counts for "
        "nothing until somebody confirms it.",
    ),
    Term(
        term="Complaint that became a claim",
        meaning="A complaint with a confirmed link to a law-enforcement claim reported on or after its "
        "receipt. Only complaints with the whole of the months behind them are counted.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class CostRow:
    """Linked claims under one heading, as printed."""

    label: str
    claims: str
    incurred: str


@dataclass(frozen=True, kw_only=True)
class LinksContent:
    """Everything the section prints."""

    finding: str
    sentences: tuple[str, ...]
    by_category: tuple[CostRow, ...]
    by_stage: tuple[CostRow, ...]
    chart: charts.Chart | None
    as_of: str
    terms: tuple[Term, ...]
    attachments: tuple[Attachment, ...]


def gather(context: SectionContext) -> LinksContent:
    """The section's facts from the snapshot's exhibit."""
    name = str(context.snapshot.get("client", {}).get("name", "The client"))
    found = context.snapshot.get("exhibits", {}).get("complaint_to_claim")
    if not found or "unavailable" in found:
        return LinksContent(
            finding=f"Nobody has yet said which complaints of {name} belong to which claims.",
            sentences=(
                "The city's risk manager confirms or rejects the links that are suggested; until then "
                "nothing can be said of how complaints turn into claims.",
            ),
            by_category=(),
            by_stage=(),
            chart=None,
            as_of="",
            terms=(),
            attachments=(),
        )
    rows = cost_rows(found["by_category"])
    return LinksContent(
        finding=finding(name, found),
        sentences=sentences(found),
        by_category=rows,
        by_stage=cost_rows(found["by_stage"]),
        chart=cost_chart(found),
        as_of=write_date(date.fromisoformat(str(found["as_of"]))),
        terms=TERMS,
        attachments=(_attachment(rows),) if rows else (),
    )


def finding(name: str, found: Mapping[str, Any]) -> str:
    """What became of the complaints in one sentence."""
    told = next((row for row in found["conversion"] if row["months"] == 24), None)
    if told is None or "value" not in told:
        why = told["unavailable"] if told else "nothing was counted"
        return (
            f"How many complaints of {name} became a claim within 24 months cannot be said, because "
            f"{why}."
        )
    return (
        f"Of the complaints of {name} old enough to tell, {percent(told['value'])} became a claim "
        f"within 24 months (between {percent(told['low'])} and {percent(told['high'])} with "
        "95 % confidence)."
    )


def sentences(found: Mapping[str, Any]) -> tuple[str, ...]:
    """The other measures, each in a sentence or with the reason why not."""
    said = []
    after = found["lag"]
    if "unavailable" in after:
        said.append(f"How long that takes cannot be said, because {after['unavailable']}.")
    else:
        low, median, high = (write_number(after[key]) for key in ("low", "median", "high"))
        said.append(
            f"Half of those that did took between {low} and {high} days from complaint to claim; the "
            f"middle one took {median}."
        )
    without = found["without"]
    if "unavailable" in without:
        said.append(
            "The share of claims with no complaint before them cannot be said, because "
            f"{without['unavailable']}."
        )
    else:
        said.append(
            f"{percent(without['value'])} of the law-enforcement claims reported had no complaint "
            f"before them ({percent(without['low'])} to {percent(without['high'])}): what was never "
            "complained of could not have warned."
        )
    return tuple(said)


def percent(value: Any) -> str:
    """A share as it is written: "4.2 %"."""
    return f"{write_number(Decimal(str(value)), PERCENT.places)}{NBSP}%"


def cost_rows(rows: Sequence[Mapping[str, Any]]) -> tuple[CostRow, ...]:
    """Rows of a table of costs as text."""
    return tuple(
        CostRow(
            label=str(row["label"]),
            claims=CELLS.get(str(row["claims"])) or write_number(row["claims"]),
            incurred=_money(row["incurred"]),
        )
        for row in rows
    )


def _money(amount: Any) -> str:
    return "–" if amount is None else write_money(Decimal(str(amount)), with_cents=False)


def cost_chart(found: Mapping[str, Any]) -> charts.Chart | None:
    """Incurred by what was alleged; None where fewer than two rows may be shown."""
    told = [row for row in found["by_category"] if row["incurred"] is not None]
    if len(told) < 2:
        return None
    points = [charts.Point(row["label"], float(row["incurred"])) for row in told]
    dearest = told[0]
    return charts.bars(
        id="links-cost",
        title=f"{dearest['label']} cost most of what was complained of first",
        subtitle="Incurred on linked claims by the allegation most apt to become a claim",
        points=points,
        unit=DOLLARS,
        source="Loss ledger and confirmed links; as of "
        f"{write_date(date.fromisoformat(str(found['as_of'])))}.",
        emphasise=str(dearest["label"]),
    )


def _attachment(rows: Sequence[CostRow]) -> Attachment:
    return Attachment(
        name="claims-by-allegation.csv",
        description="Linked claims by allegation, small counts withheld",
        content=csv_bytes(
            ["Allegation", "Claims", "Incurred"],
            ([row.label, row.claims, row.incurred] for row in rows),
        ),
    )


SECTIONS.register(
    Section(
        key="complaint-to-claim",
        title="From complaint to claim",
        order=260,
        audiences=frozenset(Audience),
        template="accountability/reports/complaint_to_claim.html",
        gather=gather,
    )
)
