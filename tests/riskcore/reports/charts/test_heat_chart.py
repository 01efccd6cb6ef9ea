"""Heat grids."""

import pytest

from riskcore.reports.charts import heat_grid
from riskcore.units import COUNT


def grid(values):
    return heat_grid(
        id="allegations",
        title="Complaints of force doubled",
        subtitle="Allegations by quarter",
        rows=["Force", "Search"],
        columns=["2026 Q1", "2026 Q2", "2026 Q3"],
        values=values,
        unit=COUNT,
        source="Complaints",
    )


def test_every_cell_carries_its_number_and_a_missing_one_a_dash(same_as_golden):
    chart = grid([[4, 9, 12], [None, 0, 3]])
    same_as_golden("heat", chart.svg)
    assert chart.rows[1] == ("Search", "–", "0", "3")
    assert chart.description.startswith(
        "Complaints of force doubled. Highest: Force, 2026 Q3: 12; Force, 2026 Q2: 9"
    )


def test_a_grid_of_noughts_is_pale():
    assert 'class="fill-heat-0"' in grid([[0, 0, 0], [0, 0, 0]]).svg


def test_a_ragged_grid_is_refused():
    with pytest.raises(ValueError, match="2 rows of 3"):
        grid([[1, 2], [3, 4, 5]])


def test_a_long_name_stands_whole_in_two_lines():
    name = "Sexual harassment, discrimination and misconduct"
    chart = heat_grid(
        id="tasks",
        title="Tasks",
        subtitle="Score",
        rows=[name],
        columns=["Policy"],
        values=[[2]],
        unit=COUNT,
        source="Assessment",
    )
    assert "…" not in chart.svg
    assert all(word in chart.svg for word in name.split(" "))
