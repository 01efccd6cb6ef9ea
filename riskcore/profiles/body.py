"""A profile as canonical values: what a snapshot's id is the fingerprint of. Pure.

Numbers are made the same on every database: counts stay whole; a decimal that has at most two
decimals is written with exactly two; every other number is rounded to the plan's significant digits.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from numbers import Integral, Real
from typing import Any

from riskcore.factors.reading import Reading
from riskcore.factors.registry import FACTORS, Factor, Window
from riskcore.profiles.plan import ProfilePlan
from riskcore.units import CENT


@dataclass(frozen=True, kw_only=True)
class ClientFacts:
    """What a profile says of who the client is."""

    code: str
    name: str
    kind: str
    state: str
    carrier: str


def profile_body(
    *,
    client: ClientFacts,
    window: Window,
    plan: ProfilePlan,
    readings: Mapping[str, Reading],
    exhibits: Mapping[str, Any],
) -> dict[str, Any]:
    """The body of a snapshot, in the shape ``riskcore.reports.sections.SectionContext`` documents."""
    digits = plan.significant_digits
    return {
        "client": {
            "code": client.code,
            "name": client.name,
            "kind": client.kind,
            "state": client.state,
            "carrier": client.carrier,
        },
        "as_of": window.as_of.isoformat(),
        "plan": plain(plan.as_body(years=window.years), digits=digits),
        "window": {
            "from": window.period.start.isoformat(),
            "to": window.period.last_day.isoformat(),
        },
        "readings": {
            key: reading_body(reading, FACTORS.get(key), digits=digits)
            for key, reading in readings.items()
        },
        "exhibits": dict(exhibits),
    }


def reading_body(reading: Reading, factor: Factor, *, digits: int) -> dict[str, Any]:
    """One reading beside its factor's label, unit (its key) and use."""
    interval, peers = reading.interval, reading.peers
    return {
        "label": factor.label,
        "unit": factor.unit.key,
        "use": factor.use.value,
        "value": plain(reading.value, digits=digits),
        "numerator": plain(reading.numerator, digits=digits),
        "denominator": plain(reading.denominator, digits=digits),
        "interval": interval and plain(vars(interval), digits=digits),
        "peers": peers and plain(vars(peers), digits=digits),
        "date_basis": reading.date_basis,
        "grade": reading.grade,
        "source": plain(reading.source, digits=digits),
        "unavailable": reading.unavailable,
        "note": reading.note,
    }


def plain(value: Any, *, digits: int) -> Any:
    """A value as JSON can hold it, the same on every database; TypeError or ValueError if it cannot be.

    >>> plain([1 / 3, Decimal("5"), Decimal(1) / 3, date(2026, 9, 30)], digits=10)
    [0.3333333333, '5.00', '0.3333333333', '2026-09-30']
    """
    if value is None or (isinstance(value, str | bool) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return plain(value.value, digits=digits)
    if isinstance(value, Mapping):
        return {_key(key): plain(item, digits=digits) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, digits=digits) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return _number(value, digits)


def _number(value: Any, digits: int) -> int | float | str:
    if isinstance(value, Decimal):
        return _decimal(value, digits)
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return _float(float(value), digits)
    raise TypeError(f"{type(value).__name__} has no place in a profile: {value!r}.")


def _key(key: Any) -> str:
    if isinstance(key, str | int | date):
        return key.isoformat() if isinstance(key, date) else str(key)
    raise TypeError(f"{type(key).__name__} cannot be a key in a profile: {key!r}.")


def _float(value: float, digits: int) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a finite number and has no place in a profile.")
    return float(f"{value:.{digits}g}") + 0.0  # + 0.0 turns minus nought into nought


def _decimal(value: Decimal, digits: int) -> str:
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number and has no place in a profile.")
    in_cents = value.quantize(CENT, rounding=ROUND_HALF_UP)
    if in_cents == value:
        return format(in_cents + 0, "f")
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).plus(value).normalize()
    return format(rounded, "f")
