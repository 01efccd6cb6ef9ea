"""The chart of indexes: drawn against what was to be expected, and not at all without any index."""

from outreach.effect.index import Index
from outreach.effect.picture import MOST, Line, forest

INDEX = Index(value=0.8, low=0.7, high=0.95)
TITLES = {"id": "effect", "title": "After outreach", "subtitle": "Received over expected"}


def test_each_line_stands_with_its_interval_or_its_reason_beside_one() -> None:
    chart = forest(
        [Line(label="All", index=INDEX), Line(label="Few", index=None, why="too few")], **TITLES
    )
    assert chart is not None
    assert "as expected: 1" in chart.description
    assert [row[0] for row in chart.rows] == ["All", "Few"]
    assert "too few" in chart.svg


def test_without_any_index_there_is_no_chart_and_with_very_many_it_stays_readable() -> None:
    assert forest([Line(label="Few", index=None, why="too few")], **TITLES) is None
    chart = forest([Line(label=f"Town {at}", index=INDEX) for at in range(200)], **TITLES)
    assert chart is not None
    assert len(chart.rows) == MOST
