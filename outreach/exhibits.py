"""Tables that go with the profile: the grid, the latest initiatives, people by method, surveys."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from typing import Any, Final

from outreach.initiatives.models import CountMethod, Strategy
from outreach.register import grid
from outreach.register.entries import Entry, entries_of
from outreach.surveys import Frame, Survey
from riskcore.factors.registry import EXHIBITS, Exhibit, Scope, Window

LATEST: Final = 40
HASH_SHOWN: Final = 12
FEWEST_ANSWERS: Final = {Frame.ATTENDEES: 30, Frame.CALLERS: 100, Frame.RESIDENTS: 100}
TOO_FEW: Final = "too few answers"
NORMAL_95: Final = 1.96


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
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for survey in (
        Survey.objects.known_at(window.known_at)
        .filter(
            client__in=scope.client_ids,
            fielded_on__gte=window.period.start,
            fielded_on__lt=window.period.end,
        )
        .order_by("client_id", "-fielded_on", "-id")
    ):
        found[survey.client_id][survey.frame].append(_wave(survey))
    return {
        client_id: [
            {
                "frame": frame.value,
                "label": str(frame.label),
                "fewest_answers": FEWEST_ANSWERS[frame],
                "waves": found[client_id].get(frame.value, []),
            }
            for frame in Frame
        ]
        for client_id in scope.client_ids
    }


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


def _wave(survey: Survey) -> dict[str, Any]:
    wave = {"fielded_on": survey.fielded_on, "answers": survey.answers}
    if survey.answers < FEWEST_ANSWERS[Frame(survey.frame)]:
        return wave | {"mean": None, "low": None, "high": None, "why": TOO_FEW}
    half = NORMAL_95 * float(survey.standard_deviation) / survey.answers**0.5
    mean = float(survey.mean_score)
    return wave | {
        "mean": round(mean, 1),
        "low": round(max(0.0, mean - half), 1),
        "high": round(min(100.0, mean + half), 1),
        "why": "",
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
