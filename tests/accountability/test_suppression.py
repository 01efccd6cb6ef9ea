"""Small counts cannot be read, and cannot be worked out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accountability.suppression import THRESHOLD, Withheld, withhold

COUNTS = st.integers(0, 25)
TABLES = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(COUNTS, min_size=columns, max_size=columns), min_size=1, max_size=5
    )
)


def derivable(shown: Withheld) -> set[tuple[int, int]]:
    """Hidden counts that the sums determine: solved as linear equations, apart from how they were made.

    Unknown are the hidden counts; every row and every column says that its parts less its total is 0.
    """
    rows, columns = len(shown.counts), len(shown.counts[0])
    hidden = [(r, c) for r in range(rows) for c in range(columns) if shown.counts[r][c] is None]
    equations = []
    for lines in (
        [[(r, c) for c in range(columns)] for r in range(rows)],
        [[(r, c) for r in range(rows)] for c in range(columns)],
    ):
        equations += [
            [(-1.0 if cell == line[-1] else 1.0) if cell in line else 0.0 for cell in hidden]
            for line in lines
        ]
    matrix = np.array(equations)
    rank = np.linalg.matrix_rank(matrix) if hidden else 0
    return {
        cell
        for index, cell in enumerate(hidden)
        if np.linalg.matrix_rank(np.vstack([matrix, np.eye(len(hidden))[index]])) == rank
    }


@given(TABLES)
@settings(max_examples=150, deadline=None)
def test_no_small_count_is_shown_or_follows_from_the_sums(table: list[list[int]]) -> None:
    shown = withhold(table)
    assert all(count is None or count >= THRESHOLD for row in shown.counts for count in row)
    assert not derivable(shown) & shown.few


@given(TABLES)
@settings(max_examples=100, deadline=None)
def test_what_is_shown_is_true(table: list[list[int]]) -> None:
    shown = withhold(table)
    for r, row in enumerate(table):
        for c, count in enumerate(row):
            assert shown.counts[r][c] in {None, count}
    assert shown.counts[-1][-1] in {None, sum(map(sum, table))}


def test_a_table_of_large_counts_is_whole() -> None:
    assert withhold([[10, 11], [12, 13]]).is_whole


def test_one_small_count_takes_another_with_it() -> None:
    shown = withhold([[3], [20], [30]])
    assert [row[0] for row in shown.counts] == [None, None, 30, 53]
    assert (1, 0) not in shown.few


def test_the_cheapest_protection_is_taken() -> None:
    shown = withhold([[12, 30], [15, 3], [40, 50]])
    assert shown.counts[0][:2] == (None, None)
    assert shown.counts[2] == (40, 50, 90)


def test_a_small_whole_is_hidden_whole() -> None:
    assert {count for row in withhold([[3], [4]]).counts for count in row} == {None}


@pytest.mark.parametrize("table", [[[0]], [[1]], [[9]]])
def test_a_single_small_count_is_hidden(table: list[list[int]]) -> None:
    assert withhold(table).counts == ((None, None), (None, None))
