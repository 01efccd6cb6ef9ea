"""What charts are given."""

from decimal import Decimal

import pytest

from riskcore.reports.charts import Point, Series, bars
from riskcore.reports.charts.values import tabulate, write_brief
from riskcore.units import COUNT, DOLLARS, PERCENT


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_a_number_that_is_none_is_refused(value):
    with pytest.raises(ValueError, match="draws numbers"):
        Point("2026", value)
    with pytest.raises(ValueError, match="draws numbers"):
        Series("Paid", [value])


def test_an_interval_has_both_limits():
    with pytest.raises(ValueError, match="needs both"):
        Point("2026", 4, low=1)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Decimal("1240000"), DOLLARS, "$1.24\u00a0M"),
        (12.345, PERCENT, "12.3\u00a0%"),
        (-3, COUNT, "−3"),
    ],
)
def test_values_are_written_briefly(value, unit, text):
    assert write_brief(value, unit) == text


def test_columns_appear_only_where_something_stands_in_them():
    assert tabulate([Point("2026", 4)], COUNT)[0] == ("", "Value")
    columns, _ = tabulate([Point("2026", 4, 1, 9, "estimated")], DOLLARS)
    assert columns == ("", "Dollars", "Low", "High", "Note")


def test_a_note_is_text_and_every_other_column_a_number():
    points = [Point("2026", 4, note="x")]
    chart = bars(id="a", title="t", subtitle="s", points=points, unit=COUNT, source="")
    assert [kind for _, kind in chart.head] == ["text", "number", "text"]
    assert chart.body[0][2] == ("x", "text")
