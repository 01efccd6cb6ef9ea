"""Comparing groups: against an independent library, and with the reasons not to compare."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from accountability.warnings.groups import compare_groups, homogeneity
from riskcore.errors import InvalidInput


def groups(**sizes: int) -> dict[str, str]:
    return {f"{group}{number}": group for group, size in sizes.items() for number in range(size)}


@given(
    st.lists(st.tuples(st.integers(1, 80), st.integers(1, 200)), min_size=2, max_size=5),
)
def test_the_chance_agrees_with_an_independent_library(table: list[tuple[int, int]]) -> None:
    expected = chi2_contingency(table, correction=False).pvalue
    assert homogeneity(table) == pytest.approx(expected, abs=1e-9)


def test_a_wide_spread_is_called_one_and_fails_the_four_fifths_line() -> None:
    flagged = [*(f"a{n}" for n in range(30)), *(f"b{n}" for n in range(5))]
    found = compare_groups(flagged, groups(a=100, b=100))
    assert found.ratio == pytest.approx(5 / 30)
    assert found.chance is not None
    assert found.chance < 0.001
    assert "differ more than chance explains and less than four fifths" in found.sentence
    assert [rate.group for rate in found.rates] == ["a", "b"]


def test_like_rates_are_not_called_different() -> None:
    flagged = [*(f"a{n}" for n in range(11)), *(f"b{n}" for n in range(10))]
    found = compare_groups(flagged, groups(a=100, b=100))
    assert found.sentence.startswith("No clear difference: a was flagged at 11.0 %")


@pytest.mark.parametrize(
    ("flagged", "of", "because"),
    [
        (["a0"], groups(a=100), "fewer than two groups"),
        (["a0"], groups(a=100, b=4), "fewer than two groups"),
        ([], groups(a=50, b=50), "nobody in them was flagged"),
        ([*groups(a=5, b=5)], groups(a=5, b=5), "everybody in them was flagged"),
        (["a0"], groups(a=50, b=50), "too few were flagged"),
    ],
)
def test_groups_that_cannot_be_compared_say_why(
    flagged: list[str], of: dict[str, str], because: str
) -> None:
    found = compare_groups(flagged, of)
    assert found.chance is None
    assert because in found.sentence


def test_small_and_empty_groups_are_left_out_and_counted() -> None:
    found = compare_groups(["a0", "b0"], groups(a=20, b=20, c=3) | {"x": " "})
    assert found.left_out == 4
    assert [rate.officers for rate in found.rates] == [20, 20]


def test_an_empty_row_or_column_is_refused() -> None:
    for table in ([(1, 2)], [(0, 0), (1, 2)], [(0, 4), (0, 5)]):
        with pytest.raises(InvalidInput, match="empty row or column"):
            homogeneity(table)
