"""A reading explains itself, or says why there is none."""

from decimal import Decimal

import pytest

from riskcore.factors.reading import Interval, Reading, cannot


@pytest.mark.parametrize("value", [0, 0.0, Decimal(0), 5.2])
def test_nought_is_a_value(value: float) -> None:
    assert Reading(value=value).unavailable == ""


def test_without_a_value_there_is_a_reason_and_what_is_known_beside_it() -> None:
    reading = cannot("no officers are recorded", numerator=3, grade="C")
    assert reading.value is None
    assert (reading.unavailable, reading.numerator) == ("no officers are recorded", 3)


@pytest.mark.parametrize("parts", [{"value": None}, {"value": 1, "unavailable": "it was too late"}])
def test_neither_both_nor_none_of_value_and_reason(parts: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="either a value or the reason"):
        Reading(**parts)  # type: ignore[arg-type]


def test_two_readings_share_no_source() -> None:
    one, other = Reading(value=1), Reading(value=1)
    one.source["table"] = "claims"
    assert other.source == {}


def test_an_interval_is_of_95_percent_and_exact_unless_it_says_otherwise() -> None:
    assert Interval(low=1, high=2) == Interval(low=1, high=2, level=0.95, method="exact Poisson")
