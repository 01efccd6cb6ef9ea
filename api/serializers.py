"""What goes out and what comes in: kinds of serializer, none of which computes or saves."""

from datetime import UTC, date, datetime
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail


class Row(serializers.Serializer[Any]):
    """Names the columns of a list: each field's ``source`` is the path it is read from.

    It is the schema of the row; the rows themselves go out as the database gave them, which is several
    times faster than one serializer call per field.
    """

    @classmethod
    def paths(cls) -> dict[str, str]:
        """Field name -> path with double underscores."""
        return {
            name: (field.source or name).replace(".", "__") for name, field in cls().fields.items()
        }


class Input(serializers.Serializer[Any]):
    """The body of a request. A key it does not declare is refused, not ignored."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = sorted(set(map(str, data)) - set(self.fields))
            if unknown:
                raise serializers.ValidationError(
                    {
                        name: [ErrorDetail(f"{name!r} is not a member of this body.", "unknown")]
                        for name in unknown
                    }
                )
        return super().to_internal_value(data)


class NoInput(Input):
    """Nothing: the address says it all."""


class Query(Input):
    """The query parameters of an address, each a field. What it does not declare is refused."""


class Shown(serializers.Serializer[Any]):
    """What goes out of a read model: the fields named here and no others."""


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class Day(serializers.DateField):
    """A date in a range in which every period can be reckoned."""

    def to_internal_value(self, value: Any) -> date:
        day = super().to_internal_value(value)
        if not FIRST_DAY <= day <= LAST_DAY:
            raise serializers.ValidationError(
                f"A date must lie between {FIRST_DAY} and {LAST_DAY}.", code="out_of_range"
            )
        return day


class Moment(serializers.DateTimeField):
    """A moment in the same range, with its offset from UTC."""

    def to_internal_value(self, value: Any) -> datetime:
        moment = super().to_internal_value(value)
        if not FIRST_DAY <= moment.date() <= LAST_DAY:
            raise serializers.ValidationError(
                f"A moment must lie between {FIRST_DAY} and {LAST_DAY}.", code="out_of_range"
            )
        return moment.astimezone(UTC)


class Money(serializers.DecimalField):
    """Dollars with two decimals, as text."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, **more)
