import pytest

from outreach.calls.shares import share_of_count, share_over_months, variance_of_share


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)],
)
def test_limits_of_a_count_are_those_published(
    part: int, whole: int, low: float, high: float
) -> None:
    """Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3."""
    found = share_of_count(part, whole)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_the_variance_over_clusters_is_that_published() -> None:
    """Cochran 1977, section 3.12: 30 households of 104 persons, 30 of whom saw a dentist."""
    found = variance_of_share(
        clusters=30,
        parts_squared=86,
        products=113,
        wholes_squared=404,
        share=30 / 104,
        mean_whole=104 / 30,
    )
    assert found == pytest.approx(0.00520, abs=0.00001)


def test_months_that_agree_leave_no_doubt_and_months_that_differ_do() -> None:
    same = share_over_months([(30, 100)] * 6)
    assert same.low == pytest.approx(same.high) == pytest.approx(0.3)
    wide = share_over_months([(20, 100), (40, 100)] * 3)
    assert wide.value == pytest.approx(0.3)
    assert wide.low < 0.25
    assert wide.high > 0.35


def test_order_and_unit_do_not_matter() -> None:
    months = [(20.0, 100.0), (44.0, 110.0), (31.0, 90.0)]
    first = share_over_months(months)
    scaled = share_over_months([(part * 60, whole * 60) for part, whole in reversed(months)])
    assert (scaled.low, scaled.high) == (pytest.approx(first.low), pytest.approx(first.high))


def test_two_months_are_the_fewest_and_limits_stay_within_0_and_1() -> None:
    with pytest.raises(ValueError, match="two months"):
        share_over_months([(1, 2)])
    wild = share_over_months([(0, 100), (100, 100)])
    assert (wild.low, wild.high) == (0.0, 1.0)
    many = share_over_months([(20, 100), (40, 100)] * 20)
    assert 0.2 < many.low < many.high < 0.4
