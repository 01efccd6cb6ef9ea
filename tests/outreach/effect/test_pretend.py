"""Pretend starts are given where nothing began, and show how far departments drift by themselves."""

import numpy as np
import pytest

from outreach.effect.panel import Panel, shuffled
from outreach.effect.pretend import Alike, Pattern, Pretended, alike, patterns, pretend
from outreach.effect.rules import screen
from tests.outreach.effect.panels import drawn


def pretended(panel: Panel) -> Pretended:
    screened = screen(panel)
    return pretend(
        panel,
        screened.cells,
        shuffled(panel.units),
        patterns(panel.starts[panel.has_start], screened.after[panel.has_start]),
        before=24,
    )


def test_where_nothing_drifts_the_pretend_starts_expect_what_comes() -> None:
    found = pretended(drawn(units=400, begun=60))
    assert len(found.mean) > 340
    assert found.observed.sum() / found.mean.sum() == pytest.approx(1.0, abs=0.02)
    assert found.tau_squared < 0.01


def test_drift_is_found_with_its_size() -> None:
    panel = drawn(units=400, begun=60, rate=0.3)
    drift = np.exp(np.random.default_rng(5).normal(0, 0.3, (400, 1)))
    later = np.arange(60) >= 26
    counts = np.random.default_rng(6).poisson(panel.counts * np.where(later, drift, 1.0))
    moved = Panel(
        units=panel.units,
        first=panel.first,
        counts=counts.astype(float),
        exposure=panel.exposure,
        reported=panel.reported,
        starts=panel.starts,
    )
    assert 0.03 < pretended(moved).tau_squared < 0.16


def test_a_pretend_start_needs_its_months_before_and_after() -> None:
    cells = np.ones((3, 40), bool)
    cells[1, 30:] = False
    cells[2, :20] = False
    panel = drawn(units=3, months=40, begun=0)
    begun = [Pattern(26, tuple(range(26, 38)))]
    assert len(pretend(panel, cells, np.arange(3), begun, before=24).mean) == 1


def test_the_sum_of_squares_beyond_chance_is_the_drift() -> None:
    found = Pretended(
        observed=np.array([30.0, 5.0]), mean=np.array([20.0, 10.0]), variance=np.array([5.0, 5.0])
    )
    assert found.tau_squared == pytest.approx((100 + 25 - 30 - 10) / (400 + 100))
    calm = Pretended(observed=found.mean, mean=found.mean, variance=found.variance)
    nobody = Pretended(observed=np.zeros(0), mean=np.zeros(0), variance=np.zeros(0))
    assert calm.tau_squared == nobody.tau_squared == 0.0
    assert alike(nobody, value=0.5) == Alike(of=0, as_low=0, differed=0)
    assert alike(nobody, value=0.5).share is None


def test_an_index_is_compared_with_departments_of_its_size_where_there_are_ten() -> None:
    mean = np.array([1.0] * 10 + [40.0] * 10)
    found = Pretended(observed=mean * np.tile([0.5, 1.5], 10), mean=mean, variance=0 * mean)
    assert alike(found, value=0.6) == Alike(of=20, as_low=5, differed=5)
    assert alike(found, value=0.6, mean=30.0) == Alike(of=10, as_low=5, differed=5)
    assert alike(found, value=0.6, mean=8.0).of == 20
