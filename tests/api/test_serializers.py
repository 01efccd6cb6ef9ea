"""Fields that bound what comes in."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from rest_framework import serializers

from api.serializers import Day, Input, Moment, Money


class Sent(Input):
    day = Day(required=False)
    moment = Moment(required=False)
    money = Money(required=False)


def read(**sent: Any) -> dict[str, Any]:
    form = Sent(data=sent)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def test_what_is_in_range_is_read() -> None:
    assert read(day="2026-09-30") == {"day": date(2026, 9, 30)}
    assert read(moment="2026-09-30T12:00:00+02:00") == {
        "moment": datetime(2026, 9, 30, 10, tzinfo=UTC)
    }
    assert read(money="-12.50") == {"money": Decimal("-12.50")}


@pytest.mark.parametrize(
    "sent",
    [
        {"day": "1899-12-31"},
        {"day": "2200-01-01"},
        {"day": "2026-09-30T00:00"},
        {"moment": "0001-01-01T00:00:00Z"},
        {"moment": "9999-12-31T23:59:59-12:00"},
        {"money": "0.001"},
        {"money": "Infinity"},
        {"money": "1e400"},
        {"money": [1]},
        {"more": 1},
    ],
)
def test_what_is_out_of_range_is_refused(sent: dict[str, Any]) -> None:
    with pytest.raises(serializers.ValidationError):
        read(**sent)
