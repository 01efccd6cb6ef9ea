"""Stacked bars."""

import pytest

from riskcore.reports.charts import Series, stacked_bars
from riskcore.units import COUNT, DOLLARS


def stack(series, categories=("2024", "2025", "2026"), unit=DOLLARS):
    return stacked_bars(
        id="incurred",
        title="Open reserves make up most of 2026",
        subtitle="Incurred by policy year",
        categories=categories,
        series=series,
        unit=unit,
        source="Loss run",
    )


def test_parts_are_named_beside_the_last_bar_and_totals_stand_on_top(same_as_golden):
    chart = stack(
        [
            Series("Paid", [420_000, 280_000, 40_000]),
            Series("Reserved", [0, 310_000, 620_000]),
            Series("Expense", [40_000, None, 2_000]),
        ]
    )
    same_as_golden("stacked", chart.svg)
    assert chart.rows[1] == ("2025", "$280,000", "$310,000", "–", "$590,000")


def test_beyond_six_parts_the_rest_are_summed_up():
    chart = stack([Series(f"Part {n}", [1, 1, 1]) for n in range(9)], unit=COUNT)
    assert "All other" in chart.svg
    assert "Part 6" not in chart.svg.partition("</desc>")[2]
    assert len(chart.columns) == 11


def test_a_series_of_another_length_is_refused():
    with pytest.raises(ValueError, match="2 values for 3 categories"):
        stack([Series("Paid", [1, 2])])
