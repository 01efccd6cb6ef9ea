"""Which steps of a curve an insurer may see; the page as a whole is tested with its view."""

from collections import Counter

import pytest

from accountability.complaints.durations import Durations
from accountability.measure_page import _why_no_curve


@pytest.mark.parametrize(
    ("closed", "still_open", "shown"),
    [
        ({30: 12, 120: 15, 200: 10}, {400: 12}, True),
        ({30: 12, 120: 9}, {400: 12}, False),
        ({30: 12, 2000: 3}, {400: 12}, False),
        ({30: 12}, {400: 4}, False),
        ({30: 12}, {}, True),
    ],
)
def test_every_step_holds_ten_or_none(
    closed: dict[int, int], still_open: dict[int, int], *, shown: bool
) -> None:
    cases = Durations(closed=Counter(closed), still_open=Counter(still_open))
    assert (_why_no_curve(cases, sees_rows=False) == "") is shown
    assert _why_no_curve(cases, sees_rows=True) == ""


def test_no_case_has_no_curve_for_anybody() -> None:
    for sees_rows in (True, False):
        assert _why_no_curve(Durations(), sees_rows=sees_rows)
