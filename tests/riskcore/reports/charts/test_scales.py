"""Ticks, scales and labels that keep their distance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.reports.charts.scales import Bands, Linear, nice_ticks, spread, without_overlap


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 87, [0, 20, 40, 60, 80, 100]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0, 0.031, [0, 0.01, 0.02, 0.03, 0.04]),
        (-30, 55, [-40, -20, 0, 20, 40, 60]),
        (0, 1_240_000, [0, 250_000, 500_000, 750_000, 1_000_000, 1_250_000]),
    ],
)
def test_ticks_are_round_and_cover_the_range(low, high, ticks):
    assert nice_ticks(low, high) == pytest.approx(ticks)


@given(high=st.floats(min_value=1e-6, max_value=1e12))
def test_ticks_are_few_and_reach_the_top(high):
    ticks = nice_ticks(0, high)
    assert 2 <= len(ticks) <= 8
    assert ticks[0] == 0
    assert ticks[-1] >= high * 0.999


def test_a_linear_scale_lays_values_on_places():
    scale = Linear(0, 10, 200, 100)
    assert (scale(0), scale(5), scale(10)) == (200, 150, 100)


def test_bands_share_the_room():
    bands = Bands(4, 10, 50)
    assert (bands.step, bands.centre(0), bands.centre(3)) == (10, 15, 45)


def test_the_first_in_order_keeps_its_label():
    assert without_overlap([0, 10, 40], [20, 20, 20], order=[1, 0, 2]) == {1, 2}


def test_crowded_places_are_spread_within_their_limits():
    assert spread([50, 52, 100], gap=10, low=0, high=100) == [50, 60, 100]
    assert spread([98, 99], gap=10, low=0, high=100) == [90, 100]
