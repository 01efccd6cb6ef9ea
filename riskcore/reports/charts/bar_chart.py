"""Bars: upright where the labels fit beneath them, lying where they do not."""

from collections.abc import Sequence

from riskcore.reports.charts.axes import (
    CAP,
    WIDTH,
    Upright,
    extent,
    label_values,
    point_values,
    reasons,
    upright,
    whisker,
)
from riskcore.reports.charts.drawing import LINE, SMALL, Drawing
from riskcore.reports.charts.lettering import width_of, wrap
from riskcore.reports.charts.palette import ACCENT, INK, MARK, MUTED, STRONG
from riskcore.reports.charts.scales import Linear
from riskcore.reports.charts.values import Chart, Point, tabulate, tell, write_brief
from riskcore.units import Unit

MOST_UPRIGHT = 14
ROW = 28.0
THICK = 15.0


def bars(
    *,
    id: str,  # noqa: A002  # SVG's own word
    title: str,
    subtitle: str,
    points: Sequence[Point],
    unit: Unit,
    source: str,
    emphasise: str = "",
) -> Chart:
    """One bar per point from zero, with its interval; the one labelled ``emphasise`` in accent."""
    drawing = (
        _upright(id, points, unit, emphasise)
        if _fits_upright(points)
        else _lying(id, points, unit, emphasise)
    )
    description = tell(title, points, unit)
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


def _fits_upright(points: Sequence[Point]) -> bool:
    if len(points) > MOST_UPRIGHT:
        return False
    room = (WIDTH - 60) / max(len(points), 1) - 6
    return not any(
        "…" in line for point in points for line in wrap(point.label, room, SMALL, lines=2)
    )


def _upright(id: str, points: Sequence[Point], unit: Unit, emphasise: str) -> Drawing:  # noqa: A002
    plot = upright(
        id=id,
        labels=[point.label for point in points],
        values=point_values(points),
        unit=unit,
        notes=reasons(points),
    )
    thick = min(plot.bands.step * 0.62, 54)
    for index, point in enumerate(points):
        _upright_bar(plot, index, point, thick, emphasised=point.label == emphasise)
    axis = (plot.bands.start, plot.baseline, plot.bands.end, plot.baseline)
    plot.drawing.lines([axis], STRONG)
    label_values(plot, points, unit, emphasise=emphasise)
    return plot.drawing


def _upright_bar(
    plot: Upright, index: int, point: Point, thick: float, *, emphasised: bool
) -> None:
    centre = plot.bands.centre(index)
    if point.value is None:
        plot.drawing.text(centre, plot.baseline - 5, "no figure", align=0.5, paint=MUTED)
        return
    top, bottom = sorted((plot.scale(float(point.value)), plot.baseline))
    paint = ACCENT if emphasised else MARK
    plot.drawing.rect(centre - thick / 2, top, thick, bottom - top, paint)
    whisker(plot, index, point, INK)


def _lying(id: str, points: Sequence[Point], unit: Unit, emphasise: str) -> Drawing:  # noqa: A002
    wrapped = [wrap(point.label, WIDTH * 0.34, SMALL) for point in points]
    left = max((width_of(line, SMALL) for lines in wrapped for line in lines), default=0) + 10
    texts = ["no figure" if p.value is None else write_brief(p.value, unit) for p in points]
    right = max((width_of(text, SMALL, bold=True) for text in texts), default=0) + 8
    notes = reasons(points)
    height = len(points) * ROW + 8 + len(notes) * LINE
    drawing = Drawing(id, WIDTH, height)
    low, high = extent(point_values(points))
    scale = Linear(low, high or 1.0, left, WIDTH - right)
    for index, (point, lines, text) in enumerate(zip(points, wrapped, texts, strict=True)):
        middle = index * ROW + ROW / 2
        first = middle + 4 - (len(lines) - 1) * 13 / 2
        for number, line in enumerate(lines):
            drawing.text(left - 10, first + number * 13, line, align=1)
        emphasised = point.label == emphasise
        end = _lying_bar(drawing, scale, point, middle, emphasised=emphasised)
        paint = MUTED if point.value is None else INK
        drawing.text(end + 6, middle + 4, text, bold=emphasised, paint=paint)
    drawing.lines([(scale(0), 2, scale(0), len(points) * ROW - 2)], STRONG)
    drawing.footnotes(notes, len(points) * ROW + 4 + SMALL)
    return drawing


def _lying_bar(
    drawing: Drawing, scale: Linear, point: Point, middle: float, *, emphasised: bool
) -> float:
    """Draws one bar with its interval and answers where its label may start."""
    if point.value is None:
        return scale(0)
    start, end = sorted((scale(0), scale(float(point.value))))
    paint = ACCENT if emphasised else MARK
    drawing.rect(start, middle - THICK / 2, end - start, THICK, paint)
    if point.low is None or point.high is None:
        return end
    low, high = scale(float(point.low)), scale(float(point.high))
    caps = [(x, middle - CAP, x, middle + CAP) for x in (low, high)]
    drawing.lines([(low, middle, high, middle), *caps], INK)
    return max(end, high)
