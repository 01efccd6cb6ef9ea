"""The modification: the printed example, its limits, and what held it."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.errors import InvalidInput
from riskcore.rating.experience import Bound, SwingLimits, cgl_modification, held, modification
from tests.published.reading import published

LIMITS = SwingLimits(lowest=0.60, highest=1.75)
YEARLY = SwingLimits(lowest=0.60, highest=1.75, yearly=0.10)


def test_the_general_liability_example_is_as_printed() -> None:
    case = published("experience")
    found = cgl_modification(
        expected=case["expected"],
        expected_ratio=case["expected_ratio"],
        reported=case["reported"],
        unreported=case["unreported"],
        z=case["z"],
    )
    assert found.actual_ratio == pytest.approx(case["actual_ratio"])
    assert found.modification == pytest.approx(case["modification"])
    assert found.held.factor == Decimal(case["factor"])
    assert found.held.bound is Bound.NONE


@pytest.mark.parametrize(
    ("uncapped", "expiring", "factor", "bound"),
    [
        (0.5, None, "0.600", Bound.LOWEST),
        (2.0, None, "1.750", Bound.HIGHEST),
        (1.0, None, "1.000", Bound.NONE),
        (1.4, 1.0, "1.100", Bound.RISE_IN_A_YEAR),
        (0.7, 1.0, "0.900", Bound.FALL_IN_A_YEAR),
        (1.05, 1.0, "1.050", Bound.NONE),
        (2.0, 1.7, "1.750", Bound.HIGHEST),
        (0.1, 0.61, "0.600", Bound.LOWEST),
        (1.0, 3.0, "1.000", Bound.NONE),
        (2.0, 3.0, "1.750", Bound.HIGHEST),
        (0.2, 0.3, "0.600", Bound.LOWEST),
    ],
)
def test_the_factor_is_held_by_the_band_and_by_the_swing(
    uncapped: float, expiring: float | None, factor: str, bound: Bound
) -> None:
    found = held(uncapped, limits=YEARLY, expiring=expiring)
    assert (str(found.factor), found.bound) == (factor, bound)
    assert found.uncapped == uncapped


@given(st.floats(0, 1e7), st.floats(1, 1e7), st.floats(0, 1), st.floats(0.01, 5))
def test_the_factor_always_lies_within_the_band(
    own: float, complement: float, z: float, expiring: float
) -> None:
    found = modification(own=own, complement=complement, z=z, limits=YEARLY, expiring=expiring)
    assert Decimal("0.600") <= found.factor <= Decimal("1.750")


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1))
def test_worse_experience_never_lowers_the_factor(less: float, more: float, z: float) -> None:
    low, high = sorted((less, more))
    first = modification(own=low, complement=1000, z=z, limits=LIMITS)
    second = modification(own=high, complement=1000, z=z, limits=LIMITS)
    assert first.factor <= second.factor


def test_without_credibility_the_factor_is_one() -> None:
    assert modification(own=1e9, complement=1, z=0, limits=LIMITS).factor == 1


def test_the_general_liability_form_takes_limits_too() -> None:
    found = cgl_modification(
        expected=100, expected_ratio=1, reported=900, unreported=0, z=1, limits=LIMITS
    )
    assert (found.held.factor, found.held.bound) == (Decimal("1.750"), Bound.HIGHEST)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: modification(own=-1, complement=1, z=0.5, limits=LIMITS),
        lambda: modification(own=1, complement=0, z=0.5, limits=LIMITS),
        lambda: modification(own=1, complement=1, z=2, limits=LIMITS),
        lambda: held(1, limits=YEARLY, expiring=0),
        lambda: SwingLimits(lowest=0, highest=1),
        lambda: SwingLimits(lowest=2, highest=1),
        lambda: SwingLimits(lowest=0.5, highest=1.5, yearly=1),
        lambda: cgl_modification(expected=0, expected_ratio=1, reported=1, unreported=0, z=1),
        lambda: cgl_modification(expected=1, expected_ratio=0, reported=1, unreported=0, z=1),
        lambda: cgl_modification(expected=1, expected_ratio=1, reported=1, unreported=1.5, z=1),
    ],
)
def test_what_makes_no_sense_is_refused(ask: Any) -> None:
    with pytest.raises(InvalidInput):
        ask()
