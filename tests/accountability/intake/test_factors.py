"""Intake is watched, never priced, and withheld where it would count few."""

import pytest

from riskcore.factors.registry import FACTORS, Direction, Use


@pytest.mark.parametrize("key", ["access_score", "inquiry_share", "intake_quality"])
def test_intake_is_watched_and_points_nowhere(key: str) -> None:
    factor = FACTORS.get(key)
    assert (factor.use, factor.direction) == (Use.WATCH, Direction.NEITHER)
    assert (factor.suppress_below == 0) == (key == "access_score")
