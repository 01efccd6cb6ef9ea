"""Stacked bars: what a total is made of, by category, with the parts named beside the last bar."""

from collections.abc import Sequence

from riskcore.reports.charts.axes import Upright, upright
from riskcore.reports.charts.drawing import LINE, SMALL
from riskcore.reports.charts.lettering import shorten, width_of
from riskcore.reports.charts.palette import INK, PAPER, STACK, STRONG
from riskcore.reports.charts.scales import spread, without_overlap
from riskcore.reports.charts.values import Chart, Number, Series, write_brief, write_exact
from riskcore.units import Unit

NAME_ROOM = 170.0


def stacked_bars(
    *,
    id: str,  # noqa: A002  # SVG's own word
    title: str,
    subtitle: str,
    categories: Sequence[str],
    series: Sequence[Series],
    unit: Unit,
    source: str,
) -> Chart:
    """One stack per category, the first series at the foot; beyond six, the rest are summed up."""
    for part in series:
        if len(part.values) != len(categories):
            raise ValueError(
                f"The series {part.label!r} has {len(part.values)} values "
                f"for {len(categories)} categories."
            )
    drawn = _fold(series)
    names = [shorten(part.label, NAME_ROOM, SMALL) for part in drawn]
    right = max((width_of(name, SMALL) for name in names), default=0) + 26
    totals = _totals(series, len(categories))
    plot = upright(id=id, labels=categories, values=totals, unit=unit, right=right)
    ends = [_stack(plot, index, drawn) for index in range(len(categories))]
    _name_parts(plot, names, ends[-1] if ends else [])
    _write_totals(plot, totals, unit)
    axis = (plot.bands.start, plot.baseline, plot.bands.end, plot.baseline)
    plot.drawing.lines([axis], STRONG)
    description = _tell(title, categories, series, unit)
    return Chart(
        id=id,
        title=title,
        subtitle=subtitle,
        svg=plot.drawing.svg(title=title, description=description),
        description=description,
        source=source,
        columns=("", *(part.label for part in series), "Total"),
        rows=tuple(
            (
                category,
                *(write_exact(part.values[index], unit) for part in series),
                write_exact(totals[index], unit),
            )
            for index, category in enumerate(categories)
        ),
    )


def _fold(series: Sequence[Series]) -> list[Series]:
    if len(series) <= len(STACK):
        return list(series)
    kept, folded = series[: len(STACK) - 1], series[len(STACK) - 1 :]
    count = len(folded[0].values)
    return [*kept, Series("All other", _totals(folded, count))]


def _totals(series: Sequence[Series], count: int) -> list[Number | None]:
    totals: list[Number | None] = []
    for index in range(count):
        known = [value for part in series if (value := part.values[index]) is not None]
        totals.append(sum(known) if known else None)
    return totals


def _stack(plot: Upright, index: int, parts: Sequence[Series]) -> list[float]:
    """Draws one stack and answers the middle of each part."""
    thick = min(plot.bands.step * 0.62, 54)
    left, base, middles = plot.bands.centre(index) - thick / 2, 0.0, []
    for part, paint in zip(parts, STACK, strict=False):
        value = max(float(part.values[index] or 0), 0.0)
        foot, top = plot.scale(base), plot.scale(base + value)
        if value:
            plot.drawing.rect(left, top, thick, foot - top, paint)
            if base:
                plot.drawing.lines([(left, foot, left + thick, foot)], PAPER)
        middles.append((foot + top) / 2)
        base += value
    return middles


def _name_parts(plot: Upright, names: Sequence[str], middles: Sequence[float]) -> None:
    if not middles:
        return
    upwards = list(
        zip(reversed(names), reversed(middles), reversed(STACK[: len(names)]), strict=True)
    )
    places = spread(
        [middle for _, middle, _ in upwards],
        gap=LINE + 1,
        low=SMALL,
        high=plot.scale.start - 2,
    )
    swatch = plot.bands.end + 4
    for (name, _, paint), y in zip(upwards, places, strict=True):
        plot.drawing.rect(swatch, y - 5, 10, 10, paint)
        plot.drawing.text(swatch + 15, y + 4, name)


def _write_totals(plot: Upright, totals: Sequence[Number | None], unit: Unit) -> None:
    texts = ["no figure" if total is None else write_brief(total, unit) for total in totals]
    widths = [width_of(text, SMALL) for text in texts]
    centres = [plot.bands.centre(index) for index in range(len(totals))]
    last = len(totals) - 1
    order = sorted(range(len(totals)), key=lambda i: (i != last, -float(totals[i] or 0)))
    for index in sorted(without_overlap(centres, widths, order)):
        y = plot.scale(max(float(totals[index] or 0), 0.0)) - 5
        plot.drawing.text(centres[index], y, texts[index], align=0.5, paint=INK, cleared=True)


def _tell(title: str, categories: Sequence[str], series: Sequence[Series], unit: Unit) -> str:
    told = []
    for index, category in list(enumerate(categories))[-6:]:
        parts = [
            f"{part.label} {write_brief(value, unit)}"
            for part in series
            if (value := part.values[index]) is not None
        ]
        told.append(f"{category}: {', '.join(parts) or 'no figure'}")
    return f"{title.rstrip('.')}. {'; '.join(told)}."
