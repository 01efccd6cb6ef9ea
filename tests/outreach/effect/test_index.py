"""The index of a group and of one department, and the intervals."""

import numpy as np
import pytest
from scipy import stats

from outreach.effect.expectation import expected
from outreach.effect.index import jackknife, leave_out_weights, one_department, theta


def test_an_uncertain_divisor_makes_the_index_smaller() -> None:
    observed, mean = np.array([40.0, 45.0]), np.array([60.0, 40.0])
    assert float(theta(observed, mean, np.zeros(2))) == pytest.approx(0.85)
    assert float(theta(observed, mean, np.array([300.0, 200.0]))) == pytest.approx(0.85 / 1.05)


def test_the_jackknife_of_a_mean_is_its_standard_error() -> None:
    """Leaving out one at a time, the jackknife of a mean is the usual s / sqrt(n); here of its
    logarithm."""
    values = np.random.default_rng(3).normal(0.0, 0.1, 20)
    logs = np.array([np.delete(values, at).mean() for at in range(20)])
    found = jackknife(float(np.exp(values.mean())), np.exp(logs), observed=100, expected=100)
    low, high = stats.t.interval(0.95, 19, values.mean(), values.std(ddof=1) / np.sqrt(20))
    assert (found.low, found.high) == pytest.approx((np.exp(low), np.exp(high)))


def test_without_any_complaint_the_interval_is_the_exact_one() -> None:
    found = jackknife(0.0, np.zeros(40), observed=0, expected=40.0)
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(stats.chi2.ppf(0.975, 2) / 2 / 40)


def test_one_department_needs_a_fall_by_sixty_percent_of_twenty_to_be_called_lower() -> None:
    """What docs/explanation/effect.md tells of the power: with tau 0.2, 8 of 20, or 27 of 50."""
    for mean, most in ((20.0, 8), (50.0, 27)):
        below = [
            count
            for count in range(int(mean))
            if one_department(observed=count, mean=mean, variance=mean / 4, tau_squared=0.04).high
            < 1
        ]
        assert abs(max(below) - most) <= 1


def test_the_worked_example_of_the_documentation_comes_out() -> None:
    found = expected(own=np.array(90.0), base=np.array(60.0), after=np.array(30.0), alpha=0.25)
    mean, variance = float(found.mean), float(found.variance)
    assert (float(found.weight), round(float(found.level), 3)) == (0.0625, 1.469)
    assert (round(mean, 2), round(variance, 2)) == (44.06, 20.65)
    index = one_department(observed=30, mean=mean, variance=variance, tau_squared=0.04)
    assert [round(value, 3) for value in (index.value, index.low, index.high)] == [
        0.684,
        0.389,
        1.206,
    ]


def test_more_doubt_widens_the_interval_about_the_same_middle() -> None:
    sure = one_department(observed=10, mean=20.0, variance=0.0, tau_squared=0.0)
    unsure = one_department(observed=10, mean=20.0, variance=8.0, tau_squared=0.04)
    assert sure.value == unsure.value == pytest.approx(10.5 / 20.5)
    assert unsure.low < sure.low < sure.high < unsure.high


def test_each_refit_leaves_out_its_group_and_every_department_once() -> None:
    weights = leave_out_weights(np.arange(100))
    assert weights.shape == (100, 41)
    assert weights[:, 0].all()
    assert (weights[:, 1:] == 0).sum(axis=1).tolist() == [1] * 100
    assert leave_out_weights(np.arange(7)).shape == (7, 8)
