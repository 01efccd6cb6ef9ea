"""Due dates follow the table of clocks."""

from datetime import date

import pytest

from riskcore.recommendations.clocks import CLOCKS, default_due
from riskcore.recommendations.models import RecommendationClass


@pytest.mark.parametrize(
    ("classification", "start", "due"),
    [
        pytest.param("critical", date(2026, 9, 30), date(2026, 10, 30), id="thirty-days"),
        pytest.param("important", date(2026, 9, 30), date(2026, 12, 29), id="sixty-business-days"),
        pytest.param("important", date(2026, 10, 3), date(2026, 12, 31), id="from-a-saturday"),
        pytest.param("advisory", date(2026, 9, 30), None, id="no-clock"),
    ],
)
def test_the_default_due_date_is_the_clock_of_the_class(
    classification: str, start: date, due: date | None
) -> None:
    assert default_due(classification, start, "FL") == due


def test_every_class_has_a_line_in_the_table_and_every_clock_a_source() -> None:
    assert set(CLOCKS) == set(RecommendationClass.values)
    assert all(clock.source for clock in CLOCKS.values() if clock)
