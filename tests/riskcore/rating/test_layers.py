"""Limits, retentions, steps and bands: tables that cannot lie, and published figures."""

from decimal import Decimal
from math import inf
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.errors import InvalidInput
from riskcore.rating.layers import (
    Band,
    Banding,
    Course,
    FactorTable,
    Interpolation,
    banded_premium,
    claims_made_step,
    excess_ratio,
    increased_limit_factor,
    lognormal_limited_mean,
    lognormal_of,
    minimum_premium,
    retention_factor,
)
from riskcore.rating.money import Rounding, rounded
from tests.published.reading import published

POINTS = ((100_000, "1.00"), (500_000, "1.45"), (1_000_000, "1.70"), (3_000_000, "2.05"))


def limits(interpolation: Interpolation = Interpolation.LINEAR) -> FactorTable:
    points = tuple((Decimal(at), Decimal(factor)) for at, factor in POINTS)
    return FactorTable(
        name="limits", points=points, course=Course.RISING, interpolation=interpolation
    )


RETENTIONS = FactorTable(
    name="retentions",
    points=tuple(
        (Decimal(at), Decimal(factor))
        for at, factor in ((0, "1.00"), (10_000, "0.92"), (50_000, "0.75"))
    ),
    course=Course.FALLING,
)


@pytest.mark.parametrize(
    ("dollars", "how", "factor"),
    [
        (100_000, Interpolation.NONE, "1.00"),
        (750_000, Interpolation.LINEAR, "1.5750"),
        (750_000, Interpolation.LOGARITHMIC, "1.5962"),
        (3_000_000, Interpolation.LINEAR, "2.05"),
    ],
)
def test_a_factor_is_read_at_and_between_points(
    dollars: int, how: Interpolation, factor: str
) -> None:
    assert str(limits(how).at(Decimal(dollars))) == factor


@pytest.mark.parametrize(
    ("dollars", "how"),
    [
        (750_000, Interpolation.NONE),
        (99_999, Interpolation.LINEAR),
        (3_000_001, Interpolation.LOGARITHMIC),
    ],
)
def test_nothing_is_read_where_the_table_says_nothing(dollars: int, how: Interpolation) -> None:
    with pytest.raises(InvalidInput) as refused:
        limits(how).at(Decimal(dollars))
    assert refused.value.code == "layers.outside"


@given(
    st.integers(100_000, 3_000_000),
    st.integers(100_000, 3_000_000),
    st.sampled_from(["linear", "logarithmic"]),
)
def test_a_higher_limit_never_costs_less(one: int, other: int, how: str) -> None:
    low, high = sorted((one, other))
    read = limits(Interpolation(how))
    assert read.at(Decimal(low)) <= read.at(Decimal(high))


@given(st.integers(0, 50_000), st.integers(0, 50_000))
def test_a_higher_retention_never_costs_more(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert RETENTIONS.at(Decimal(low)) >= RETENTIONS.at(Decimal(high))


@pytest.mark.parametrize(
    "points",
    [(), ((1, 1), (1, 2)), ((2, 1), (1, 2)), ((1, 2), (2, 1)), ((1, 0), (2, 1)), ((-1, 1), (2, 2))],
)
def test_a_table_that_would_lie_is_refused(points: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(InvalidInput):
        FactorTable(
            name="bad",
            points=tuple((Decimal(at), Decimal(factor)) for at, factor in points),
            course=Course.RISING,
        )


LOSSES = st.lists(st.floats(0, 1e7), min_size=1, max_size=40).filter(lambda rows: sum(rows) > 1)


@given(LOSSES, st.floats(0, 1e7), st.floats(0, 1e7))
def test_a_higher_limit_never_leaves_more_above_it(
    losses: list[float], one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert -1e-12 <= excess_ratio(losses, high) <= excess_ratio(losses, low) + 1e-12 <= 1 + 1e-12
    assert excess_ratio(losses, 0) == 1
    assert excess_ratio(losses, inf) == 0
    assert retention_factor(losses, low) == excess_ratio(losses, low)


@given(LOSSES, st.floats(1, 1e6), st.floats(1, 1e7))
def test_an_increased_limit_factor_never_falls(
    losses: list[float], basic: float, limit: float
) -> None:
    factor = increased_limit_factor(losses, limit, basic=basic)
    assert (factor >= 1 - 1e-12) if limit >= basic else (factor <= 1 + 1e-12)


def test_the_lognormal_of_the_payouts_is_as_computed() -> None:
    case = published("payouts")
    mu, sigma = lognormal_of(median=case["median"], mean=case["mean"])
    assert (round(mu, 3), round(sigma, 3)) == (case["mu"], case["sigma"])
    assert lognormal_limited_mean(mu=mu, sigma=sigma, limit=inf) == pytest.approx(80_000)
    assert lognormal_limited_mean(mu=mu, sigma=sigma, limit=0) == 0


def test_the_limited_mean_is_what_simulation_finds() -> None:
    drawn = np.random.default_rng(5).lognormal(9.77, 1.743, 400_000)
    for limit in (10_000, 100_000, 1_000_000):
        closed = lognormal_limited_mean(mu=9.77, sigma=1.743, limit=limit)
        assert np.minimum(drawn, limit).mean() == pytest.approx(closed, rel=0.01)


def test_claims_made_steps_mature() -> None:
    steps = [Decimal("0.55"), Decimal("0.80"), Decimal("1.00")]
    assert [claims_made_step(steps, year) for year in (1, 2, 3, 9)] == [*steps, steps[-1]]


def test_the_minimum_takes_the_place_of_less() -> None:
    assert minimum_premium(Decimal("999.996"), Decimal(1000)).applied is False
    least = minimum_premium(Decimal(14), Decimal(1000), rule=Rounding.TEN_DOLLARS)
    assert (least.amount, least.applied) == (1000, True)


BANDS = [
    Band(Decimal(upto), Decimal(rate), Decimal(minimum))
    for upto, rate, minimum in published("bands")["bands"]
]


@pytest.mark.parametrize("case", published("bands")["premiums"])
@pytest.mark.parametrize("banding", Banding)
def test_the_bands_of_a_pool(case: dict[str, str], banding: Banding) -> None:
    premium = banded_premium(Decimal(case["base"]), BANDS, banding=banding)
    assert rounded(premium) == Decimal(case[banding])


@given(st.decimals(300_000, 17_000_000, places=2), st.decimals(0, 1000, places=2))
def test_marginal_bands_never_charge_less_for_more(base: Decimal, more: Decimal) -> None:
    top = min(base + more, Decimal(17_000_000))
    first = banded_premium(base, BANDS, banding=Banding.MARGINAL)
    assert first <= banded_premium(top, BANDS, banding=Banding.MARGINAL)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: excess_ratio([], 1),
        lambda: excess_ratio([0.0], 1),
        lambda: excess_ratio([-1.0, 5.0], 1),
        lambda: excess_ratio([1.0], float("nan")),
        lambda: excess_ratio([inf], 1),
        lambda: increased_limit_factor([1.0], 1, basic=0),
        lambda: lognormal_limited_mean(mu=0, sigma=0, limit=1),
        lambda: lognormal_of(median=2, mean=1),
        lambda: claims_made_step([], 1),
        lambda: claims_made_step([Decimal(1)], 0),
        lambda: claims_made_step([Decimal(1), Decimal("0.9")], 1),
        lambda: banded_premium(Decimal(-1), BANDS, banding=Banding.FLAT),
        lambda: banded_premium(Decimal(17_000_001), BANDS, banding=Banding.FLAT),
        lambda: banded_premium(Decimal(1), [], banding=Banding.FLAT),
        lambda: banded_premium(Decimal("NaN"), BANDS, banding=Banding.FLAT),
        lambda: banded_premium(Decimal(1), [BANDS[1], BANDS[0]], banding=Banding.FLAT),
        lambda: banded_premium(
            Decimal(1), [Band(None, Decimal(1)), BANDS[0]], banding=Banding.FLAT
        ),
    ],
)
def test_what_makes_no_sense_is_refused(ask: Any) -> None:
    with pytest.raises(InvalidInput):
        ask()
