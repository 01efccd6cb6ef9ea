"""Peers: an officer's own days at the rates of the others of the units they were spent in."""

from datetime import date

import numpy as np
import pytest

from accountability.warnings.peers import Peers, Service, compare, month_of, months_of

START, END = date(2026, 1, 1), date(2026, 3, 1)
JANUARY, FEBRUARY = month_of(2026, 1), month_of(2026, 2)


def served(*rows: tuple[int, int, int, float]) -> Service:
    """Rows of (officer, month, unit, days)."""
    officer, month, unit, days = zip(*rows, strict=True)
    return Service(
        officer=np.array(officer, dtype=np.int64),
        month=np.array(month, dtype=np.int64),
        unit=np.array(unit, dtype=np.int64),
        days=np.array(days, dtype=np.float64),
    )


def beside(
    service: Service,
    *events: tuple[int, date],
    officers: int,
    smallest: int = 2,
    start: date = START,
) -> Peers:
    return compare(
        service,
        officers=officers,
        who=np.array([who for who, _ in events], dtype=np.int64),
        day=np.array([day.toordinal() for _, day in events], dtype=np.int64),
        start=start.toordinal(),
        end=END.toordinal(),
        smallest=smallest,
    )


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1969, 12, 31), date(2024, 2, 29), START])
def test_months_are_those_of_the_calendar(day: date) -> None:
    assert months_of(np.array([day.toordinal()]))[0] == month_of(day.year, day.month)


def test_expected_is_the_others_rate_over_ones_own_days() -> None:
    """Three officers of one unit with 10, 20 and 30 days; 1, 2 and 6 entries."""
    service = served(*[(who, JANUARY, 0, 10.0 * (who + 1)) for who in range(3)])
    entries = [(who, START) for who, many in ((0, 1), (1, 2), (2, 6)) for _ in range(many)]
    found = beside(service, *entries, officers=3)
    assert found.counts.tolist() == [1, 2, 6]
    assert found.expected.tolist() == pytest.approx([8 / 50 * 10, 7 / 40 * 20, 3 / 30 * 30])


def test_days_in_two_units_are_held_against_both() -> None:
    """Officer 0 has 10 days in each unit; the others of unit 1 have twice the rate of unit 0."""
    rows = [(0, JANUARY, 0, 10.0), (0, FEBRUARY, 1, 10.0)]
    rows += [(1, JANUARY, 0, 20.0), (2, FEBRUARY, 1, 20.0)]
    entries = [(1, START)] * 2 + [(2, date(2026, 2, 3))] * 4
    found = beside(served(*rows), *entries, officers=3)
    assert found.expected[0] == pytest.approx(2 / 20 * 10 + 4 / 20 * 10)


def test_an_entry_is_of_the_unit_most_served_in_that_month_and_of_none_without_service() -> None:
    rows = [(0, JANUARY, 0, 4.0), (0, JANUARY, 1, 9.0), (1, JANUARY, 0, 9.0), (1, JANUARY, 1, 9.0)]
    found = beside(served(*rows), (0, START), (0, date(2026, 2, 3)), officers=2)
    assert found.counts.tolist() == [1, 0]
    assert found.expected[1] == pytest.approx(1 / 9 * 9)


def test_a_small_unit_is_not_assessed() -> None:
    rows = [(0, JANUARY, 0, 5.0), (1, JANUARY, 0, 5.0), (2, JANUARY, 1, 5.0)]
    found = beside(served(*rows), (2, START), officers=4)
    assert found.assessed.tolist() == [True, True, False, False]
    assert found.counts[2] == 0


def test_a_month_that_the_window_cuts_is_left_out() -> None:
    rows = [(who, month, 0, 10.0) for who in (0, 1) for month in (JANUARY, FEBRUARY)]
    events = [(0, date(2026, 1, 31)), (0, date(2026, 2, 1))]
    cut = beside(served(*rows), *events, officers=2, start=date(2026, 1, 15))
    assert cut.counts.tolist() == [1, 0]
    assert beside(served(*rows), *events, officers=2).counts.tolist() == [2, 0]
