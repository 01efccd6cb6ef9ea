"""Colours that survive a photocopy and that a reader with little sight can tell from the paper.

Source of the ratios: WCAG 2.2, relative luminance and contrast; 4.5 for text (1.4.3).
"""

import re
from itertools import pairwise

import pytest

from riskcore.reports.charts import palette
from riskcore.reports.charts.palette import HEAT, INK, MUTED, PAPER, STACK, Paint

PAINTS = [
    *(value for value in vars(palette).values() if isinstance(value, Paint)),
    *STACK,
    *(paint for paint, _ in HEAT),
]


def luminance(paint: Paint) -> float:
    channels = [int(paint.colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Paint, other: Paint) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_is_well_formed_and_its_name_is_its_own() -> None:
    assert all(re.fullmatch(r"#[0-9a-f]{6}", paint.colour) for paint in PAINTS)
    names = [paint.name for paint in PAINTS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("paint", [INK, MUTED, palette.ACCENT, palette.STRONG])
def test_what_is_read_stands_out_from_the_paper(paint: Paint) -> None:
    assert contrast(paint, PAPER) >= 4.5


def test_heat_darkens_step_by_step_and_its_figures_stay_legible() -> None:
    steps = [luminance(paint) for paint, _ in HEAT]
    assert steps == sorted(steps, reverse=True)
    for paint, dark_ink in HEAT:
        assert contrast(paint, INK if dark_ink else PAPER) >= 4.5, paint.name


def test_neighbours_in_a_stack_differ_in_lightness() -> None:
    for one, other in pairwise(STACK):
        assert contrast(one, other) >= 1.5, (one.name, other.name)
