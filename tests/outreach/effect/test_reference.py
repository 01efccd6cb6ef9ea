"""The fit is the maximum of the Poisson likelihood, for all refits at once."""

import numpy as np
import pytest

from outreach.effect.reference import largest_connected, month_factors
from riskcore.errors import InvalidInput
from tests.outreach.effect.panels import drawn


def test_row_and_column_totals_are_met_which_is_what_the_maximum_means() -> None:
    panel = drawn(units=30, months=48, begun=10)
    cells = np.arange(48) < panel.starts[:, None]
    counts, exposure = panel.counts * cells, panel.exposure * cells
    weights = np.ones((30, 2))
    weights[4:9, 1] = 0.0
    factors = month_factors(counts, exposure, weights)
    assert (exposure @ factors[:, 0]).sum() == pytest.approx(counts.sum())
    for refit in range(2):
        kept = weights[:, refit] > 0
        base = exposure[kept] * factors[:, refit]
        fitted = base * (counts[kept].sum(axis=1) / base.sum(axis=1))[:, None]
        assert fitted.sum(axis=1) == pytest.approx(counts[kept].sum(axis=1))
        assert fitted.sum(axis=0) == pytest.approx(counts[kept].sum(axis=0), rel=1e-7)


def test_a_refit_beside_others_is_the_refit_alone() -> None:
    panel = drawn(units=20, months=30, begun=0)
    weights = np.ones((20, 3))
    weights[3, 1] = weights[7, 2] = 0.0
    together = month_factors(panel.counts, panel.exposure, weights)
    keep = weights[:, 2] > 0
    alone = month_factors(panel.counts[keep], panel.exposure[keep], np.ones((19, 1)))
    assert together[:, 2] == pytest.approx(alone[:, 0], rel=1e-8)


def test_a_month_without_complaints_has_no_factor() -> None:
    counts, exposure = np.array([[2.0, 0.0], [4.0, 0.0]]), np.ones((2, 2))
    assert month_factors(counts, exposure, np.ones((2, 1)))[:, 0].tolist() == [3.0, 0.0]


def test_what_shares_no_month_is_not_connected_unless_a_third_joins_them() -> None:
    cells = np.zeros((5, 6), bool)
    cells[:2, :3] = cells[2:4, 3:] = cells[4, 4:] = True
    units, months = largest_connected(cells)
    assert units.tolist() == [False, False, True, True, True]
    assert months.tolist() == [False, False, False, True, True, True]
    cells[1, 3] = True
    assert all(part.all() for part in largest_connected(cells))


def test_where_no_finite_factor_fits_it_says_so() -> None:
    """Two departments have complaints in a month that only they report, and none where the others do:
    the likelihood rises for ever as their level falls and that month's factor grows."""
    counts = np.array([[5, 0, 0, 0], [4, 0, 0, 0], [0, 3, 4, 5], [0, 2, 6, 3.0]])
    exposure = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 1, 1, 1], [0, 1, 1, 1.0]])
    with pytest.raises(InvalidInput, match="do not settle"):
        month_factors(counts, exposure, np.ones((4, 1)))
