"""A forest: estimates with their intervals, one under the other, beside a reference."""

from collections.abc import Sequence

from riskcore.reports.charts.axes import CAP, WIDTH, extent, point_values, reasons, write_tick
from riskcore.reports.charts.drawing import LINE, SMALL, Drawing
from riskcore.reports.charts.lettering import width_of, wrap
from riskcore.reports.charts.palette import ACCENT, GRID, INK, MUTED, STRONG
from riskcore.reports.charts.scales import Linear, nice_ticks
from riskcore.reports.charts.values import (
    Chart,
    Number,
    Point,
    tabulate,
    tell,
    write_brief,
    write_interval,
)
from riskcore.units import Unit

ROW = 30.0
TOP = 18.0


def forest(
    *,
    id: str,  # noqa: A002  # SVG's own word
    title: str,
    subtitle: str,
    points: Sequence[Point],
    unit: Unit,
    source: str,
    reference: tuple[Number, str] | None = None,
) -> Chart:
    """Estimates as dots on their intervals. reference: (value, label), drawn as a dashed line."""
    values = [*point_values(points), *([reference[0]] if reference else [])]
    ticks = nice_ticks(*extent(values))
    wrapped = [wrap(point.label, WIDTH * 0.32, SMALL) for point in points]
    texts = [_written(point, unit) for point in points]
    left = max((width_of(line, SMALL) for lines in wrapped for line in lines), default=0) + 16
    right = max((width_of(text, SMALL) for text in texts), default=0) + 16
    notes = reasons(points)
    bottom = TOP + len(points) * ROW
    drawing = Drawing(id, WIDTH, bottom + 8 + LINE + len(notes) * LINE)
    scale = Linear(ticks[0], ticks[-1], left, WIDTH - right)
    drawing.lines(((scale(tick), TOP, scale(tick), bottom) for tick in ticks), GRID)
    for tick in ticks:
        text = write_tick(tick, ticks[1] - ticks[0], unit)
        drawing.text(scale(tick), bottom + SMALL + 2, text, align=0.5, paint=MUTED)
    if reference:
        x = scale(float(reference[0]))
        drawing.lines([(x, TOP - 2, x, bottom)], STRONG, dashed=True)
        label = f"{reference[1]} {write_brief(reference[0], unit)}"
        drawing.text(x, SMALL, label, align=0.5, paint=MUTED)
    for index, (point, lines) in enumerate(zip(points, wrapped, strict=True)):
        _draw_row(drawing, scale, point, lines, texts[index], TOP + (index + 0.5) * ROW)
    drawing.footnotes(notes, bottom + 6 + LINE + SMALL)
    description = tell(title, points, unit)
    if reference:
        description += f" {reference[1]}: {write_brief(reference[0], unit)}."
    columns, rows = tabulate(points, unit)
    return Chart(
        id=id,
        title=title,
        subtitle=subtitle,
        svg=drawing.svg(title=title, description=description),
        description=description,
        source=source,
        columns=columns,
        rows=rows,
    )


def _written(point: Point, unit: Unit) -> str:
    if point.value is None:
        return "no figure"
    limits = write_interval(point, unit)
    return write_brief(point.value, unit) + (f" ({limits})" if limits else "")


def _draw_row(
    drawing: Drawing, scale: Linear, point: Point, lines: Sequence[str], text: str, middle: float
) -> None:
    first = middle + 4 - (len(lines) - 1) * 13 / 2
    for number, line in enumerate(lines):
        drawing.text(0, first + number * 13, line)
    paint = MUTED if point.value is None else INK
    drawing.text(WIDTH, middle + 4, text, align=1, paint=paint)
    if point.low is not None and point.high is not None:
        low, high = scale(float(point.low)), scale(float(point.high))
        caps = [(x, middle - CAP, x, middle + CAP) for x in (low, high)]
        drawing.lines([(low, middle, high, middle), *caps], STRONG, width=1.5)
    if point.value is not None:
        drawing.dot(scale(float(point.value)), middle, 4, ACCENT)
