"""The appendix that names the files behind the report, each with its hash and control totals."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from riskcore.reports.sections import SECTIONS, Audience, Section, SectionContext
from riskcore.units import write_date, write_money, write_number

MONEY = frozenset(
    {"paid", "reserve", "recoveries", "incurred", "indemnity_paid", "expense_paid", "premium"}
)


NOTHING = frozenset({"0", "$0.00"})


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """One file. totals: what it added up to, in words and figures, in the file kind's order."""

    name: str
    kind: str
    valued_on: str | None
    committed_on: str | None
    rows: int
    sha256: str
    totals: tuple[tuple[str, str], ...]

    @property
    def added_up(self) -> str:
        """The totals in words: "claims 58, paid $3,780,288.53". Those of nought are left out."""
        told = [f"{name} {total}" for name, total in self.totals if total not in NOTHING]
        return ", ".join(told) or "nothing to add up"


@dataclass(frozen=True, kw_only=True)
class Sources:
    finding: str
    files: tuple[SourceFile, ...]


def gather(context: SectionContext) -> Sources:
    listed = context.snapshot["exhibits"].get("sources.files")
    files = tuple(_file(item) for item in listed) if isinstance(listed, list) else ()
    if not files:
        return Sources(
            finding="No imported file stands behind this report: its facts were recorded directly.",
            files=(),
        )
    noun = "file stands" if len(files) == 1 else "files stand"
    day = write_date(context.as_of)
    return Sources(
        finding=f"{len(files)} imported {noun} behind the figures as of {day}.", files=files
    )


def _file(item: dict[str, Any]) -> SourceFile:
    return SourceFile(
        name=item["file_name"],
        kind=item["kind"],
        valued_on=item["valued_on"],
        committed_on=item["committed_on"],
        rows=item["rows"],
        sha256=item["sha256"],
        totals=tuple((_words(key), _written(key, value)) for key, value in item["totals"].items()),
    )


def _words(key: str) -> str:
    return key.replace("_", " ")


def _written(key: str, value: object) -> str:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    return write_money(amount) if key in MONEY else write_number(amount)


def register() -> None:
    SECTIONS.register(
        Section(
            key="sources",
            title="Files behind the figures",
            order=950,
            audiences=frozenset(Audience),
            template="riskcore/reports/sources.html",
            gather=gather,
        )
    )
