"""Charts drawn once, as SVG, for the page and for the PDF.

    bars(id="claims", title="Claims fell to four in 2026", subtitle="Claims by policy year",
         points=[Point("2025", 9), Point("2026", 4)], unit=COUNT, source="Loss run, 30 Sep 2026")

Titles say the finding; intervals are drawn wherever a point has one; a missing value is a gap with
its reason. Ids must be unique on a page.
"""

from riskcore.reports.charts.bar_chart import bars
from riskcore.reports.charts.forest_chart import forest
from riskcore.reports.charts.heat_chart import heat_grid
from riskcore.reports.charts.limits_chart import against_limits
from riskcore.reports.charts.line_chart import line
from riskcore.reports.charts.sparkline_chart import sparkline
from riskcore.reports.charts.stacked_chart import stacked_bars
from riskcore.reports.charts.values import Chart, Point, Series

__all__ = [
    "Chart",
    "Point",
    "Series",
    "against_limits",
    "bars",
    "forest",
    "heat_grid",
    "line",
    "sparkline",
    "stacked_bars",
]
