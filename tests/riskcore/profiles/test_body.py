"""The same facts give the same bytes."""

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from riskcore.factors.registry import Use
from riskcore.profiles.body import plain


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(2 / 3, 0.6666666667, id="ten-digits"),
        pytest.param(123456789012.5, 123456789000.0, id="ten-digits-of-a-large-one"),
        pytest.param(-0.0, 0.0, id="no-minus-nought"),
        pytest.param(np.float64(0.5), 0.5, id="numpy-float"),
        pytest.param(np.int64(7), 7, id="numpy-whole"),
        pytest.param(7, 7, id="whole"),
        pytest.param(True, True, id="truth"),
        pytest.param(Decimal("5"), "5.00", id="whole-decimal"),
        pytest.param(Decimal("3838352.4200"), "3838352.42", id="money-exact"),
        pytest.param(Decimal("-0"), "0.00", id="decimal-minus-nought"),
        pytest.param(Decimal(2) / 3, "0.6666666667", id="divided-decimal"),
        pytest.param(Decimal("1E+3"), "1000.00", id="no-exponent"),
        pytest.param(date(2026, 9, 30), "2026-09-30", id="day"),
        pytest.param(Use.WATCH, "watch", id="word"),
        pytest.param({2026: (None, 1)}, {"2026": [None, 1]}, id="nested"),
    ],
)
def test_values_have_one_form(value: Any, expected: Any) -> None:
    found = plain(value, digits=10)
    assert (found, type(found)) == (expected, type(expected))
    assert str(found) == str(expected)


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), Decimal("NaN"), object(), {object(): 1}, {1, 2}]
)
def test_what_has_no_form_is_refused(value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        plain(value, digits=10)
