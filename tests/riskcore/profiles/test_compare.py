"""Two days side by side: what moved, by how much, and whether that is more than chance."""

import pytest

from riskcore.factors.reading import Interval, Reading, cannot
from riskcore.factors.registry import Use
from riskcore.profiles.compare import Change, changes, told
from riskcore.units import PER_100_OFFICER_YEARS
from tests.factories.snapshots import factor

FREQUENCY = factor("f", "Loss frequency", PER_100_OFFICER_YEARS, 1, use=Use.RATING)
WATCHED = factor("w", "Complaints", PER_100_OFFICER_YEARS, 2)


def reading(value: float, low: float, high: float) -> Reading:
    return Reading(value=value, interval=Interval(low=low, high=high))


def change(before: Reading, after: Reading) -> Change:
    [found] = changes([FREQUENCY], {"f": before}, {"f": after})
    return found


@pytest.mark.parametrize(
    ("before", "after", "moved", "apart", "words"),
    [
        (reading(3, 2, 4), reading(6, 5, 7), 3, True, "went from 3.00"),
        (reading(3, 2, 4), reading(4, 3, 5), 1, False, "went from 3.00"),
        (reading(6, 5, 7), reading(3, 2, 4), -3, True, "went from 6.00"),
        (reading(3, 2, 4), reading(3.001, 2, 4), 0.001, False, "stayed at 3.00"),
        (Reading(value=3), Reading(value=9), 6, False, "went from 3.00"),
        (cannot("no officers"), reading(3, 2, 4), None, False, "can be computed since"),
        (reading(3, 2, 4), cannot("no officers"), None, False, "can no longer be computed"),
        (cannot("a"), cannot("b"), None, False, "cannot be computed on either day"),
    ],
)
def test_a_change_is_told_with_its_reason(
    before: Reading,
    after: Reading,
    moved: float | None,
    apart: bool,
    words: str,
) -> None:
    found = change(before, after)
    assert found.moved == (None if moved is None else pytest.approx(moved))
    assert found.apart is apart
    assert words in told(found)
    assert told(found).startswith("Loss frequency")


def test_the_same_day_twice_moves_nothing_and_back_is_the_opposite() -> None:
    one, other = reading(3, 2, 4), reading(6, 5, 7)
    assert change(one, one).moved == 0
    assert change(one, other).moved == -(change(other, one).moved or 0)


def test_every_factor_stands_in_the_order_given() -> None:
    readings = {"f": reading(1, 0, 2), "w": reading(2, 1, 3)}
    found = changes([WATCHED, FREQUENCY], readings, readings)
    assert [(row.factor.key, row.is_watched) for row in found] == [("w", True), ("f", False)]
