"""Tables that go with the profile: the grid, the latest initiatives, people by method, surveys."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from typing import Any, Final

from outreach import surveys
from outreach.initiatives.models import CountMethod, Strategy
from outreach.register import grid
from outreach.register.entries import Entry, entries_of
from riskcore.factors.registry import EXHIBITS, Exhibit, Scope, Window

LATEST: Final = 40
HASH_SHOWN: Final = 12


def coverage(scope: Scope, window: Window) -> Mapping[int, Any]:
    """Per client {"quarters": [label], "rows": [{"strategy", "label", "cells": [{"initiatives",
    "accepted", "mark", "words"}]}]} over the eight quarters that end with the valuation's."""

    def draw(entries: list[Entry]) -> Any:
        drawn = grid.lay_out(entries, as_of=window.as_of)
        return {
            "quarters": list(drawn.quarters),
            "rows": [
                {
                    "strategy": row.strategy,
                    "label": row.label,
                    "cells": [
                        asdict(cell) | {"mark": cell.mark, "words": cell.words}
                        for cell in row.cells
                    ],
                }
                for row in drawn.rows
            ],
        }

    return _per_client(scope, window, draw)


def latest_initiatives(scope: Scope, window: Window) -> Mapping[int, Any]:
    """Per client {"total", "rows"}: the latest 40 with standing, level, evidence kinds and hashes."""

    def draw(entries: list[Entry]) -> Any:
        return {"total": len(entries), "rows": [_listed(entry) for entry in entries[:LATEST]]}

    return _per_client(scope, window, draw)


def people_by_strategy(scope: Scope, window: Window) -> Mapping[int, Any]:
    """Per client and strategy: people by way of counting, impressions apart, and what was not
    counted. A guess is shown as a guess and is no part of ``counted``."""

    def draw(entries: list[Entry]) -> Any:
        return [
            _people([entry for entry in entries if entry.strategy == strategy], strategy)
            for strategy in Strategy
        ]

    return _per_client(scope, window, draw)


def survey_results(scope: Scope, window: Window) -> Mapping[int, Any]:
    """Per client and frame the waves of the window, latest first; mean and 95% interval where there
    are at least 30 answers of attendees, or 100 of callers or residents."""
    return surveys.waves_by_frame(
        client_ids=scope.client_ids, period=window.period, known_at=window.known_at
    )


def _per_client(
    scope: Scope, window: Window, draw: Callable[[list[Entry]], Any]
) -> Mapping[int, Any]:
    entries = entries_of(scope, window)
    return {client_id: draw(entries.get(client_id, [])) for client_id in scope.client_ids}


def _listed(entry: Entry) -> dict[str, Any]:
    return {
        "reference": entry.reference,
        "strategy": entry.strategy,
        "activity": entry.activity,
        "title": entry.title,
        "starts_on": entry.starts_on,
        "ends_on": entry.ends_on,
        "district": entry.district,
        "people_reached": entry.people_reached,
        "count_method": str(CountMethod(entry.count_method).label),
        "standing": entry.standing.value,
        "level": entry.level,
        "evidence": [
            {"kind": proof.kind, "sha256": proof.sha256[:HASH_SHOWN]} for proof in entry.evidence
        ],
    }


def _people(entries: Collection[Entry], strategy: Strategy) -> dict[str, Any]:
    by_method: Counter[str] = Counter()
    for entry in entries:
        if entry.people_reached is not None:
            by_method[entry.count_method] += entry.people_reached
    return {
        "strategy": strategy.value,
        "label": str(strategy.label),
        "initiatives": len(entries),
        "counted": sum(entry.counted_people or 0 for entry in entries),
        "by_method": {
            str(method.label): by_method[method.value]
            for method in CountMethod
            if method.value in by_method
        },
        "not_counted": sum(entry.people_reached is None for entry in entries),
        "impressions": sum(entry.impressions or 0 for entry in entries),
    }


for exhibit in (
    Exhibit(key="outreach_grid", label="Outreach by quarter", order=300, gather=coverage),
    Exhibit(
        key="outreach_initiatives", label="Latest initiatives", order=301, gather=latest_initiatives
    ),
    Exhibit(
        key="outreach_people", label="People by strategy", order=302, gather=people_by_strategy
    ),
    Exhibit(key="outreach_surveys", label="Survey results", order=303, gather=survey_results),
):
    EXHIBITS.register(exhibit)
