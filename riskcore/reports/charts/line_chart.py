"""A line of figures over time, with intervals and a grey band for what peers have."""

from collections.abc import Sequence

from riskcore.reports.charts.axes import (
    WIDTH,
    Upright,
    label_values,
    point_values,
    reasons,
    upright,
    whisker,
)
from riskcore.reports.charts.drawing import SMALL
from riskcore.reports.charts.lettering import width_of, wrap
from riskcore.reports.charts.palette import ACCENT, BAND, MUTED, STRONG
from riskcore.reports.charts.values import Chart, Number, Point, tabulate, tell, write_brief
from riskcore.units import Unit

Band = tuple[Number, Number, str]
BAND_LABEL = 130.0


def line(
    *,
    id: str,  # noqa: A002  # SVG's own word
    title: str,
    subtitle: str,
    points: Sequence[Point],
    unit: Unit,
    source: str,
    band: Band | None = None,
) -> Chart:
    """One line through the points, broken where there is no figure.

    band: (low, high, label), drawn behind as a grey band with its label at the right edge.
    """
    labels = wrap(band[2], BAND_LABEL, SMALL, lines=3) if band else []
    right = max((width_of(text, SMALL) for text in labels), default=0) + (8 if band else 0)
    values = [*point_values(points), *(band[:2] if band else ())]
    plot = upright(
        id=id,
        labels=[point.label for point in points],
        values=values,
        unit=unit,
        notes=reasons(points),
        right=right,
    )
    if band:
        _draw_band(plot, band, labels)
    plot.drawing.lines([(plot.bands.start, plot.baseline, plot.bands.end, plot.baseline)], STRONG)
    _draw_line(plot, points)
    label_values(plot, points, unit, emphasise="", last_too=True)
    description = tell(title, points, unit)
    if band:
        low, high = (write_brief(limit, unit) for limit in band[:2])
        description += f" {band[2]}: {low} to {high}."
    columns, rows = tabulate(points, unit)
    return Chart(
        id=id,
        title=title,
        subtitle=subtitle,
        svg=plot.drawing.svg(title=title, description=description),
        description=description,
        source=source,
        columns=columns,
        rows=rows,
    )


def _draw_band(plot: Upright, band: Band, labels: Sequence[str]) -> None:
    low, high = plot.scale(float(band[0])), plot.scale(float(band[1]))
    plot.drawing.rect(plot.bands.start, high, plot.bands.end - plot.bands.start, low - high, BAND)
    edges = [(plot.bands.start, y, plot.bands.end, y) for y in (low, high)]
    plot.drawing.lines(edges, MUTED, width=0.5, dashed=True)
    first = (low + high) / 2 + 4 - (len(labels) - 1) * 14 / 2
    first = max(first, SMALL)
    for number, text in enumerate(labels):
        plot.drawing.text(WIDTH - _widest(labels), first + number * 14, text, paint=MUTED)


def _widest(labels: Sequence[str]) -> float:
    return max((width_of(text, SMALL) for text in labels), default=0)


def _draw_line(plot: Upright, points: Sequence[Point]) -> None:
    run: list[tuple[float, float]] = []
    for index, point in enumerate(points):
        if point.value is None:
            plot.drawing.polyline(run, ACCENT)
            run = []
            continue
        whisker(plot, index, point)
        run.append((plot.bands.centre(index), plot.scale(float(point.value))))
    plot.drawing.polyline(run, ACCENT)
    for index, point in enumerate(points):
        if point.value is not None:
            at = plot.bands.centre(index), plot.scale(float(point.value))
            plot.drawing.dot(*at, 3.2, ACCENT)
        elif len(points) <= 12:
            centre = plot.bands.centre(index)
            plot.drawing.text(centre, plot.baseline - 5, "no figure", align=0.5, paint=MUTED)
