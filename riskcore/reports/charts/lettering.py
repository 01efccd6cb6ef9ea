"""How wide text will be: measured from the very font files that are shipped, never guessed.

Knowing the width lets every label start at a computed x (``text-anchor`` would cost a transparency
group per label in the PDF) and keeps labels inside the picture.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont

FAMILY = "Source Sans Pro"


def font_file(family: str, style: str) -> Path:
    """A packaged TTF: family "sans" or "serif", style "Regular", "It", "Semibold", "Bold"."""
    package, stem = {
        "sans": ("font_source_sans_pro", "SourceSansPro"),
        "serif": ("font_source_serif_pro", "SourceSerifPro"),
    }[family]
    return Path(str(files(package) / "files" / f"{stem}-{style}.ttf"))


@cache
def _advances(style: str) -> tuple[dict[int, float], float]:
    """Advance width per character in em, and the width of an unknown one."""
    with TTFont(font_file("sans", style), lazy=True) as font:
        em = font["head"].unitsPerEm
        widths = font["hmtx"]
        return (
            {code: widths[glyph][0] / em for code, glyph in font.getBestCmap().items()},
            widths[".notdef"][0] / em,
        )


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Width in the unit of ``size``: the sum of advance widths, without kerning."""
    advances, unknown = _advances("Semibold" if bold else "Regular")
    return size * sum(advances.get(ord(character), unknown) for character in text)


def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it would not fit; nothing where not even that fits."""
    if width_of(text, size, bold=bold) <= room:
        return text
    for length in range(len(text) - 1, 0, -1):
        cut = text[:length].rstrip() + "…"
        if width_of(cut, size, bold=bold) <= room:
            return cut
    return ""


def wrap(text: str, room: float, size: float, *, lines: int = 2) -> list[str]:
    """The text in at most ``lines`` lines no wider than ``room``; the last is cut where it must be."""
    words, result = text.split(" "), [""]
    while words:
        longer = f"{result[-1]} {words[0]}".strip()
        if not result[-1] or width_of(longer, size) <= room:
            result[-1] = longer
            words.pop(0)
        elif len(result) < lines:
            result.append("")
        else:
            result[-1] = f"{result[-1]} {' '.join(words)}"
            break
    return [shorten(line, room, size) for line in result]
