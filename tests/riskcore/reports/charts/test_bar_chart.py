"""Bars, upright and lying."""

from decimal import Decimal

from riskcore.reports.charts import Point, bars
from riskcore.units import COUNT, DOLLARS


def by_year(emphasise: str = "2024/25"):
    return bars(
        id="claims",
        title="Claims rose to their highest in 2024/25, then fell",
        subtitle="Claims by policy year, with 95 % interval",
        points=[
            Point("2021/22", 6, 2.2, 13.1),
            Point("2022/23", None, note="no loss run covers this year"),
            Point("2023/24", 5, 1.6, 11.7),
            Point("2024/25", 12, 6.2, 21.0),
            Point("2025/26", 7, 2.8, 14.4),
        ],
        unit=COUNT,
        source="Loss run valued 30 Sep 2026",
        emphasise=emphasise,
    )


def test_short_labels_stand_under_upright_bars_with_their_intervals(same_as_golden):
    same_as_golden("bars-upright", by_year().svg)


def test_long_labels_make_the_bars_lie_down(same_as_golden):
    chart = bars(
        id="causes",
        title="Vehicle pursuit costs most",
        subtitle="Incurred by cause",
        points=[
            Point("Vehicle pursuit, and the crashes of third parties", Decimal("830000")),
            Point("False arrest and unlawful detention", Decimal("412000.50")),
            Point("Property damage <entry> & search", Decimal("0")),
            Point("K9 bite", None, note="no code in this loss run"),
        ],
        unit=DOLLARS,
        source="Loss run",
        emphasise="Vehicle pursuit, and the crashes of third parties",
    )
    same_as_golden("bars-lying", chart.svg)
    assert "&lt;entry&gt; &amp; search" in chart.svg


def test_a_missing_value_is_a_gap_with_its_reason():
    chart = by_year()
    assert "no figure" in chart.svg
    assert "2022/23: no loss run covers this year" in chart.svg
    assert chart.rows[1] == ("2022/23", "–", "–", "–", "no loss run covers this year")


def test_the_text_alternative_tells_the_finding_and_the_figures():
    description = by_year().description
    assert description.startswith("Claims rose to their highest in 2024/25, then fell.")
    assert "2024/25: 12 (6–21)" in description


def test_the_same_chart_gives_the_same_bytes():
    assert by_year().svg == by_year().svg


def test_no_points_at_all_still_draw_an_empty_chart(same_as_golden):
    chart = bars(id="none", title="No claims", subtitle="", points=[], unit=COUNT, source="")
    same_as_golden("bars-empty", chart.svg)


def test_many_points_lie_down_and_stay_inside():
    points = [Point(f"Cause {number}", number) for number in range(40)]
    chart = bars(id="many", title="Many", subtitle="", points=points, unit=COUNT, source="")
    assert chart.svg.count("<rect") == 40
