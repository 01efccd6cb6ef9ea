"""Factors registered for the length of a test."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from typing import Any

import pytest

from riskcore.exposures import ExposureBase, amounts
from riskcore.factors.reading import Interval, Reading, cannot
from riskcore.factors.registry import (
    EXHIBITS,
    FACTORS,
    Direction,
    Exhibit,
    Factor,
    Scope,
    Use,
    Window,
)
from riskcore.units import COUNT

AS_OF = date(2026, 9, 30)
Measure = Callable[[Scope, Window], Mapping[int, Reading]]


def factor(key: str, measure: Measure, **more: Any) -> Factor:
    given = {
        "key": key,
        "label": key.capitalize(),
        "unit": COUNT,
        "direction": Direction.NEITHER,
        "use": Use.WATCH,
        "definition": "For a test.",
        "source": "For a test.",
        "order": 1,
        "measure": measure,
    }
    return Factor(**(given | more))


def officers(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Officer-years of the window: one query, whatever the scope."""
    known = amounts(base=ExposureBase.OFFICERS, client_ids=scope.client_ids, period=window.period)
    return {
        pk: Reading(
            value=known[pk].quantity,
            numerator=known[pk].months_known,
            interval=Interval(low=1 / 3, high=2e9 / 3),
            source={"table": "exposures", "count": known[pk].months_known},
        )
        if pk in known
        else cannot("no officers are recorded")
        for pk in scope.client_ids
    }


def rows(scope: Scope, window: Window) -> Mapping[int, Any]:
    return {pk: {"on": window.as_of, "third": 1 / 3} for pk in scope.client_ids}


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Register factors (or exhibits) until the test ends, in registries that are otherwise empty."""
    for registry in (FACTORS, EXHIBITS):
        monkeypatch.setattr(registry, "_entries", {})
    with ExitStack() as stack:

        def add(*entries: Factor | Exhibit) -> None:
            for entry in entries:
                registry: Any = FACTORS if isinstance(entry, Factor) else EXHIBITS
                stack.enter_context(registry.registered_temporarily(entry))

        yield add


@pytest.fixture
def officer_factor(registered: Callable[..., None]) -> Factor:
    made = factor("officers", officers, suppress_below=10, open_to="complaint.view_rows")
    registered(made, Exhibit(key="rows", label="Rows", order=1, gather=rows))
    return made
