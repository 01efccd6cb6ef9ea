"""Exact limits agree with printed tables and with the Poisson sums they invert."""

from math import exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.errors import InvalidInput
from riskcore.intervals import gamma_quantile, gamma_share, poisson_interval, rate_interval

# Pearson and Hartley (1966), Biometrika Tables for Statisticians I, table 40 (after Garwood 1936).
PRINTED_95 = {
    0: (0.0, 3.69),
    1: (0.0253, 5.57),
    2: (0.242, 7.22),
    3: (0.619, 8.77),
    4: (1.09, 10.24),
    5: (1.62, 11.67),
    10: (4.80, 18.39),
    15: (8.40, 24.74),
    20: (12.22, 30.89),
    30: (20.24, 42.83),
    50: (37.11, 65.92),
}
PRINTED_99 = {0: (0.0, 5.30), 1: (0.00501, 7.43), 5: (1.08, 14.15), 10: (3.72, 21.40)}


@pytest.mark.parametrize(("count", "printed"), PRINTED_95.items())
def test_the_95_per_cent_limits_are_those_printed(count: int, printed: tuple[float, float]) -> None:
    assert poisson_interval(count) == pytest.approx(printed, rel=3e-3, abs=6e-3)


@pytest.mark.parametrize(("count", "printed"), PRINTED_99.items())
def test_the_99_per_cent_limits_are_those_printed(count: int, printed: tuple[float, float]) -> None:
    assert poisson_interval(count, level=0.99) == pytest.approx(printed, rel=3e-3, abs=6e-3)


def _poisson_at_most(count: int, mean: float) -> float:
    return sum(exp(-mean) * mean**k / factorial(k) for k in range(count + 1))


@given(st.integers(1, 60), st.floats(0.5, 0.999))
def test_each_limit_leaves_exactly_its_tail(count: int, level: float) -> None:
    low, high = poisson_interval(count, level=level)
    tail = (1 - level) / 2
    assert 1 - _poisson_at_most(count - 1, low) == pytest.approx(tail, abs=1e-10)
    assert _poisson_at_most(count, high) == pytest.approx(tail, abs=1e-10)
    assert low < count < high


@given(st.floats(0.01, 2000), st.floats(0.001, 0.999))
def test_the_quantile_undoes_the_share(shape: float, share: float) -> None:
    assert gamma_share(shape, gamma_quantile(shape, share)) == pytest.approx(share, abs=1e-8)


@given(st.integers(1, 100_000))
def test_the_gamma_share_falls_by_one_poisson_term_from_shape_to_shape(count: int) -> None:
    here, further = gamma_share(count, count), gamma_share(count + 1, count)
    assert 0 < further < here < 1


def test_a_large_count_is_near_the_normal_limits() -> None:
    low, high = poisson_interval(1_000_000)
    assert low == pytest.approx(1_000_000 - 1959.0, abs=2)
    assert high == pytest.approx(1_000_000 + 1962.0, abs=2)


def test_a_rate_is_the_count_over_the_exposure() -> None:
    low, high = rate_interval(10, 200, per=100)
    assert (low, high) == pytest.approx((2.3977, 9.1952), abs=1e-4)


@pytest.mark.parametrize(
    "call",
    [
        lambda: poisson_interval(-1),
        lambda: poisson_interval(1, level=1),
        lambda: gamma_quantile(1, 0),
        lambda: gamma_share(0, 1),
        lambda: rate_interval(1, 0),
    ],
    ids=["negative count", "level", "share", "shape", "exposure"],
)
def test_what_has_no_interval_is_refused(call: object) -> None:
    assert callable(call)
    with pytest.raises(InvalidInput):
        call()
