"""The value axis, the labels under it, whiskers and what stands above a point."""

from decimal import Decimal

import pytest

from riskcore.reports.charts.axes import (
    PLOT,
    TOP,
    WIDTH,
    extent,
    label_values,
    point_values,
    reasons,
    upright,
    whisker,
    write_tick,
)
from riskcore.reports.charts.values import Point
from riskcore.units import COUNT, DOLLARS, PERCENT, RATIO


def marks(plot: object) -> str:
    return str(plot.drawing.svg(title="t", description="d"))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], (0, 0)),
        ([None], (0, 0)),
        ([3, Decimal("7.5"), None], (0, 7.5)),
        ([-2, 5], (-2, 5)),
        ([-2], (-2, 0)),
    ],
)
def test_the_range_always_holds_nought(values: list[object], expected: tuple[float, float]) -> None:
    assert extent(values) == expected  # type: ignore[arg-type]


def test_limits_count_as_values() -> None:
    assert point_values([Point("a", 2, 1, 9), Point("b", None)]) == [2, 1, 9, None, None, None]


def test_a_gap_gives_its_reason_and_a_note_is_kept() -> None:
    points = [Point("2024", None), Point("2025", None, note="not covered"), Point("2026", 4)]
    assert reasons(points) == ["2024: no figure", "2025: not covered"]
    assert reasons([Point("2026", 4, note="in part")]) == ["2026: in part"]


def test_the_plot_spans_the_ticks_and_the_baseline_is_nought() -> None:
    plot = upright(id="a", labels=["x"], values=[-3, 87], unit=COUNT)
    assert plot.scale(plot.scale.to_value) == TOP
    assert plot.scale(plot.scale.from_value) == TOP + PLOT
    assert plot.scale.from_value <= -3
    assert plot.baseline == plot.scale(0)


def test_all_values_above_nought_stand_on_the_foot_of_the_plot() -> None:
    assert upright(id="a", labels=["x"], values=[5], unit=COUNT).baseline == TOP + PLOT


def test_every_label_is_written_where_there_is_room_and_some_where_there_is_not() -> None:
    few = marks(upright(id="a", labels=["2025", "2026"], values=[1], unit=COUNT))
    assert ">2025<" in few
    assert ">2026<" in few
    names = [f"Quarter-{number}-of-the-long-plan" for number in range(40)]
    many = marks(upright(id="a", labels=names, values=[1], unit=COUNT))
    shown = [name for name in names if name in many]
    assert names[0] in shown
    assert names[-1] in shown
    assert len(shown) < len(names)


def test_notes_make_the_drawing_higher_and_stand_in_it() -> None:
    plain = upright(id="a", labels=["x"], values=[1], unit=COUNT)
    noted = upright(id="a", labels=["x"], values=[1], unit=COUNT, notes=["2025: not covered"])
    assert noted.drawing.height > plain.drawing.height
    assert "2025: not covered" in marks(noted)


def test_room_on_the_right_is_kept_free() -> None:
    assert upright(id="a", labels=["x"], values=[1], unit=COUNT, right=90).bands.end == WIDTH - 90


@pytest.mark.parametrize(
    ("tick", "step", "unit", "text"),
    [
        (20.0, 20.0, COUNT, "20"),
        (0.5, 0.25, COUNT, "0.50"),
        (2.5, 2.5, RATIO, "2.5"),
        (0.0005, 0.0005, COUNT, "0.0005"),
        (50.0, 10.0, PERCENT, "50\u00a0%"),
        (250_000.0, 50_000.0, DOLLARS, "$250\u00a0k"),
    ],
)
def test_a_tick_has_as_few_decimals_as_its_step_needs(
    tick: float, step: float, unit: object, text: str
) -> None:
    assert write_tick(tick, step, unit) == text  # type: ignore[arg-type]


def test_an_interval_is_a_line_with_two_caps_and_none_without_limits() -> None:
    plot = upright(id="a", labels=["x"], values=[9], unit=COUNT)
    before = marks(plot)
    whisker(plot, 0, Point("x", 5))
    assert marks(plot) == before
    whisker(plot, 0, Point("x", 5, 2, 9))
    assert marks(plot).count("M") - before.count("M") == 3


def test_values_stand_above_their_points_the_emphasised_in_bold() -> None:
    points = [Point("2025", 9), Point("2026", None, note="none yet")]
    plot = upright(id="a", labels=["2025", "2026"], values=[9], unit=COUNT)
    label_values(plot, points, COUNT, emphasise="2025")
    assert 'font-weight="600"' in marks(plot)
    assert marks(plot).count(">9<") == 1
