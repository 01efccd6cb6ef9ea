"""Simulated years meet the closed forms, repeat by seed, and refuse what cannot be drawn."""

from math import exp, inf, log, sqrt
from time import perf_counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.errors import InvalidInput
from riskcore.rating.simulation import (
    Cover,
    Frequency,
    Severity,
    fitted,
    moments,
    pooled,
    simulate,
)

SIZES = Severity(mu=9.0, sigma=1.0, costing=0.45)
COVER = Cover(retention=25_000, limit=250_000, aggregate=60_000)


@pytest.mark.parametrize("dispersion", [0.0, 1.0])
def test_mean_and_deviation_meet_the_compound_moments(dispersion: float) -> None:
    frequency = Frequency(mean=6.0, dispersion=dispersion)
    run = simulate(frequency, SIZES)
    mean, deviation = moments(frequency, SIZES)
    assert abs(run.ground.mean - mean) < 4 * run.error_of_mean
    assert run.ground.deviation == pytest.approx(deviation, rel=0.03)
    assert run.claims == pytest.approx(6.0, rel=0.02)


def test_the_layer_meets_the_limited_means() -> None:
    frequency = Frequency(mean=6.0)
    run = simulate(frequency, SIZES, cover=Cover(retention=25_000, limit=250_000))
    low, _ = moments(frequency, SIZES, limit=25_000)
    high, _ = moments(frequency, SIZES, limit=275_000)
    assert run.insured.mean == pytest.approx(low, rel=0.01)
    assert run.carrier.mean == pytest.approx(high - low, rel=0.03)


def test_the_chance_of_a_claim_over_the_retention_meets_the_poisson_formula() -> None:
    run = simulate(Frequency(mean=3.0), SIZES, cover=COVER)
    above = SIZES.costing * (1 - _cdf((log(25_000) - SIZES.mu) / SIZES.sigma))
    assert run.over_retention == pytest.approx(1 - exp(-3.0 * above), abs=0.006)
    assert 0 < run.over_aggregate < run.over_retention
    assert run.carrier.percentiles[-1][1] <= 60_000


def _cdf(z: float) -> float:
    drawn: float = np.mean(np.random.default_rng(1).standard_normal(2_000_000) < z).item()
    return drawn


def test_a_hundred_thousand_years_take_seconds_and_repeat() -> None:
    started = perf_counter()
    run = simulate(Frequency(mean=20.0, dispersion=0.5), SIZES, cover=COVER)
    assert perf_counter() - started < 10
    assert run == simulate(Frequency(mean=20.0, dispersion=0.5), SIZES, cover=COVER)
    assert run != simulate(Frequency(mean=20.0, dispersion=0.5), SIZES, cover=COVER, seed=1)


def test_many_claims_are_drawn_in_batches() -> None:
    run = simulate(Frequency(mean=5_000.0), SIZES, years=1_000)
    mean, _ = moments(Frequency(mean=5_000.0), SIZES)
    assert run.ground.mean == pytest.approx(mean, rel=0.005)


@given(st.floats(0.1, 5), st.floats(0, 2), st.floats(0, 1e5), st.floats(0, 1e5), st.integers(0, 99))
def test_a_higher_retention_never_costs_the_carrier_more(
    mean: float, dispersion: float, one: float, other: float, seed: int
) -> None:
    low, high = (
        simulate(
            Frequency(mean=mean, dispersion=dispersion),
            SIZES,
            cover=Cover(retention=retention),
            years=200,
            seed=seed,
        )
        for retention in sorted((one, other))
    )
    assert high.carrier.mean <= low.carrier.mean
    assert high.over_retention <= low.over_retention
    assert low.insured.mean + low.carrier.mean == pytest.approx(low.ground.mean)


def test_percentiles_rise() -> None:
    run = simulate(Frequency(mean=2.0), SIZES, years=5_000)
    reached = [amount for _, amount in run.ground.percentiles]
    assert reached == sorted(reached)


def test_limited_moments_meet_the_unlimited_at_the_ends() -> None:
    frequency = Frequency(mean=2.0, dispersion=0.3)
    assert moments(frequency, SIZES, limit=1e30) == pytest.approx(moments(frequency, SIZES))
    assert moments(frequency, SIZES, limit=0) == (0, 0)


def test_a_book_has_the_variance_of_the_sum_of_its_clients() -> None:
    clients = [Frequency(mean=1.0, dispersion=1.0), Frequency(mean=3.0, dispersion=0.5)]
    book = pooled(clients)
    variance = sum(one.mean + one.dispersion * one.mean**2 for one in clients)
    assert book.mean + book.dispersion * book.mean**2 == pytest.approx(variance)


def test_a_lognormal_is_found_again_from_what_it_drew() -> None:
    drawn = np.random.default_rng(8).lognormal(9.77, 1.743, 20_000)
    found = fitted(np.append(drawn, np.zeros(20_000)))
    assert found.mu == pytest.approx(9.77, abs=0.05)
    assert found.sigma == pytest.approx(1.743, abs=0.03)
    assert found.costing == 0.5
    assert sqrt(found.sigma**2) == found.sigma


@pytest.mark.parametrize(
    "ask",
    [
        lambda: Frequency(mean=0),
        lambda: Frequency(mean=inf),
        lambda: Frequency(mean=1, dispersion=-1),
        lambda: Severity(mu=0, sigma=0),
        lambda: Severity(mu=0, sigma=1, costing=0),
        lambda: Cover(retention=-1),
        lambda: Cover(limit=0),
        lambda: simulate(Frequency(mean=1), SIZES, years=0),
        lambda: simulate(Frequency(mean=10_000), SIZES, years=100_000),
        lambda: pooled([]),
        lambda: fitted(np.ones(9)),
    ],
)
def test_what_makes_no_sense_is_refused(ask: Any) -> None:
    with pytest.raises(InvalidInput):
        ask()
