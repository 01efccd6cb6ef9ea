"""The same facts give the same bytes."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.access.models import Role
from riskcore.canonical import canonical_json, sha256
from riskcore.factors.registry import Use

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
).filter(lambda value: "Infinity" not in json.dumps(value))


def turned(value: object) -> object:
    """The same value with every dictionary written in the opposite order."""
    if isinstance(value, dict):
        return {key: turned(inner) for key, inner in reversed(value.items())}
    return [turned(inner) for inner in value] if isinstance(value, list) else value


@given(VALUES)
def test_order_of_keys_changes_nothing_and_the_text_reads_back(value: object) -> None:
    text = canonical_json(value)
    assert canonical_json(turned(value)) == text
    assert json.loads(text) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.50"), '"1.50"'),
        (date(2026, 9, 30), '"2026-09-30"'),
        (datetime(2026, 9, 30, 12, tzinfo=UTC), '"2026-09-30T12:00:00+00:00"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (Use.RATING, '"rating"'),
        (Role.ADVISOR, '"advisor"'),
        ((1, 2), "[1,2]"),
        ("Café", '"Café"'),
        ({"b": 1, "a": 2}, '{"a":2,"b":1}'),
    ],
)
def test_each_kind_of_value_has_one_form(value: object, text: str) -> None:
    assert canonical_json(value) == text


@pytest.mark.parametrize("value", [{1, 2}, b"x", object()])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="has no canonical form"):
        canonical_json(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json(value)


def test_the_hash_is_that_of_the_standard() -> None:
    # FIPS 180-4 examples: "abc".
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256("abc") == sha256(b"abc") == known
    assert sha256("é") == sha256("é".encode())
