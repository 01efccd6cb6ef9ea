"""The u-chart against a published one, and each rule by a row that just shows it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from accountability.measures.control_chart import RULES, Month, u_chart
from riskcore.errors import InvalidInput

MONTGOMERY = (10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5)
"""Faults of 20 samples of five computers; Montgomery, Introduction to Statistical Quality Control,
example of section 7.3: centre 1.93 a unit, limits 0.07 and 3.79, nothing beyond them."""


def chart_of(*counts: int, exposure: float | None = 100.0) -> list[Month]:
    return [Month(label=str(n), count=count, exposure=exposure) for n, count in enumerate(counts)]


def test_the_chart_as_printed() -> None:
    chart = u_chart(chart_of(*MONTGOMERY, exposure=5.0), per=1.0)
    assert chart.centre == pytest.approx(1.93)
    first = chart.months[0]
    assert (first.low, first.high) == (pytest.approx(0.07, abs=5e-3), pytest.approx(3.79, abs=5e-3))
    assert not [month for month in chart.special if "one_beyond_3" in month.rules]


@pytest.mark.parametrize(
    ("counts", "rule"),
    [
        ((*[100] * 20, 140), "one_beyond_3"),
        ((*[100, 101] * 10, 123, 99, 123), "two_of_three_beyond_2"),
        ((*[100, 99] * 12, 113, 113, 100, 113, 113), "four_of_five_beyond_1"),
        ((*[104, 96] * 10, *[103, 104] * 4), "eight_on_a_side"),
        ((*[100, 99] * 10, 97, 98, 99, 100, 101, 102), "six_one_way"),
    ],
)
def test_each_rule_is_met_by_the_last_month(counts: tuple[int, ...], rule: str) -> None:
    assert rule in u_chart(chart_of(*counts)).months[-1].rules
    assert rule not in u_chart(chart_of(*counts)).months[-2].rules


def test_a_fall_is_as_special_as_a_rise() -> None:
    assert "one_beyond_3" in u_chart(chart_of(*[100] * 20, 50)).months[-1].rules


def test_nothing_runs_over_a_month_without_exposure() -> None:
    months = chart_of(*[104, 96] * 10, *[103, 104] * 4)
    months[-3] = Month(label="gap", count=103, exposure=None)
    chart = u_chart(months)
    assert chart.months[-3].rate is None
    assert "eight_on_a_side" not in chart.months[-1].rules


def test_too_few_months_or_none_counted_have_a_reason() -> None:
    assert u_chart(chart_of(*[5] * 11)).reason == "only 11 months have an exposure; 12 are needed"
    assert u_chart(chart_of(*[5] * 24, exposure=None)).months == ()
    assert u_chart(chart_of(*[0] * 24)).reason == "nothing was counted in any month"
    with pytest.raises(InvalidInput):
        u_chart(chart_of(*[1] * 12, -1))


ON_A_LIMIT = [6, 12] * 4 + [9] * 4 + [12] * 5 + [6] * 5
"""A centre of 9 and months exactly one sigma off it: binary fractions break such ties either way."""


@example(ON_A_LIMIT, 3)
@given(st.lists(st.integers(0, 60), min_size=12, max_size=60), st.integers(2, 9))
def test_the_pattern_does_not_depend_on_the_scale_of_exposure(
    counts: list[int], times: int
) -> None:
    one = u_chart(chart_of(*counts, exposure=10.0))
    more = u_chart(chart_of(*counts, exposure=10.0 * times))
    assert [month.rules for month in one.months] == [month.rules for month in more.months]


def test_rules_have_their_own_keys_and_words() -> None:
    assert len({rule.key for rule in RULES}) == len({rule.words for rule in RULES}) == 5
