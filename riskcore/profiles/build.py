"""Measuring the whole book: every registered factor and exhibit over all clients at once. Pure.

Knows the registries and no table. A factor that fails leaves "not available" in every reading of its
own and nothing in any other; a client that a factor leaves out reads "not available" too. Nothing
ever becomes zero by failing.
"""

import logging
import math
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

from riskcore.factors.reading import Reading, cannot
from riskcore.factors.registry import EXHIBITS, FACTORS, Exhibit, Factor, Scope, Window
from riskcore.profiles.body import plain
from riskcore.profiles.peers import Group, band, no_band
from riskcore.profiles.plan import PLAN, ProfilePlan

log = logging.getLogger(__name__)

FAILED = "the measure failed"
LEFT_OUT = "the measure has nothing to say of this client"
NOT_FINITE = "the measure gave no finite number"
UNGROUPED = Group(reason="no peer group was asked for")
Isolate = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True, kw_only=True)
class Book:
    """What was measured. readings: client id -> factor key -> reading, complete for every pair.
    exhibits: client id -> exhibit key -> canonical values. failures: keys of what failed."""

    scope: Scope
    window: Window
    plan: ProfilePlan
    readings: Mapping[int, Mapping[str, Reading]]
    exhibits: Mapping[int, Mapping[str, Any]]
    failures: tuple[str, ...]


def measure_book(
    scope: Scope,
    window: Window,
    *,
    groups: Mapping[int, Group] | None = None,
    plan: ProfilePlan = PLAN,
    with_exhibits: bool = True,
    only_exhibits: Collection[str] = (),
    isolate: Isolate = nullcontext,
) -> Book:
    """Every factor over the scope, with peer bands, and every exhibit.

    groups: client id -> peer group; None for no bands. only_exhibits: keys, where not all are wanted.
    isolate: a context around each measure, so that a failed query of one does not spoil the transaction
    of the next.
    """
    scope = replace(scope)
    readings: dict[int, dict[str, Reading]] = {peer.id: {} for peer in scope.peers}
    exhibits: dict[int, dict[str, Any]] = {peer.id: {} for peer in scope.peers}
    failures = []
    for factor in FACTORS:
        column, failed = _column(factor, scope, window, isolate)
        failures += [factor.key] if failed else []
        banded = column if groups is None else _with_bands(column, groups, plan)
        for client_id, reading in banded.items():
            readings[client_id][factor.key] = reading
    wanted = [exhibit for exhibit in EXHIBITS if not only_exhibits or exhibit.key in only_exhibits]
    for exhibit in wanted if with_exhibits else ():
        tables, failed = _tables(exhibit, scope, window, plan, isolate)
        failures += [exhibit.key] if failed else []
        for client_id, table in tables.items():
            exhibits[client_id][exhibit.key] = table
    return Book(
        scope=scope,
        window=window,
        plan=plan,
        readings=readings,
        exhibits=exhibits,
        failures=tuple(failures),
    )


def _column(
    factor: Factor, scope: Scope, window: Window, isolate: Isolate
) -> tuple[dict[int, Reading], bool]:
    """One factor's reading for every client of the scope, and whether the measure failed."""
    try:
        with isolate():
            measured = factor.measure(scope, window)
            return {id_: _checked(measured.get(id_)) for id_ in scope.client_ids}, False
    except Exception:  # whatever it is, the other factors must still be measured
        log.exception("Factor %s failed over %d clients.", factor.key, len(scope.peers))
        return {id_: cannot(FAILED) for id_ in scope.client_ids}, True


def _checked(reading: Reading | None) -> Reading:
    if reading is None:
        return cannot(LEFT_OUT)
    plain(reading.source, digits=1)  # raises here, not in the midst of a snapshot
    numbers = [reading.value, reading.numerator, reading.denominator]
    if reading.interval:
        numbers += [reading.interval.low, reading.interval.high]
    if all(number is None or math.isfinite(number) for number in numbers):
        return reading
    return cannot(NOT_FINITE, date_basis=reading.date_basis, grade=reading.grade)


def _with_bands(
    column: Mapping[int, Reading], groups: Mapping[int, Group], plan: ProfilePlan
) -> dict[int, Reading]:
    """The column with each group's band on the readings that have a value, or why there is none."""
    values: dict[str, list[float]] = {}
    for client_id, reading in column.items():
        group = groups.get(client_id, UNGROUPED)
        if reading.value is not None and group.name:
            values.setdefault(group.name, []).append(float(reading.value))
    bands = {name: band(sorted(found), group=name, plan=plan) for name, found in values.items()}
    result = {}
    for client_id, reading in column.items():
        group = groups.get(client_id, UNGROUPED)
        found = bands.get(group.name)
        if reading.value is None:
            result[client_id] = reading
        elif found:
            result[client_id] = replace(reading, peers=found)
        else:
            reason = no_band(group=group, n=len(values.get(group.name, ())), plan=plan)
            result[client_id] = replace(reading, note=f"{reading.note} {reason}".strip())
    return result


def _tables(
    exhibit: Exhibit, scope: Scope, window: Window, plan: ProfilePlan, isolate: Isolate
) -> tuple[dict[int, Any], bool]:
    """One exhibit for every client, in canonical values; {"unavailable": why} where there is none."""
    try:
        with isolate():
            gathered = exhibit.gather(scope, window)
            missing = {"unavailable": LEFT_OUT}
            tables = {
                id_: plain(gathered.get(id_, missing), digits=plan.significant_digits)
                for id_ in scope.client_ids
            }
    except Exception:  # whatever it is, the other exhibits must still be gathered
        log.exception("Exhibit %s failed over %d clients.", exhibit.key, len(scope.peers))
        return {id_: {"unavailable": FAILED} for id_ in scope.client_ids}, True
    return tables, False
