"""Trend and rate level: closed forms of the parallelogram, and dates."""

from datetime import date

import pytest

from riskcore.errors import InvalidInput
from riskcore.periods import Period
from riskcore.rating.trend import (
    RateChange,
    average_loss_date,
    middle,
    on_level_factor,
    trend_factor,
    years_between,
)

YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))


def test_trend_forth_and_back_is_nothing() -> None:
    assert trend_factor(0.08, 3.5) * trend_factor(0.08, -3.5) == pytest.approx(1)
    assert trend_factor(0, 9) == 1


def test_losses_fall_on_average_in_the_middle_or_for_policies_written_at_the_end() -> None:
    assert middle(YEAR) == date(2025, 7, 2)
    assert average_loss_date(YEAR, policies_written=True) == date(2026, 1, 1)
    assert average_loss_date(YEAR) == middle(YEAR)
    assert years_between(date(2025, 7, 2), date(2027, 7, 2)) == pytest.approx(2, abs=0.002)


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2025, 1, 1), 1 / 2),  # half the year's premium is written after its first day
        (date(2025, 7, 2), 1 / 8),
        (date(2024, 1, 1), 1),
        (date(2024, 7, 1), 7 / 8),
        (date(2026, 1, 1), 0),
    ],
)
def test_a_change_reaches_the_area_of_its_parallelogram(day: date, share: float) -> None:
    found = on_level_factor([RateChange(day, 0.10)], YEAR)
    assert found == pytest.approx(1.1 / (1 + 0.1 * share), abs=0.001)


def test_changes_compound_in_any_order() -> None:
    changes = [RateChange(date(2022, 1, 1), 0.10), RateChange(date(2022, 7, 1), -0.05)]
    assert on_level_factor(changes, YEAR) == pytest.approx(1)
    late = [RateChange(date(2026, 1, 1), 0.10), RateChange(date(2027, 1, 1), 0.20)]
    assert on_level_factor(late[::-1], YEAR) == pytest.approx(1.32)
    assert on_level_factor([], YEAR) == 1


def test_what_makes_no_sense_is_refused() -> None:
    for ask in (
        lambda: trend_factor(-1, 2),
        lambda: trend_factor(float("nan"), 2),
        lambda: on_level_factor([RateChange(date(2025, 1, 1), -1)], YEAR),
    ):
        with pytest.raises(InvalidInput):
            ask()
