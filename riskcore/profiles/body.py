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
from riskcore.periods import Period
from riskcore.profiles.peers import Group
from riskcore.profiles.plan import PLAN, ProfilePlan
from riskcore.units import CENT


@dataclass(frozen=True, kw_only=True)
class ClientFacts:
    """What a profile says of who the client is."""

    code: str
    name: str
    kind: str
    state: str
    carrier: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One client in a portfolio, with every reading as its reader may see it."""

    client: ClientFacts
    synthetic: bool
    group: Group
    readings: Mapping[str, Reading]


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """All the clients a person may see, by name. factors: in the order of their columns."""

    as_of: date
    window: Period
    plan: str
    factors: tuple[Factor, ...]
    rows: tuple[Row, ...]
    failures: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One client's profile. explanations: factor key -> sentences."""

    as_of: date
    window: Period
    plan: str
    factors: tuple[Factor, ...]
    row: Row
    exhibits: Mapping[str, Any]
    explanations: Mapping[str, tuple[str, ...]]
    failures: tuple[str, ...]


def portfolio_body(portfolio: Portfolio, *, snapshots: Mapping[str, str]) -> dict[str, Any]:
    """A portfolio as canonical values. snapshots: client code -> snapshot id, where one was taken."""
    digits = PLAN.significant_digits
    return {
        "as_of": portfolio.as_of.isoformat(),
        "plan": portfolio.plan,
        "window": _window_body(portfolio.window),
        "failures": list(portfolio.failures),
        "clients": [
            {
                "snapshot": snapshots.get(row.client.code),
                "client": vars(row.client),
                "synthetic": row.synthetic,
                "peer_group": row.group.name,
                "readings": {
                    factor.key: reading_body(row.readings[factor.key], factor, digits=digits)
                    for factor in portfolio.factors
                },
            }
            for row in portfolio.rows
        ],
    }


def read_body(read: Profile) -> dict[str, Any]:
    """A profile as its reader sees it, as plain values: that of a snapshot, with the sentences that
    explain each reading."""
    digits = PLAN.significant_digits
    row = read.row
    return {
        "client": dict(vars(row.client)),
        "synthetic": row.synthetic,
        "peer_group": row.group.name,
        "as_of": read.as_of.isoformat(),
        "plan": read.plan,
        "window": _window_body(read.window),
        "readings": {
            factor.key: {
                **reading_body(row.readings[factor.key], factor, digits=digits),
                "explanation": list(read.explanations[factor.key]),
            }
            for factor in read.factors
        },
        "exhibits": plain(read.exhibits, digits=digits),
        "failures": list(read.failures),
    }


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
        "client": dict(vars(client)),
        "as_of": window.as_of.isoformat(),
        "plan": plain(plan.as_body(years=window.years), digits=digits),
        "window": _window_body(window.period),
        "readings": {
            key: reading_body(reading, FACTORS.get(key), digits=digits)
            for key, reading in readings.items()
        },
        "exhibits": dict(exhibits),
    }


def _window_body(period: Period) -> dict[str, str]:
    return {"from": period.start.isoformat(), "to": period.last_day.isoformat()}


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
        **({} if reading.smallest is None else {"smallest": reading.smallest}),
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
