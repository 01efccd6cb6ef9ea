"""What a reader may see of small numbers: one function for a reading, one for a snapshot's body. Pure.

A count under a factor's ``suppress_below`` could point at persons. Whoever does not hold the factor's
``open_to`` permission for the client reads "fewer than" in its place, zero included, and sees neither
the value, nor the interval, nor anything else the count could be worked out from.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from riskcore.factors.reading import Number, Reading
from riskcore.factors.registry import FACTORS, Factor

SAFE_SOURCE = frozenset({"table", "from", "to"})


def as_read_by(reading: Reading, factor: Factor, *, is_open: bool) -> Reading:
    """The reading as it stands for a reader. is_open: they hold ``factor.open_to`` for this client."""
    if is_open:
        return reading
    if not _is_small(reading.value, reading.numerator, reading.smallest, factor):
        return replace(reading, smallest=None)
    return replace(
        reading,
        value=None,
        numerator=None,
        # a whole made of small parts gives them away beside another; an exposure gives nothing away
        denominator=reading.denominator if reading.smallest is None else None,
        interval=None,
        source={key: reading.source[key] for key in SAFE_SOURCE & reading.source.keys()},
        unavailable=fewer_than(factor),
        note="",
        smallest=None,
    )


def body_as_read_by(body: dict[str, Any], *, open_to: Collection[str]) -> dict[str, Any]:
    """A snapshot's body as it stands for a reader who holds the permissions ``open_to`` for its client.

    Readings only: an exhibit counts in bands of its own where it needs to.
    """
    readings = {
        key: _reading_body_as_read_by(reading, FACTORS.get(key), open_to)
        if key in FACTORS
        else reading
        for key, reading in body["readings"].items()
    }
    return {**body, "readings": readings}


def fewer_than(factor: Factor) -> str:
    """Completes "not shown, because ..."."""
    return f"fewer than {factor.suppress_below} were counted, which could point at persons"


def _reading_body_as_read_by(
    reading: dict[str, Any], factor: Factor, open_to: Collection[str]
) -> dict[str, Any]:
    if factor.open_to in open_to:
        return reading
    value, numerator, smallest = (
        _as_number(reading.get(name)) for name in ("value", "numerator", "smallest")
    )
    told = {key: part for key, part in reading.items() if key != "smallest"}
    if not _is_small(value, numerator, smallest, factor):
        return told
    return {
        **told,
        "value": None,
        "numerator": None,
        "denominator": reading["denominator"] if smallest is None else None,
        "interval": None,
        "source": {key: reading["source"][key] for key in SAFE_SOURCE & reading["source"].keys()},
        "unavailable": fewer_than(factor),
        "note": "",
    }


def _as_number(value: Any) -> Number | None:
    return float(value) if value is not None else None


def _is_small(
    value: Number | None, numerator: Number | None, smallest: Number | None, factor: Factor
) -> bool:
    """Without a numerator the value itself is taken for the count. A reading that could not be
    computed hides its numerator all the same."""
    counted = numerator if numerator is not None else value
    groups = [group for group in (counted, smallest) if group is not None]
    return factor.suppress_below > 0 and any(group < factor.suppress_below for group in groups)
