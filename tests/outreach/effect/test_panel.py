"""Entries in any order make the same panel, and the fixed order of names is even."""

import numpy as np

from outreach.effect.panel import Entry, month_text, panel_of, shuffled


def test_a_panel_is_sorted_and_knows_what_is_not_reported() -> None:
    panel = panel_of(
        [
            Entry("b", 24_002, 3, 10.0, None),
            Entry("a", 24_000, 1, 20.0, 24_001),
            Entry("b", 24_000, 2, 11.0, None),
            Entry("a", 24_001, 5, 21.0, 24_001),
        ]
    )
    assert panel.units == ("a", "b")
    assert panel.counts.tolist() == [[1, 5, 0], [2, 0, 3]]
    assert panel.exposure.tolist() == [[20, 21, 0], [11, 0, 10]]
    assert panel.reported.tolist() == [[True, True, False], [True, False, True]]
    assert panel.starts.tolist() == [1, 3]
    assert panel.has_start.tolist() == [True, False]
    assert [panel.month(column) for column in (0, 2)] == ["2000-01", "2000-03"]


def test_months_are_counted_from_one_to_twelve() -> None:
    assert [month_text(2026 * 12 + at) for at in (0, 11, 12)] == ["2026-01", "2026-12", "2027-01"]


def test_the_fixed_order_gives_even_groups_and_follows_the_name() -> None:
    names = [f"town {at}" for at in range(100)]
    places = shuffled(names)
    assert sorted(places.tolist()) == list(range(100))
    assert set(np.bincount(places % 40).tolist()) == {2, 3}
    assert shuffled(names[::-1]).tolist() == places.tolist()[::-1]
    assert places.tolist() != list(range(100))
