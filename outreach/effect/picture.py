"""The index of several things with its interval, one under the other, as a chart. Pure but for the
drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.effect.index import Index
from riskcore.reports import charts
from riskcore.units import Unit

TIMES = Unit("times", "", 2)
MOST = 30


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the chart. index: None where there is none, and then ``why`` in a few words."""

    label: str
    index: Index | None
    why: str = ""


def forest(lines: Sequence[Line], *, id: str, title: str, subtitle: str) -> charts.Chart | None:  # noqa: A002  # SVG's own word
    """At most thirty lines against 1, what was to be expected; None where no line has an index."""
    if not any(line.index for line in lines):
        return None
    points = [
        charts.Point(line.label, line.index.value, line.index.low, line.index.high)
        if line.index
        else charts.Point(line.label, None, note=line.why)
        for line in lines[:MOST]
    ]
    return charts.forest(
        id=id,
        title=title,
        subtitle=subtitle,
        points=points,
        unit=TIMES,
        reference=(1.0, "as expected"),
        source="Received over expected, with 95 % intervals (empirical Bayes after Hauer 1997; "
        "departments that had not begun as reference). An association, not a proof.",
    )
