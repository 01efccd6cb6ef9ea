"""Figures over limits: what stands out is larger, in accent, and told in words."""

import pytest

from riskcore.reports.charts import against_limits
from riskcore.reports.charts.values import Point
from riskcore.units import PER_100_OFFICER_YEARS, PERCENT

POINTS = [
    Point("Jan", 4.0, 1.0, 6.0),
    Point("Feb", 9.0, 1.2, 6.2),
    Point("Mar", None, note="no officers recorded"),
    Point("Apr", 3.0, 1.0, 6.0),
]


def chart(**changes: object) -> object:
    asked = {
        "id": "u",
        "title": "February stands out",
        "subtitle": "Complaints by month",
        "points": POINTS,
        "unit": PER_100_OFFICER_YEARS,
        "source": "Register",
        "centre": 3.5,
        "special": ["Feb"],
        **changes,
    }
    return against_limits(**asked)  # type: ignore[arg-type]


def test_what_stands_out_is_told_with_its_limits() -> None:
    drawn = chart()
    assert drawn.description == (
        "February stands out. Standing out per 100 officer-years: Feb: 9.00 (limits 1.20 to 6.20)."
    )
    assert drawn.svg.count("<circle") == 3
    assert drawn.svg.count('r="4"') == 1
    assert 'class="fill-accent"' in drawn.svg


def test_nothing_stands_out_is_told_too() -> None:
    assert "Nothing stands out of 4 places." in chart(special=[]).description


def test_the_figures_are_a_table_with_the_outer_limits() -> None:
    drawn = chart(outer=[(0.0, 8.0), (0.0, 8.4), None, (0.0, 8.0)], unit=PERCENT)
    assert drawn.columns[-2:] == ("Outer low", "Outer high")
    assert drawn.rows[1][-1] == "8.4"
    assert drawn.rows[2][-1] == "–"
    assert "stroke-dasharray" in drawn.svg


@pytest.mark.parametrize("count", [1, 60])
def test_one_place_or_sixty_are_drawn(count: int) -> None:
    points = [Point(str(n), float(n), 0.0, 2.0 * n + 1) for n in range(count)]
    assert chart(points=points, special=[]).svg.count("<circle") == count
