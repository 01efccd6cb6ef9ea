"""The report section on loss experience, from a snapshot alone."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from riskcore.exports import csv_bytes
from riskcore.policies import Line
from riskcore.reports import charts
from riskcore.reports.charts import Chart, Point, Series
from riskcore.reports.sections import SECTIONS, Attachment, Audience, Section, SectionContext
from riskcore.units import (
    DOLLARS,
    PER_100_OFFICER_YEARS,
    write_date,
    write_money,
    write_money_short,
    write_number,
)

NO_OFFICERS = "no officer-years recorded"
CAUSES_DRAWN, CAUSES_PRINTED = 6, 9
TEXTS = frozenset({"year", "from", "to", "cause", "label"})
YEAR_COLUMNS = (
    "year", "from", "to", "claims", "open", "paid", "reserve", "recoveries", "incurred",
    "police_claims", "officer_years", "frequency", "frequency_low", "frequency_high",
)  # fmt: skip
CAUSE_COLUMNS = ("cause", "label", "claims", "open", "paid", "reserve", "recoveries", "incurred")


@dataclass(frozen=True, kw_only=True)
class LossExperience:
    """What the section prints. Rows are the exhibits' own: money is text with two decimals."""

    finding: str
    valued_on: date
    totals: dict[str, Any]
    lines: tuple[dict[str, Any], ...]
    years: tuple[dict[str, Any], ...]
    years_total: dict[str, Any]
    has_officers: bool
    causes: tuple[dict[str, Any], ...]
    causes_together: int
    largest: tuple[dict[str, Any], ...]
    threshold: Decimal
    plan: str
    severity: str
    frequency_chart: Chart | None
    money_chart: Chart | None
    cause_chart: Chart | None
    attachments: tuple[Attachment, ...]


def gather(context: SectionContext) -> LossExperience:
    """Loss experience as of the snapshot's day."""
    exhibits = context.snapshot["exhibits"]
    years = tuple(exhibits["losses.by_year"])
    causes = tuple(exhibits["losses.by_cause"])
    totals, large = exhibits["losses.totals"], exhibits["losses.large"]
    source = f"Loss run valued {write_date(context.as_of)}."
    return LossExperience(
        finding=_finding(totals, years, context.as_of),
        valued_on=context.as_of,
        totals=totals,
        lines=tuple({**line, "name": _line_name(line["line"])} for line in totals["by_line"]),
        years=years,
        years_total=_years_total(years),
        has_officers=any(year["officer_years"] is not None for year in years),
        causes=_costliest(causes),
        causes_together=len(causes) - CAUSES_PRINTED if len(causes) > CAUSES_PRINTED + 1 else 0,
        largest=tuple(large["claims"]),
        threshold=Decimal(large["threshold"]),
        plan=large["plan"],
        severity=_severity(context.snapshot["readings"].get("losses.severity")),
        frequency_chart=_frequency_chart(years, context.snapshot["readings"], source),
        money_chart=_money_chart(years, source),
        cause_chart=_cause_chart(causes, source),
        attachments=(
            _attachment("losses-by-year.csv", "Losses by year", YEAR_COLUMNS, years),
            _attachment("losses-by-cause.csv", "Losses by cause", CAUSE_COLUMNS, causes),
        ),
    )


def _finding(totals: dict[str, Any], years: tuple[dict[str, Any], ...], as_of: date) -> str:
    day = write_date(as_of)
    if not totals["claims"]:
        return f"No claim is recorded as of {day}."
    claims, opened = totals["claims"], totals["open"]
    dated = sum(year["claims"] for year in years)
    incurred = write_money_short(Decimal(totals["incurred"]))
    verb = "has" if claims == 1 else "have"
    told = (
        f"As of {day}, {write_number(claims)} claim{'' if claims == 1 else 's'} {verb} cost {incurred} "
        "in all"
    )
    if opened:
        held = write_money_short(Decimal(totals["reserve"]))
        told += f"; {held} of that is still in reserve, with {write_number(opened)} open"
    return f"{told}. {_recent(dated, claims)} dated in the last {len(years)} years."


def _recent(dated: int, claims: int) -> str:
    if claims == 1:
        return "It is" if dated else "It is not"
    if dated in {0, claims}:
        return "All of them are" if dated else "None of them is"
    return f"{write_number(dated)} of them {'is' if dated == 1 else 'are'}"


def _line_name(line: str) -> str:
    """A line in words with its letters, for readers who do not know them."""
    name = dict(Line.choices).get(line)
    return f"{name[0].upper()}{name[1:]} ({line})" if name else line


def _costliest(causes: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    """The causes as printed: the costliest, and the others in one row."""
    if len(causes) <= CAUSES_PRINTED + 1:
        return causes
    others = causes[CAUSES_PRINTED:]
    row: dict[str, Any] = {"label": f"{len(others)} other causes"}
    row |= {name: sum(cause[name] for cause in others) for name in ("claims", "open")}
    for name in ("paid", "reserve", "recoveries", "incurred"):
        row[name] = str(sum((Decimal(cause[name]) for cause in others), Decimal("0.00")))
    return (*causes[:CAUSES_PRINTED], row)


def _years_total(years: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    whole: dict[str, Any] = {
        name: sum(year[name] for year in years) for name in ("claims", "open", "police_claims")
    }
    for name in ("paid", "reserve", "recoveries", "incurred"):
        whole[name] = str(sum((Decimal(year[name]) for year in years), Decimal("0.00")))
    return whole


def _severity(reading: dict[str, Any] | None) -> str:
    if reading is None:
        return ""
    if reading["value"] is None:
        return f"Mean severity cannot be computed, because {reading['unavailable']}."
    count = reading["denominator"]
    amount = write_money(Decimal(str(reading["value"])), with_cents=False)
    return (
        f"A claim of these years that closed with payment has cost {amount} on average "
        f"({count} claim{'' if count == 1 else 's'}), before any trend or development."
    )


def _frequency_chart(
    years: tuple[dict[str, Any], ...], readings: dict[str, Any], source: str
) -> Chart | None:
    if all(year["frequency"] is None for year in years):
        return None
    points = [
        Point(
            year["year"],
            _number(year["frequency"]),
            low=_number(year["frequency_low"]),
            high=_number(year["frequency_high"]),
            note="" if year["frequency"] is not None else NO_OFFICERS,
        )
        for year in years
    ]
    return charts.line(
        id="loss-experience-frequency",
        title=_frequency_title(points),
        subtitle="Law-enforcement claims per 100 officer-years, with exact 95 % limits",
        points=points,
        unit=PER_100_OFFICER_YEARS,
        source=source,
        band=_band(readings.get("losses.frequency")),
    )


def _frequency_title(points: list[Point]) -> str:
    known = [point for point in points if point.value is not None]
    first, last = known[0], known[-1]
    if first is last or None in (first.low, first.high, last.low, last.high):
        return f"Frequency is known for {last.label}"
    assert first.low is not None and first.high is not None  # noqa: S101, PT018  # told above
    assert last.low is not None and last.high is not None  # noqa: S101, PT018
    if last.low > first.high:
        return f"Frequency rose from {first.label} to {last.label}"
    if last.high < first.low:
        return f"Frequency fell from {first.label} to {last.label}"
    return f"No clear change in frequency from {first.label} to {last.label}"


def _band(reading: dict[str, Any] | None) -> tuple[float, float, str] | None:
    peers = (reading or {}).get("peers")
    if not peers:
        return None
    return float(peers["low"]), float(peers["high"]), f"middle half of {peers['n']} peers"


def _money_chart(years: tuple[dict[str, Any], ...], source: str) -> Chart | None:
    if not any(year["claims"] for year in years):
        return None
    paid = [Decimal(year["paid"]) - Decimal(year["recoveries"]) for year in years]
    reserve = [Decimal(year["reserve"]) for year in years]
    if any(amount < 0 for amount in (*paid, *reserve)):
        return None
    largest = max(years, key=lambda year: Decimal(year["incurred"]))
    amount = write_money_short(Decimal(largest["incurred"]))
    return charts.stacked_bars(
        id="loss-experience-money",
        title=f"{largest['year']} is the costliest year so far, at {amount}",
        subtitle="Incurred by year of loss: paid less recoveries, and held in reserve; dollars",
        categories=[year["year"] for year in years],
        series=[Series("Paid less recoveries", paid), Series("In reserve", reserve)],
        unit=DOLLARS,
        source=source,
    )


def _cause_chart(causes: tuple[dict[str, Any], ...], source: str) -> Chart | None:
    drawn = [cause for cause in causes if Decimal(cause["incurred"]) > 0][:CAUSES_DRAWN]
    if not drawn:
        return None
    label = drawn[0]["label"]
    return charts.bars(
        id="loss-experience-causes",
        title=f"{label[0].upper()}{label[1:]} has cost the most",
        subtitle="Incurred by cause of loss, dollars; the costliest causes of the window",
        points=[Point(cause["label"], Decimal(cause["incurred"])) for cause in drawn],
        unit=DOLLARS,
        source=source,
        emphasise=label,
    )


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _cell(column: str, value: Any) -> str | int | Decimal | None:
    """Numbers as numbers, so that a deduction does not read as a formula."""
    if value is None or isinstance(value, int):
        return value
    return str(value) if column in TEXTS else Decimal(str(value))


def _attachment(
    name: str, words: str, columns: tuple[str, ...], rows: tuple[dict[str, Any], ...]
) -> Attachment:
    table = [[_cell(column, row[column]) for column in columns] for row in rows]
    return Attachment(name=name, description=words, content=csv_bytes(columns, table))


SECTION = Section(
    key="loss_experience",
    title="Loss experience",
    order=110,
    audiences=frozenset(Audience),
    template="riskcore/reports/loss_experience.html",
    gather=gather,
)


def register() -> None:
    SECTIONS.register(SECTION)
