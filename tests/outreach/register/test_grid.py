from datetime import date

import pytest

from outreach.register import grid


@pytest.mark.parametrize(
    ("as_of", "names"),
    [
        (date(2026, 1, 1), ["2025 Q3", "2025 Q4", "2026 Q1"]),
        (date(2026, 3, 31), ["2025 Q3", "2025 Q4", "2026 Q1"]),
        (date(2026, 12, 31), ["2026 Q2", "2026 Q3", "2026 Q4"]),
    ],
)
def test_quarters_end_with_the_one_asked_for(as_of: date, names: list[str]) -> None:
    assert [grid.name_of(quarter) for quarter in grid.quarters_to(as_of, 3)] == names


@pytest.mark.parametrize(
    ("initiatives", "accepted", "mark"), [(0, 0, "–"), (2, 0, "△"), (2, 1, "▲"), (2, 2, "■")]
)
def test_a_shape_tells_what_colour_would(initiatives: int, accepted: int, mark: str) -> None:
    assert grid.Cell(initiatives=initiatives, accepted=accepted).mark == mark
