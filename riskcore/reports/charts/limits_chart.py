"""Figures against limits of their own at each place: control charts by month, funnels by exposure."""

from collections.abc import Collection, Sequence

from riskcore.reports.charts.axes import Upright, point_values, upright
from riskcore.reports.charts.palette import ACCENT, BAND, MARK, MUTED, STRONG
from riskcore.reports.charts.values import Chart, Point, tabulate, write_brief, write_exact
from riskcore.units import Unit

Outer = tuple[float, float]


def against_limits(
    *,
    id: str,  # noqa: A002  # SVG's own word
    title: str,
    subtitle: str,
    points: Sequence[Point],
    unit: Unit,
    source: str,
    outer: Sequence[Outer | None] = (),
    centre: float | None = None,
    special: Collection[str] = (),
) -> Chart:
    """A dot for each figure, joined by a line, over the limits of its place as a grey band.

    points: low and high are the limits, not an interval of the value; a point may have limits and no
    value. outer: wider limits, dashed, one for each point. centre: drawn across. special: labels of the
    points that stand out; they are larger, in accent, and named in the text alternative.
    """
    values = [*point_values(points), *(limit for pair in outer if pair for limit in pair), centre]
    plot = upright(id=id, labels=[point.label for point in points], values=values, unit=unit)
    _draw_limits(plot, points, outer)
    plot.drawing.lines([(plot.bands.start, plot.baseline, plot.bands.end, plot.baseline)], STRONG)
    if centre is not None:
        level = plot.scale(centre)
        plot.drawing.lines([(plot.bands.start, level, plot.bands.end, level)], MUTED)
    _draw_points(plot, points, special)
    description = _tell(title, points, unit, special)
    columns, rows = tabulate(points, unit)
    if outer:
        columns = (*columns, "Outer low", "Outer high")
        rows = tuple(
            (*row, *(write_exact(limit, unit) for limit in pair or (None, None)))
            for row, pair in zip(rows, outer, strict=True)
        )
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


def _draw_limits(plot: Upright, points: Sequence[Point], outer: Sequence[Outer | None]) -> None:
    half = plot.bands.step / 2
    for index, point in enumerate(points):
        if point.low is not None and point.high is not None:
            low, high = plot.scale(float(point.low)), plot.scale(float(point.high))
            left = plot.bands.centre(index) - half
            plot.drawing.rect(left, high, plot.bands.step, low - high, BAND)
    dashes = []
    for index, pair in enumerate(outer):
        left, right = plot.bands.centre(index) - half, plot.bands.centre(index) + half
        dashes += [(left, plot.scale(limit), right, plot.scale(limit)) for limit in pair or ()]
    plot.drawing.lines(dashes, MUTED, width=0.5, dashed=True)


def _draw_points(plot: Upright, points: Sequence[Point], special: Collection[str]) -> None:
    run: list[tuple[float, float]] = []
    for index, point in enumerate(points):
        if point.value is None:
            plot.drawing.polyline(run, MARK)
            run = []
        else:
            run.append((plot.bands.centre(index), plot.scale(float(point.value))))
    plot.drawing.polyline(run, MARK)
    for index, point in enumerate(points):
        if point.value is not None:
            stands_out = point.label in special
            at = plot.bands.centre(index), plot.scale(float(point.value))
            plot.drawing.dot(*at, 4.0 if stands_out else 2.2, ACCENT if stands_out else STRONG)


def _tell(title: str, points: Sequence[Point], unit: Unit, special: Collection[str]) -> str:
    """The finding, then the points that stand out with their limits (at most twelve, the last ones)."""
    told = [
        f"{point.label}: {write_brief(point.value, unit)}"
        + (
            f" (limits {write_brief(point.low, unit)} to {write_brief(point.high, unit)})"
            if point.low is not None and point.high is not None
            else ""
        )
        for point in points
        if point.value is not None and point.label in special
    ]
    words = f" {unit.label}" if unit.label and unit.label != "%" else ""
    if not told:
        return f"{title.rstrip('.')}. Nothing stands out of {len(points)} places."
    return f"{title.rstrip('.')}. Standing out{words}: {'; '.join(told[-12:])}."
