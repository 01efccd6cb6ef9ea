"""A grid of figures shaded by size, every cell carrying its number."""

from collections.abc import Sequence

from riskcore.reports.charts.axes import WIDTH
from riskcore.reports.charts.drawing import SMALL, Drawing
from riskcore.reports.charts.lettering import shorten, width_of, wrap
from riskcore.reports.charts.palette import HEAT, INK, MUTED, PAPER, Paint
from riskcore.reports.charts.scales import Bands
from riskcore.reports.charts.values import Chart, Number, write_brief, write_exact
from riskcore.units import Unit

ROW = 26.0


def heat_grid(
    *,
    id: str,  # noqa: A002  # SVG's own word
    title: str,
    subtitle: str,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[Number | None]],
    unit: Unit,
    source: str,
) -> Chart:
    """``values[row][column]``; None is left unshaded with a dash."""
    if len(values) != len(rows) or any(len(line) != len(columns) for line in values):
        raise ValueError(f"The grid needs {len(rows)} rows of {len(columns)} values.")
    names = [wrap(row, WIDTH * 0.36, SMALL) for row in rows]
    left = max((width_of(line, SMALL) for lines in names for line in lines), default=0) + 10
    bands = Bands(len(columns), left, WIDTH)
    heads = [wrap(column, bands.step - 4, SMALL, lines=3) for column in columns]
    top = max((len(lines) for lines in heads), default=1) * 14.0 + 6
    drawing = Drawing(id, WIDTH, top + len(rows) * ROW)
    for index, lines in enumerate(heads):
        for number, line in enumerate(lines):
            y = top - 6 - (len(lines) - 1 - number) * 14
            drawing.text(bands.centre(index), y, line, align=0.5, paint=MUTED)
    most: float = max((float(v) for line in values for v in line if v is not None), default=0)
    for row, lines in enumerate(names):
        y = top + row * ROW
        for number, line in enumerate(lines):
            down = ROW / 2 + 4 + (number - (len(lines) - 1) / 2) * 12
            drawing.text(left - 10, y + down, line, align=1)
        for column, value in enumerate(values[row]):
            _draw_cell(drawing, bands, column, y, _shade(value, most), _text(value, unit))
    description = _tell(title, rows, columns, values, unit)
    return Chart(
        id=id,
        title=title,
        subtitle=subtitle,
        svg=drawing.svg(title=title, description=description),
        description=description,
        source=source,
        columns=("", *columns),
        rows=tuple(
            (name, *(write_exact(value, unit) for value in line))
            for name, line in zip(rows, values, strict=True)
        ),
    )


def _text(value: Number | None, unit: Unit) -> str:
    return "–" if value is None else write_brief(value, unit)


def _shade(value: Number | None, most: float) -> tuple[Paint, bool]:
    if value is None:
        return PAPER, True
    share = max(float(value), 0.0) / most if most > 0 else 0.0
    return HEAT[min(int(share * len(HEAT)), len(HEAT) - 1)]


def _draw_cell(
    drawing: Drawing, bands: Bands, column: int, y: float, shade: tuple[Paint, bool], text: str
) -> None:
    paint, dark_ink = shade
    drawing.rect(bands.start + column * bands.step + 1, y + 1, bands.step - 2, ROW - 2, paint)
    fitting = shorten(text, bands.step - 4, SMALL)
    ink = INK if dark_ink else PAPER
    drawing.text(bands.centre(column), y + ROW / 2 + 4, fitting, align=0.5, paint=ink)


def _tell(
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[Number | None]],
    unit: Unit,
) -> str:
    """The finding, then the five highest cells: a reader of a grid looks for those."""
    cells = [
        (float(value), f"{rows[row]}, {columns[column]}: {write_brief(value, unit)}")
        for row, line in enumerate(values)
        for column, value in enumerate(line)
        if value is not None
    ]
    highest = [text for _, text in sorted(cells, key=lambda cell: -cell[0])[:5]]
    told = f" Highest: {'; '.join(highest)}." if highest else " No figures."
    return f"{title.rstrip('.')}.{told}"
