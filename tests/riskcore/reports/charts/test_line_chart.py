"""Lines with intervals and the peer band."""

from riskcore.reports.charts import Point, line
from riskcore.units import PER_100_OFFICER_YEARS


def frequency(band=(2.6, 4.4, "Middle half of 14 Texas cities")):
    values = [3.4, 4.1, 5.6, None, 4.4, 1.9]
    return line(
        id="frequency",
        title="Frequency fell below the peer band in 2026",
        subtitle="Claims per 100 officer-years, with 95 % interval",
        points=[
            Point(str(year), value, value * 0.5, value * 1.8)
            if value
            else Point(str(year), None, note="no exposure is recorded")
            for year, value in enumerate(values, start=2021)
        ],
        unit=PER_100_OFFICER_YEARS,
        source="Loss run valued 30 Sep 2026",
        band=band,
    )


def test_the_line_breaks_where_there_is_no_figure_and_the_band_is_named(same_as_golden):
    same_as_golden("line-band", frequency().svg)


def test_a_line_needs_no_band(same_as_golden):
    same_as_golden("line", frequency(band=None).svg)


def test_the_band_is_told_in_the_text_alternative():
    assert "Middle half of 14 Texas cities: 2.60 to 4.40." in frequency().description


def test_of_many_labels_only_those_with_room_are_written():
    points = [Point(f"{2020 + m // 12}-{m % 12 + 1:02}", m) for m in range(60)]
    chart = line(
        id="months",
        title="Rising",
        subtitle="",
        points=points,
        unit=PER_100_OFFICER_YEARS,
        source="",
    )
    assert chart.svg.count("<text") < 50
    assert "2024-12" in chart.svg
