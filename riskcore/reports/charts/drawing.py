"""One SVG under construction: presentation attributes only, start-anchored text, escaped content.

No ``style`` attribute and no style sheet, so that it is drawn the same under a strict content
security policy and in WeasyPrint. Classes only name the paint, for pages that recolour it.
"""

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from riskcore.reports.charts.lettering import FAMILY, width_of
from riskcore.reports.charts.palette import GRID, INK, MUTED, PAPER, Paint

SMALL = 12.0
LINE = 15.0
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Text for SVG: control and direction-changing characters dropped, the rest escaped."""
    return str(escape(_CONTROL.sub("", text)))


def place(value: float) -> str:
    """A coordinate, to a tenth.

    >>> place(12.0), place(0.04), place(-3.25)
    ('12', '0', '-3.2')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


class Drawing:
    """Marks of one chart in the order they are painted."""

    def __init__(self, id: str, width: float, height: float) -> None:  # noqa: A002  # SVG's own word
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", id):
            raise ValueError(
                f"The chart id {id!r} must be a letter followed by letters, digits or hyphens."
            )
        self.id = id
        self.width = width
        self.height = height
        self._marks: list[str] = []

    def rect(self, x: float, y: float, width: float, height: float, paint: Paint) -> None:
        self._marks.append(
            f'<rect x="{place(x)}" y="{place(y)}" width="{place(width)}" height="{place(height)}" '
            f'fill="{paint.colour}" class="fill-{paint.name}"/>'
        )

    def dot(self, x: float, y: float, radius: float, paint: Paint) -> None:
        self._marks.append(
            f'<circle cx="{place(x)}" cy="{place(y)}" r="{place(radius)}" '
            f'fill="{paint.colour}" class="fill-{paint.name}"/>'
        )

    def lines(
        self,
        segments: Iterable[tuple[float, float, float, float]],
        paint: Paint = GRID,
        *,
        width: float = 1,
        dashed: bool = False,
    ) -> None:
        """All segments (x1, y1, x2, y2) as one path: a path costs the same however many it holds."""
        moves = "".join(
            f"M{place(x1)} {place(y1)}L{place(x2)} {place(y2)}" for x1, y1, x2, y2 in segments
        )
        self._stroke(moves, paint, width, dashed=dashed)

    def polyline(
        self, points: list[tuple[float, float]], paint: Paint, *, width: float = 2
    ) -> None:
        moves = "L".join(f"{place(x)} {place(y)}" for x, y in points)
        self._stroke(f"M{moves}" if len(points) > 1 else "", paint, width)

    def _stroke(self, moves: str, paint: Paint, width: float, *, dashed: bool = False) -> None:
        if moves:
            dashes = ' stroke-dasharray="4 3"' if dashed else ""
            self._marks.append(
                f'<path d="{moves}" fill="none" stroke="{paint.colour}" '
                f'stroke-width="{place(width)}"{dashes} class="stroke-{paint.name}"/>'
            )

    def text(
        self,
        x: float,
        y: float,
        content: str,
        *,
        align: float = 0,
        paint: Paint = INK,
        bold: bool = False,
        size: float = SMALL,
        cleared: bool = False,
    ) -> None:
        """Text on the baseline ``y``; align 0 starts at x, 0.5 is centred on it, 1 ends at it.

        It is moved inside the picture where it would stick out. cleared: paper behind it, so that
        no line of the grid runs through it.
        """
        if not content:
            return
        wide = width_of(content, size, bold=bold)
        start = min(max(x - align * wide, 0), max(self.width - wide, 0))
        if cleared:
            self.rect(start - 2, y - size + 1.5, wide + 4, size, PAPER)
        weight = ' font-weight="600"' if bold else ""
        sized = "" if size == SMALL else f' font-size="{place(size)}"'
        self._marks.append(
            f'<text x="{place(start)}" y="{place(y)}" fill="{paint.colour}"{weight}{sized} '
            f'class="fill-{paint.name}">{clean(content)}</text>'
        )

    def footnotes(self, lines: Iterable[str], y: float) -> None:
        for index, line in enumerate(lines):
            self.text(0, y + index * LINE, line, paint=MUTED)

    def svg(self, *, title: str, description: str) -> SafeString:
        """The finished element; its ``title`` comes first, where PDF readers look for it."""
        width, height = place(self.width), place(self.height)
        label = f"{self.id}-title {self.id}-desc"
        return mark_safe(  # noqa: S308  # every text in it went through clean()
            f'<svg xmlns="http://www.w3.org/2000/svg" id="{self.id}" class="chart" role="img" '
            f'aria-labelledby="{label}" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-family="{FAMILY}, sans-serif" '
            f'font-size="{place(SMALL)}">'
            f'<title id="{self.id}-title">{clean(title)}</title>'
            f'<desc id="{self.id}-desc">{clean(description)}</desc>'
            f"{''.join(self._marks)}</svg>"
        )
