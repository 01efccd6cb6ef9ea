"""Small numbers are held back from whoever does not hold the factor's permission."""

from typing import Any

import pytest

from riskcore.factors.reading import Interval, Reading, cannot
from riskcore.factors.registry import FACTORS, Factor
from riskcore.profiles.body import reading_body
from riskcore.profiles.suppression import as_read_by, body_as_read_by
from tests.riskcore.profiles.conftest import factor

OPEN = "complaint.view_rows"
GUARDED = factor("guarded", lambda _s, _w: {}, suppress_below=10, open_to=OPEN)
FREE = factor("free", lambda _s, _w: {})


def reading(numerator: int | None, value: float = 4.5) -> Reading:
    return Reading(
        value=value,
        numerator=numerator,
        denominator=200,
        interval=Interval(low=2.1, high=8.0),
        source={"table": "complaints", "from": "2021-10-01", "count": numerator},
        note="9 of 200 officers.",
    )


@pytest.mark.parametrize(
    ("given", "entry", "is_open", "hidden"),
    [
        pytest.param(reading(9), GUARDED, False, True, id="nine"),
        pytest.param(reading(0, 0), GUARDED, False, True, id="none-at-all"),
        pytest.param(reading(10), GUARDED, False, False, id="ten"),
        pytest.param(reading(9), GUARDED, True, False, id="own-view"),
        pytest.param(reading(9), FREE, False, False, id="free-factor"),
        pytest.param(reading(None), GUARDED, False, True, id="value-is-the-count"),
        pytest.param(cannot("x", numerator=3), GUARDED, False, True, id="no-value-but-a-count"),
        pytest.param(cannot("x"), GUARDED, False, False, id="nothing-to-hide"),
    ],
)
def test_fewer_than_ten_are_hidden_with_all_that_would_tell(
    given: Reading, entry: Factor, is_open: bool, hidden: bool
) -> None:
    read = as_read_by(given, entry, is_open=is_open)
    if not hidden:
        assert read == given
        return
    assert (read.value, read.numerator, read.interval, read.note) == (None, None, None, "")
    assert "count" not in read.source
    assert read.unavailable.startswith("fewer than 10")


@pytest.mark.parametrize(
    ("numerator", "open_to", "hidden"), [(9, (), True), (9, (OPEN,), False), (10, (), False)]
)
def test_a_snapshot_is_read_as_its_readings_are(
    numerator: int, open_to: tuple[str, ...], hidden: bool
) -> None:
    with FACTORS.registered_temporarily(GUARDED):
        body: dict[str, Any] = {
            "readings": {"guarded": reading_body(reading(numerator), GUARDED, digits=10)}
        }
        read = body_as_read_by(body, open_to=open_to)["readings"]["guarded"]
    assert (read["value"] is None and read["interval"] is None) == hidden
    assert ("count" not in read["source"]) == hidden


def test_a_snapshot_with_a_factor_of_another_day_is_still_read() -> None:
    body: dict[str, Any] = {"readings": {"retired": {"value": 1}}}
    assert body_as_read_by(body, open_to=()) == body
