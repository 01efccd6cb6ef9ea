"""Kaplan-Meier against published figures, scipy on the same data, and identities."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from accountability.measures.survival import Curve, days_to_finding, survival
from riskcore.errors import InvalidInput
from tests.published.censored_times import CENSORED, ENDED, MEDIAN, PRINTED

TALLY = st.dictionaries(st.integers(0, 60), st.integers(0, 5), max_size=25)


def test_the_curve_as_printed() -> None:
    curve = survival(ENDED, CENSORED)
    assert {step.day: round(step.open_share, 4) for step in curve.steps} == PRINTED
    assert curve.quantile(0.5) == MEDIAN
    assert (curve.closed, curve.still_open, curve.followed) == (9, 12, 35)


def scipy_curve(closed: dict[int, int], still_open: dict[int, int]) -> stats.ecdf:
    data = stats.CensoredData(
        uncensored=np.repeat(list(closed), list(closed.values())),
        right=np.repeat(list(still_open), list(still_open.values())),
    )
    return stats.ecdf(data)


@given(closed=TALLY, still_open=TALLY)
def test_the_curve_agrees_with_scipy(closed: dict[int, int], still_open: dict[int, int]) -> None:
    if not sum(closed.values()):
        return
    curve = survival(closed, still_open)
    theirs = scipy_curve(closed, still_open).sf
    for step in curve.steps:
        assert step.open_share == pytest.approx(float(theirs.evaluate(step.day)), abs=1e-12)


@pytest.mark.filterwarnings("ignore:The confidence interval is undefined")
@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_the_limits_agree_with_scipy(level: float) -> None:
    generator = np.random.default_rng(3)
    days = generator.lognormal(5, 0.8, 400).astype(int)
    followed = generator.integers(30, 500, 400)
    closed = tally(days[days <= followed])
    still_open = tally(followed[days > followed])
    curve = survival(closed, still_open, level=level)
    limits = scipy_curve(closed, still_open).sf.confidence_interval(level, method="log-log")
    for step in curve.steps:
        if step.open_share in {0.0, 1.0}:
            continue
        assert step.low == pytest.approx(float(limits.low.evaluate(step.day)), abs=1e-10)
        assert step.high == pytest.approx(float(limits.high.evaluate(step.day)), abs=1e-10)


def tally(days: np.ndarray) -> dict[int, int]:
    values, many = np.unique(days, return_counts=True)
    return {int(day): int(count) for day, count in zip(values, many, strict=True)}


@given(closed=TALLY)
def test_with_nothing_open_it_is_the_plain_share(closed: dict[int, int]) -> None:
    cases = sum(closed.values())
    for day in range(0, 61, 7):
        later = sum(many for at, many in closed.items() if at > day)
        expected = later / cases if cases else 1.0
        assert survival(closed, {}).open_after(day) == pytest.approx(expected)


@given(closed=TALLY, still_open=TALLY)
def test_the_curve_falls_within_its_limits(
    closed: dict[int, int], still_open: dict[int, int]
) -> None:
    steps = survival(closed, still_open).steps
    for before, after in pairwise(steps):
        assert before.open_share >= after.open_share
    for step in steps:
        assert 0 <= step.low <= step.open_share + 1e-12
        assert step.open_share <= step.high + 1e-12 <= 1 + 1e-9


@given(closed=TALLY, still_open=TALLY)
def test_leaving_out_open_cases_never_makes_it_slower(
    closed: dict[int, int], still_open: dict[int, int]
) -> None:
    whole, cut = survival(closed, still_open), survival(closed, {})
    for day in range(0, 61, 5):
        assert cut.open_after(day) <= whole.open_after(day) + 1e-12


def test_a_median_that_is_not_reached_has_a_reason() -> None:
    reading = days_to_finding(survival({10: 2}, {20: 8}), share=0.5)
    assert reading.value is None
    assert reading.unavailable.startswith("fewer than 50 % of the cases were closed")
    assert (reading.numerator, reading.denominator) == (2, 10)


def test_no_case_has_no_median() -> None:
    assert days_to_finding(survival({}, {}), share=0.5).value is None


def test_limits_beyond_what_was_followed_are_told() -> None:
    reading = days_to_finding(survival(ENDED, CENSORED), share=0.5)
    assert (reading.value, reading.interval) == (23, None)
    assert "beyond what was followed" in reading.note


def test_a_large_register_gives_narrow_limits() -> None:
    closed = dict.fromkeys(range(1, 401), 20)
    reading = days_to_finding(survival(closed, {}), share=0.9)
    assert reading.value == 360
    assert reading.interval is not None
    assert 350 < reading.interval.low < 360 < reading.interval.high < 370


def test_a_negative_duration_is_refused() -> None:
    for closed, level in (({-1: 1}, 0.95), ({1: 1}, 1.0)):
        with pytest.raises(InvalidInput):
            survival(closed, {}, level=level)
    with pytest.raises(InvalidInput):
        Curve(steps=(), closed=0, still_open=0, followed=0, level=0.95).quantile(1.0)
