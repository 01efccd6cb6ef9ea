"""One line of the underwriter's desk in words, for the page and for the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString

from riskcore.desk import Line, side
from riskcore.exports import Value
from riskcore.factors.reading import Reading
from riskcore.factors.registry import FACTORS, Factor, Use
from riskcore.reports.charts import sparkline
from riskcore.units import NBSP, write_date, write_money_short, write_number

FIGURES = {
    "frequency": "losses.frequency",
    "staff": "losses.staff_frequency",
    "reserves": "losses.open_reserves",
    "outreach": "outreach_strategies",
    "gaps": "outreach_evidence_gaps",
    "waiting": "outreach_evidence_waiting",
}
EXPORT = (
    "code", "client", "kind", "state", "carrier", "as of", "officer-years", "loss frequency",
    "interval low", "interval high", "open reserves", "incurred", "claims by year", "rated line",
    "rating plan", "experience modification", "indicated change", "watch above peers", "watch",
    "outreach strategies of 4", "strategies without evidence of 4", "outreach waiting for review",
    "overdue", "critical overdue", "next expiry", "synthetic data",
)  # fmt: skip
NO_PROFILE = "not for your role"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: the figure and what stands under it, or why there is none. mark: "attention" or ""."""

    text: str = ""
    under: str = ""
    why: str = ""
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One client on the desk, written out."""

    line: Line
    officers: Cell
    frequency: Cell
    reserves: Cell
    incurred: Cell
    trend: SafeString | None
    trend_why: str
    modification: Cell
    change: Cell
    watch: Cell
    outreach: Cell
    gaps: Cell
    overdue: Cell
    expiry: Cell


def row_of(line: Line, number: int) -> Row:
    """The line in words. number: its place on the page, which makes the sparkline's id unique."""
    return Row(
        line=line,
        officers=_officers(line),
        frequency=_frequency(line),
        reserves=_money(line.readings.get(FIGURES["reserves"])),
        incurred=_incurred(line),
        trend=_trend(line, number),
        trend_why="no years measured" if line.has_profile else NO_PROFILE,
        modification=_modification(line),
        change=_change(line),
        watch=_watch(line),
        outreach=_outreach(line),
        gaps=_gaps(line),
        overdue=_overdue(line),
        expiry=_expiry(line),
    )


def exported(line: Line, as_of: date) -> Sequence[Value]:
    """The line as it stands in the file, under EXPORT: numbers as numbers, reasons as words."""
    frequency = line.readings.get(FIGURES["frequency"])
    interval = frequency.interval if frequency else None
    return (
        line.code,
        line.name,
        line.kind,
        line.state,
        line.carrier,
        as_of,
        line.officer_years,
        _value(frequency),
        interval.low if interval else None,
        interval.high if interval else None,
        _value(line.readings.get(FIGURES["reserves"])),
        line.incurred,
        "; ".join(f"{year.label}: {year.claims}" for year in line.years),
        line.liability,
        line.rating.plan if line.rating else None,
        *_rated(line),
        line.watch,
        _watch_in_full(line),
        *(_value(line.readings.get(FIGURES[key])) for key in ("outreach", "gaps", "waiting")),
        line.late,
        None if line.late is None else line.critical,
        line.expires_on,
        line.synthetic,
    )


def _value(reading: Reading | None) -> Value:
    if reading is None:
        return NO_PROFILE
    return reading.unavailable if reading.value is None else reading.value


def _officers(line: Line) -> Cell:
    if not line.has_profile:
        return Cell(why=NO_PROFILE)
    if line.officer_years is None:
        return Cell(why="no officers recorded")
    return Cell(text=write_number(line.officer_years))


def _frequency(line: Line) -> Cell:
    reading, staff = (line.readings.get(FIGURES[key]) for key in ("frequency", "staff"))
    if reading is None:
        return Cell(why=NO_PROFILE)
    if reading.value is None:
        if staff and staff.value is not None:
            return Cell(why=f"{write_number(staff.value, 2)} per 100 staff-years")
        return Cell(why=reading.unavailable)
    limits = reading.interval
    under = f"{write_number(limits.low, 1)}–{write_number(limits.high, 1)}" if limits else ""
    return Cell(text=write_number(reading.value, 2), under=under)


def _money(reading: Reading | None) -> Cell:
    if reading is None or reading.value is None:
        return Cell(why=reading.unavailable if reading else NO_PROFILE)
    return Cell(text=write_money_short(Decimal(str(reading.value))))


def _incurred(line: Line) -> Cell:
    if line.incurred is None:
        return Cell(why="no years measured" if line.has_profile else NO_PROFILE)
    return Cell(text=write_money_short(line.incurred))


def _trend(line: Line, number: int) -> SafeString | None:
    if not line.years:
        return None
    told = ", ".join(f"{year.label}: {year.claims}" for year in line.years)
    return sparkline(
        id=f"trend-{number}",
        values=[year.claims for year in line.years],
        description=f"Claims by year, {told}",
    )


def _modification(line: Line) -> Cell:
    if not line.may_rate:
        return Cell(why=NO_PROFILE)
    if line.rating is None or line.modification is None:
        return Cell(why=line.unrated)
    believed = line.rating.credibility
    under = f"credibility {believed:.2f}" if believed is not None else ""
    return Cell(text=f"{line.modification:.3f}", under=under)


def _change(line: Line) -> Cell:
    if not line.may_rate:
        return Cell(why=NO_PROFILE)
    if line.rating is None or line.rating.premium is None:
        return Cell(why=line.unrated)
    indicated = write_money_short(line.rating.premium)
    if line.change is None:
        return Cell(why=f"{indicated} indicated; no expiring premium")
    return Cell(text=_signed(line.change), under=f"to {indicated}")


def _signed(change: Decimal) -> str:
    percent = write_number(change * 100, 1)
    return f"{'+' if change > 0 else ''}{percent}{NBSP}%"


def _rated(line: Line) -> tuple[Value, Value]:
    """Modification and indicated change for the file, or why there is none."""
    if not line.may_rate:
        return NO_PROFILE, NO_PROFILE
    if line.modification is None:
        return line.unrated, line.unrated
    return line.modification, line.change if line.change is not None else "no expiring premium"


def _watched(line: Line) -> list[tuple[Factor, Reading]]:
    factors = [factor for factor in FACTORS if factor.use is Use.WATCH]
    return [(factor, line.readings[factor.key]) for factor in factors if line.has_profile]


def _short(factor: Factor) -> str:
    """A label up to its first comma, as it stands within a sentence."""
    label = factor.label.partition(",")[0]
    return label[0].lower() + label[1:]


def _watch(line: Line) -> Cell:
    watched = _watched(line)
    if not watched:
        return Cell(why=NO_PROFILE)
    above = [_short(factor) for factor, reading in watched if side(reading) == "above"]
    hidden = [factor for factor, reading in watched if reading.unavailable.startswith("fewer than")]
    known = [factor for factor, reading in watched if reading.value is not None]
    if not known and not hidden:
        return Cell(why="no complaint or force file")
    few = f"{len(hidden)} of {len(watched)} fewer than {hidden[0].suppress_below}" if hidden else ""
    if above:
        return Cell(text=f"▲ {', '.join(above)}", under=few, mark="caution")
    return Cell(text="none above peers" if known else "", under=few)


def _watch_in_full(line: Line) -> str:
    return "; ".join(
        f"{factor.label}: {_standing(reading, factor)}" for factor, reading in _watched(line)
    )


def _standing(reading: Reading, factor: Factor) -> str:
    if reading.value is None:
        return reading.unavailable
    place = side(reading)
    return factor.unit.write(reading.value) + (f", {place} peers" if place else ", no peer band")


def _outreach(line: Line) -> Cell:
    reading = line.readings.get(FIGURES["outreach"])
    if reading is None or reading.value is None:
        return Cell(why="none on record" if reading else NO_PROFILE)
    return Cell(text=f"{write_number(reading.value)} of {write_number(reading.denominator or 4)}")


def _gaps(line: Line) -> Cell:
    gaps, waiting = (line.readings.get(FIGURES[key]) for key in ("gaps", "waiting"))
    if gaps is None or gaps.value is None:
        return Cell(why="none on record" if gaps else NO_PROFILE)
    held = int(waiting.value or 0) if waiting else 0
    under = f"{write_number(held)} waiting for review" if held else ""
    text = f"{write_number(gaps.value)} of {write_number(gaps.denominator or 4)}"
    return Cell(text=text if gaps.value else "none", under=under)


def _overdue(line: Line) -> Cell:
    if line.late is None:
        return Cell(why="none sent")
    if not line.late:
        return Cell(text="none late")
    critical = f"{line.critical} critical" if line.critical else "none critical"
    return Cell(text=f"▲ {line.late} late", under=critical, mark="attention")


def _expiry(line: Line) -> Cell:
    if line.expires_on is None:
        return Cell(why="no policy in force")
    return Cell(text=write_date(line.expires_on))
