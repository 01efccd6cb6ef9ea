"""Forests."""

from riskcore.reports.charts import Point, forest
from riskcore.units import PER_100_OFFICER_YEARS


def test_estimates_stand_on_their_intervals_beside_the_reference(same_as_golden):
    chart = forest(
        id="rates",
        title="Only the complaint rate stands clearly above its peers",
        subtitle="Rates with 95 % interval",
        points=[
            Point("Complaints", 8.2, 6.1, 10.8),
            Point("Force reports that ended in injury to a person", 3.1, 2.0, 4.6),
            Point("Suits", None, note="no officer-years are recorded"),
        ],
        unit=PER_100_OFFICER_YEARS,
        source="Profile",
        reference=(4.2, "peer median"),
    )
    same_as_golden("forest", chart.svg)
    assert "8.20 (6.10–10.80)" in chart.svg
    assert chart.description.endswith("peer median: 4.20.")
