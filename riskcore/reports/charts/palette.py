"""Colours of marks. Each has a name, which pages may use to recolour it for the dark theme.

The steps differ in lightness before they differ in hue, so they survive a photocopy.
"""

from typing import NamedTuple


class Paint(NamedTuple):
    """A colour with the name its mark carries as a class ("fill-accent", "stroke-grid")."""

    name: str
    colour: str


INK = Paint("ink", "#1c1b19")
MUTED = Paint("muted", "#57544e")
MARK = Paint("mark", "#a5a198")
STRONG = Paint("strong", "#6b6860")
GRID = Paint("grid", "#dedbd3")
BAND = Paint("band", "#eceae4")
ACCENT = Paint("accent", "#1d4a85")
PAPER = Paint("paper", "#ffffff")

# Parts of a stack, from the one that matters most.
STACK = (
    Paint("part-1", "#1d4a85"),
    Paint("part-2", "#86a5cc"),
    Paint("part-3", "#d3d0c8"),
    Paint("part-4", "#7a766d"),
    Paint("part-5", "#c4d5ea"),
    Paint("part-6", "#4f4c46"),
)

# Sequential blue for heat grids, light to dark, and whether dark ink is legible on it.
HEAT = (
    (Paint("heat-0", "#f3f6fa"), True),
    (Paint("heat-1", "#d6e2f0"), True),
    (Paint("heat-2", "#a9c3e0"), True),
    (Paint("heat-3", "#6f98c8"), True),
    (Paint("heat-4", "#3567a6"), False),
    (Paint("heat-5", "#173c6e"), False),
)
