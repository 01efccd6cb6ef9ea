"""From movements to cells: origins, caps per occurrence, and records that begin late."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.errors import InvalidInput
from riskcore.rating.ledger_triangle import Basis, Occurrences, from_ledger

LABELS = ["2022", "2023", "2024", "2025"]


def rows(*claims: tuple[int, int, int, int, int, list[float]]) -> Occurrences:
    """(client, occurrence, origin, known, stated, amounts) each."""
    client, occurrence, origin, known, stated = np.array(
        [claim[:5] for claim in claims], dtype=np.int64
    ).T
    return Occurrences(
        client, occurrence, origin, known, stated, np.array([claim[5] for claim in claims])
    )


TWO = rows((1, 1, 1, 1, 1, [0, 60, 80, 90]), (1, 1, 1, 2, 2, [0, 0, 50, 40]))


def test_claims_of_one_occurrence_are_capped_together() -> None:
    whole = from_ledger(TWO, LABELS, basis=Basis.INCURRED)
    assert whole.triangle.origins == ("2023", "2024", "2025")
    assert whole.triangle.values[0].tolist() == [60, 130, 130]
    capped = from_ledger(TWO, LABELS, basis=Basis.INCURRED, cap=100)
    assert capped.triangle.values[0].tolist() == [60, 100, 100]


def test_claims_are_counted_from_the_day_they_are_reported() -> None:
    counted = from_ledger(TWO, LABELS, basis=Basis.COUNTS)
    assert counted.triangle.values[0].tolist() == [1, 2, 2]


def test_a_year_without_claims_stands_at_nought() -> None:
    read = from_ledger(TWO, LABELS, basis=Basis.PAID).triangle
    assert read.values[1, :2].tolist() == [0, 0]
    assert read.known.tolist() == [3, 2, 1]


@given(st.floats(1, 200), st.floats(1, 200))
def test_a_higher_cap_never_lowers_a_cell(one: float, other: float) -> None:
    low, high = sorted((one, other))
    below = from_ledger(TWO, LABELS, basis=Basis.INCURRED, cap=low).triangle.values
    above = from_ledger(TWO, LABELS, basis=Basis.INCURRED, cap=high).triangle.values
    assert (np.nan_to_num(below) <= np.nan_to_num(above)).all()


def test_a_client_whose_record_begins_late_has_no_early_valuations() -> None:
    late = rows((1, 1, 0, 0, 2, [0, 0, 80, 90]))
    made = from_ledger(late, LABELS, basis=Basis.INCURRED)
    assert (made.first, made.left_out) == (2, 0)
    assert np.isnan(made.triangle.values[0, :2]).all()
    assert made.triangle.values[0, 2:].tolist() == [80, 90]


def test_the_book_leaves_out_the_few_that_begin_late() -> None:
    mixed = rows(
        (1, 1, 0, 0, 0, [10, 20, 30, 40]),
        (2, 2, 0, 0, 0, [10, 20, 30, 40]),
        (3, 3, 0, 0, 3, [0, 0, 0, 999]),
    )
    made = from_ledger(mixed, LABELS, basis=Basis.INCURRED)
    assert (made.first, made.left_out) == (0, 1)
    assert made.triangle.values[0].tolist() == [20, 40, 60, 80]


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ([], "triangle.no_claims"),
        ([(1, 1, 0, 0, 3, [0, 0, 0, 5])], "triangle.one_valuation"),
        ([(1, 1, 0, 0, 4, [0, 0, 0, 5])], "triangle.one_valuation"),
    ],
)
def test_a_record_without_two_valuations_is_refused(
    claims: list[tuple[int, int, int, int, int, list[float]]], code: str
) -> None:
    empty = np.zeros(0, dtype=np.int64)
    asked = (
        rows(*claims)
        if claims
        else Occurrences(empty, empty, empty, empty, empty, np.zeros((0, 4)))
    )
    with pytest.raises(InvalidInput) as refused:
        from_ledger(asked, LABELS, basis=Basis.INCURRED)
    assert refused.value.code == code
