"""What upright charts share: the value axis, the labels under it, whiskers and footnotes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from riskcore.reports.charts.drawing import LINE, SMALL, Drawing
from riskcore.reports.charts.lettering import width_of, wrap
from riskcore.reports.charts.palette import GRID, INK, MUTED, STRONG, Paint
from riskcore.reports.charts.scales import Bands, Linear, nice_ticks, without_overlap
from riskcore.reports.charts.values import Number, Point, write_brief
from riskcore.units import Unit

WIDTH = 640.0
PLOT = 168.0
TOP = 20.0
CAP = 3.5


@dataclass(frozen=True)
class Upright:
    """A plot with values upwards and labels along the bottom."""

    drawing: Drawing
    scale: Linear
    bands: Bands

    @property
    def baseline(self) -> float:
        return self.scale(max(self.scale.from_value, 0.0))


def extent(values: Iterable[Number | None]) -> tuple[float, float]:
    """The smallest range that holds zero and all values."""
    known = [float(value) for value in values if value is not None]
    return min([0.0, *known]), max([0.0, *known])


def point_values(points: Sequence[Point]) -> list[Number | None]:
    return [value for point in points for value in (point.value, point.low, point.high)]


def reasons(points: Sequence[Point]) -> list[str]:
    """One line for each gap and each note, wrapped to the chart's width."""
    lines = []
    for point in points:
        if point.value is None:
            lines += wrap(f"{point.label}: {point.note or 'no figure'}", WIDTH, SMALL, lines=3)
        elif point.note:
            lines += wrap(f"{point.label}: {point.note}", WIDTH, SMALL, lines=3)
    return lines


def upright(
    *,
    id: str,  # noqa: A002  # SVG's own word
    labels: Sequence[str],
    values: Iterable[Number | None],
    unit: Unit,
    notes: Sequence[str] = (),
    right: float = 0,
) -> Upright:
    """A drawing with grid, ticks, labels and footnotes in place; ``right`` is room kept free there."""
    low, high = extent(values)
    ticks = nice_ticks(low, high)
    written = [write_tick(tick, ticks[1] - ticks[0], unit) for tick in ticks]
    left = max(width_of(text, SMALL) for text in written) + 8
    bands = Bands(len(labels), left, WIDTH - right)
    wrapped = [wrap(label, bands.step - 6, SMALL) for label in labels]
    room = all(" ".join(lines) == label for lines, label in zip(wrapped, labels, strict=True))
    if not room:
        wrapped = [[label] for label in labels]
    deep = max((len(lines) for lines in wrapped), default=1)
    under = TOP + PLOT + 4 + deep * LINE
    height = under + 4 + (len(notes) * LINE + 4 if notes else 0)
    drawing = Drawing(id, WIDTH, height)
    scale = Linear(ticks[0], ticks[-1], TOP + PLOT, TOP)
    drawing.lines(((left, scale(tick), WIDTH - right, scale(tick)) for tick in ticks), GRID)
    for tick, text in zip(ticks, written, strict=True):
        drawing.text(left - 8, scale(tick) + 4, text, align=1, paint=MUTED)
    plot = Upright(drawing, scale, bands)
    _write_labels(plot, wrapped, all_of_them=room)
    drawing.footnotes(notes, under + 4 + SMALL)
    return plot


def write_tick(tick: float, step: float, unit: Unit) -> str:
    """A tick with as few decimals as its step needs."""
    if unit.prefix == "$":
        return write_brief(tick, unit)
    places = next((places for places in range(4) if round(step, places) == step), 4)
    return write_brief(tick, replace(unit, places=places))


def _write_labels(plot: Upright, wrapped: Sequence[Sequence[str]], *, all_of_them: bool) -> None:
    bands = plot.bands
    widths = [max((width_of(line, SMALL) for line in lines), default=0) for lines in wrapped]
    centres = [bands.centre(index) for index in range(bands.count)]
    last = bands.count - 1
    order = [last, 0, *range(1, last)] if last > 0 else list(range(bands.count))
    shown = set(order) if all_of_them else without_overlap(centres, widths, order)
    for index in sorted(shown):
        for line_number, line in enumerate(wrapped[index]):
            y = TOP + PLOT + 4 + SMALL + line_number * LINE
            plot.drawing.text(centres[index], y, line, align=0.5, paint=MUTED)


def whisker(plot: Upright, index: int, point: Point, paint: Paint = STRONG) -> None:
    """The interval of a point as an upright line with caps."""
    if point.low is None or point.high is None:
        return
    x = plot.bands.centre(index)
    low, high = plot.scale(float(point.low)), plot.scale(float(point.high))
    plot.drawing.lines(
        [(x, low, x, high), (x - CAP, low, x + CAP, low), (x - CAP, high, x + CAP, high)], paint
    )


def label_values(
    plot: Upright, points: Sequence[Point], unit: Unit, *, emphasise: str, last_too: bool = False
) -> None:
    """The value above each point, as many as fit: the emphasised, the last and the highest first."""
    texts = ["" if point.value is None else write_brief(point.value, unit) for point in points]
    widths = [width_of(text, SMALL, bold=True) for text in texts]
    centres = [plot.bands.centre(index) for index in range(len(points))]
    known = [index for index, point in enumerate(points) if point.value is not None]
    order = sorted(
        known,
        key=lambda index: (
            points[index].label != emphasise,
            index != known[-1],
            -float(points[index].value or 0),
        ),
    )
    for index in sorted(without_overlap(centres, widths, order)):
        point = points[index]
        highest = max(float(point.value or 0), float(point.high or point.value or 0), 0.0)
        strong = point.label == emphasise or (last_too and index == known[-1])
        plot.drawing.text(
            centres[index],
            plot.scale(highest) - 5,
            texts[index],
            align=0.5,
            paint=INK,
            bold=strong,
            cleared=True,
        )
