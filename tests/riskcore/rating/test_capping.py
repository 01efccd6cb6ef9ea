"""Caps and trend: what counts, in each order, and that a higher limit never counts less."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.errors import InvalidInput
from riskcore.rating.capping import Order, cap_and_trend, capped_total

LOSSES = st.lists(st.floats(0, 1e7), max_size=20)


@given(LOSSES, st.floats(0, 1e7), st.floats(0, 1e7), st.floats(0.5, 3), st.sampled_from(Order))
def test_a_higher_limit_never_counts_less(
    losses: list[float], one: float, other: float, trend: float, order: Order
) -> None:
    low, high = sorted((one, other))
    below = capped_total(losses, limit=low, trend=trend, order=order)
    assert below <= capped_total(losses, limit=high, trend=trend, order=order) * (1 + 1e-12) + 1e-9


@given(st.floats(0, 1e7), st.floats(0, 1e7), st.floats(0.5, 3))
def test_capping_at_the_detrended_limit_is_capping_after_trend(
    loss: float, limit: float, trend: float
) -> None:
    last = cap_and_trend(loss, limit=limit, trend=trend)
    first = cap_and_trend(loss, limit=limit, trend=trend, order=Order.CAP_FIRST)
    assert first.counted == pytest.approx(last.counted)


def test_a_loss_over_the_limit_says_so() -> None:
    found = cap_and_trend(150_000, limit=100_000)
    assert (found.counted, found.is_capped) == (100_000, True)
    assert not cap_and_trend(150_000, limit=inf).is_capped
    assert cap_and_trend(-500, limit=100_000).counted == -500


def test_what_makes_no_sense_is_refused() -> None:
    for loss, limit, trend in [(inf, 1, 1), (1, -1, 1), (1, 1, 0), (1, float("nan"), 1)]:
        with pytest.raises(InvalidInput):
            cap_and_trend(loss, limit=limit, trend=trend)
