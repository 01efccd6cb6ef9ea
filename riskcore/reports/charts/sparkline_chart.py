"""A sparkline: the shape of a trend in the height of a line of text."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from riskcore.reports.charts.axes import extent
from riskcore.reports.charts.drawing import Drawing
from riskcore.reports.charts.palette import ACCENT, STRONG
from riskcore.reports.charts.scales import Linear
from riskcore.reports.charts.values import Number

WIDTH, HEIGHT, EDGE = 84.0, 20.0, 3.0


def sparkline(*, id: str, values: Sequence[Number | None], description: str) -> SafeString:  # noqa: A002
    """A line from zero, broken where there is no figure, its last figure dotted."""
    drawing = Drawing(id, WIDTH, HEIGHT)
    low, high = extent(values)
    across = Linear(0, max(len(values) - 1, 1), EDGE, WIDTH - EDGE)
    up = Linear(low, high if high > low else low + 1, HEIGHT - EDGE, EDGE)
    run: list[tuple[float, float]] = []
    last: tuple[float, float] | None = None
    for index, value in enumerate(values):
        if value is None:
            drawing.polyline(run, STRONG, width=1.5)
            run = []
            continue
        last = (across(index), up(float(value)))
        run.append(last)
    drawing.polyline(run, STRONG, width=1.5)
    if last:
        drawing.dot(*last, 2.4, ACCENT)
    return drawing.svg(title=description, description=description)
