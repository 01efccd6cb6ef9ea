"""What a chart is given and what it gives back: plain values, no row and no request."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from riskcore.units import Unit, write_money_short, write_number

Number = int | float | Decimal
NOTE = "Note"


def _finite(value: Number | None, what: str) -> None:
    if value is not None and not math.isfinite(value):
        raise ValueError(f"{what} is {value}; a chart draws numbers, or None with a reason.")


@dataclass(frozen=True)
class Point:
    """One figure: its label, its value in the chart's unit, and its limits where it has any.

    A ``value`` of None is drawn as a gap, with ``note`` as the reason under the chart.
    """

    label: str
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    note: str = ""

    def __post_init__(self) -> None:
        for what, value in (("value", self.value), ("low", self.low), ("high", self.high)):
            _finite(value, f"The {what} of {self.label!r}")
        if (self.low is None) != (self.high is None):
            raise ValueError(f"The interval of {self.label!r} has one limit; it needs both.")


@dataclass(frozen=True)
class Series:
    """One part of every stack: its label and one value per category (None: no figure)."""

    label: str
    values: Sequence[Number | None]

    def __post_init__(self) -> None:
        for value in self.values:
            _finite(value, f"A value of {self.label!r}")


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawn chart, the same bytes for page and PDF.

    title: the finding, as a sentence. subtitle: measure and unit. description: the text alternative,
    telling the finding and its figures. columns, rows: the figures behind it, as written text.
    """

    id: str
    title: str
    subtitle: str
    svg: SafeString
    description: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def head(self) -> tuple[tuple[str, str], ...]:
        """Each column's heading with its kind: "text" or "number"."""
        kinds = [
            "text" if not index or name == NOTE else "number"
            for index, name in enumerate(self.columns)
        ]
        return tuple(zip(self.columns, kinds, strict=True))

    @property
    def body(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The rows, each cell with its column's kind."""
        kinds = [kind for _, kind in self.head]
        return tuple(tuple(zip(row, kinds, strict=True)) for row in self.rows)


def write_brief(value: Number, unit: Unit) -> str:
    """A value as it stands on a chart: short money, else the unit's decimals; no unit words."""
    if unit.prefix == "$":
        return write_money_short(Decimal(str(value)))
    percent = "\u00a0%" if unit.label == "%" else ""
    return write_number(value, unit.places) + percent


def write_exact(value: Number | None, unit: Unit) -> str:
    """A value as it stands in the table behind a chart."""
    if value is None:
        return "–"
    return Unit(unit.key, "", unit.places, unit.prefix).write(value)


def write_interval(point: Point, unit: Unit) -> str:
    """The limits as a range, or nothing where there are none."""
    if point.low is None or point.high is None:
        return ""
    return f"{write_brief(point.low, unit)}–{write_brief(point.high, unit)}"


def tabulate(
    points: Sequence[Point], unit: Unit
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Columns and rows behind a chart of points; limits and notes only where some point has them."""
    columns = ["", unit.label or ("Dollars" if unit.prefix == "$" else "Value")]
    with_limits = any(point.low is not None for point in points)
    with_notes = any(point.note for point in points)
    columns += ["Low", "High"] * with_limits + [NOTE] * with_notes
    rows = []
    for point in points:
        row = [point.label, write_exact(point.value, unit)]
        if with_limits:
            row += [write_exact(point.low, unit), write_exact(point.high, unit)]
        rows.append((*row, *([point.note] if with_notes else [])))
    return tuple(columns), tuple(rows)


def tell(title: str, points: Sequence[Point], unit: Unit) -> str:
    """The text alternative: the finding, then the figures (at most twelve, the last ones)."""
    told = []
    for point in points[-12:]:
        if point.value is None:
            told.append(f"{point.label}: no figure" + (f" ({point.note})" if point.note else ""))
            continue
        limits = write_interval(point, unit)
        told.append(
            f"{point.label}: {write_brief(point.value, unit)}" + (f" ({limits})" if limits else "")
        )
    words = f" {unit.label}" if unit.label and unit.label != "%" else ""
    return f"{title.rstrip('.')}. Figures{words}: {'; '.join(told)}."
