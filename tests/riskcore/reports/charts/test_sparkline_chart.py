"""Sparklines."""

from riskcore.reports.charts import sparkline


def test_it_is_broken_where_there_is_no_figure_and_dotted_at_the_last(same_as_golden):
    svg = sparkline(id="s1", values=[3, 4, None, 5, 2, 1], description="Falling to 1")
    same_as_golden("sparkline", svg)
    assert svg.count("<circle") == 1
    assert "<title" in svg


def test_nothing_known_draws_nothing():
    assert "<path" not in sparkline(id="s2", values=[None, None], description="No figures")
