"""What goes out and what comes in: two kinds of serializer, neither of which computes or saves."""

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
