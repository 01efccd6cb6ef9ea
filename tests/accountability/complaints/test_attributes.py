"""What may be said of a complaint: codes, lengths, and dates known to a month or a year."""

from datetime import date
from typing import Any

import pytest

from accountability.complaints.attributes import (
    NAMES,
    Attributes,
    checked,
    first_day,
    last_day,
)
from accountability.complaints.models import Complaint
from riskcore.errors import InvalidInput


def test_a_date_known_to_the_month_stands_at_its_first_day() -> None:
    values = checked({"occurred_on": date(2024, 5, 17), "occurred_precision": "month"})
    assert values["occurred_on"] == date(2024, 5, 1)


def test_a_receipt_in_the_year_of_the_event_does_not_lie_before_it() -> None:
    said: Attributes = {
        "received_on": date(2024, 1, 1),
        "received_precision": "year",
        "occurred_on": date(2024, 5, 17),
    }
    assert checked(said)["received_on"] == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"channel": "PIGEON"}, "complaints.code"),
        ({"occurred_precision": "hour"}, "complaints.code"),
        ({"language": "x" * 41}, "complaints.too_long"),
        ({"colour": "red"}, "complaints.attribute"),
        ({"occurred_on": date(9000, 1, 1)}, "complaints.date_in_future"),
        (
            {"received_on": date(2024, 1, 1), "occurred_on": date(2024, 1, 2)},
            "complaints.dates_disagree",
        ),
    ],
)
def test_what_cannot_be_is_refused(said: Any, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked(said)
    assert refused.value.code == code


def test_a_correction_is_held_against_what_stays() -> None:
    before = Complaint(received_on=date(2024, 3, 1), occurred_on=date(2024, 2, 1))
    with pytest.raises(InvalidInput):
        checked({"occurred_on": date(2024, 4, 1)}, before=before)
    moved = checked({"received_precision": "year"}, before=before)
    assert moved["received_on"] == date(2024, 1, 1)


@pytest.mark.parametrize("precision", ["day", "month", "year"])
@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2023, 12, 31), date(2000, 1, 1)])
def test_the_last_day_never_lies_before_the_first(day: date, precision: str) -> None:
    first = first_day(day, precision)
    assert first <= day <= last_day(first, precision)


def test_every_attribute_that_may_be_said_is_a_column() -> None:
    assert set(Attributes.__annotations__) | {"channel_as_recorded", "complainant"} == set(NAMES)
