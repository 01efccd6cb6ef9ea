"""Values as canonical JSON: the same facts give the same bytes, so their hash means something."""

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"{type(value).__name__} has no canonical form: {value!r}.")


def canonical_json(value: Any) -> str:
    """Sorted keys, no spaces, decimals as text, dates as ISO, no NaN.

    >>> canonical_json({"b": Decimal("1.50"), "a": date(2026, 9, 30)})
    '{"a":"2026-09-30","b":"1.50"}'
    """
    return json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        default=_plain,
    )


def sha256(content: str | bytes) -> str:
    """Lower-case hexadecimal SHA-256 of text (as UTF-8) or bytes."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
