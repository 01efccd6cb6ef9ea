"""What assessments say beside the profile: one factor, and the grid for pages and reports."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from riskcore.assessments.checklist import HIGHEST, Layer
from riskcore.assessments.grid import WEAK
from riskcore.assessments.queries import View, latest_completed
from riskcore.factors.reading import Reading, cannot
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
from riskcore.units import Unit, write_date

POINTS: Final = Unit("points_of_4", f"of {HIGHEST}", 2)
OLDEST: Final = timedelta(days=3 * 366)
POLICING: Final = "LEL"


def critical_tasks(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """The mean score of the latest completed advisor's assessment of policing, where it is recent."""
    views = _views(scope, window)
    return {client: _reading(views.get(client, ()), window) for client in scope.client_ids}


def grids(scope: Scope, window: Window) -> Mapping[int, Any]:
    """Per client [{"number", "label", "visited_on", "checklist", "mean", "summary", "met",
    "previous_on", "self_on", "scored", "rows": [{"task", "label", "basis", "mean", "cells": [{"layer",
    "label", "value", "before", "self", "meaning", "evidence", "note"}]}]}], one for each checklist
    against which an advisor has completed an assessment."""
    return {
        client: [_drawn(view) for view in views] for client, views in _views(scope, window).items()
    }


def _views(scope: Scope, window: Window) -> Mapping[int, tuple[View, ...]]:
    asked = window.as_of, window.known_at
    return scope.once(
        ("assessments", *asked),
        lambda: latest_completed(
            client_ids=scope.client_ids, as_of=window.as_of, known_at=window.known_at
        ),
    )


def _reading(views: tuple[View, ...], window: Window) -> Reading:
    view = next((one for one in views if POLICING in one.checklist.lines), None)
    if view is None:
        return cannot("no advisor has completed an assessment of its critical tasks")
    day = view.row.visited_on
    if window.as_of - day > OLDEST:
        return cannot(f"the last assessment speaks of {write_date(day)}, more than three years ago")
    scores = [cell.value for cell in view.cells if cell.value is not None]
    if not scores:
        return cannot("no cell of the last assessment was scored")
    weak = sum(value <= WEAK for value in scores)
    return Reading(
        value=sum(scores) / len(scores),
        numerator=sum(scores),
        denominator=len(scores),
        date_basis="day of the visit",
        grade="A" if len(scores) == len(view.cells) else "B",
        source={"table": "assessments", "number": view.row.number, "count": len(scores)},
        note=f"Assessed on {write_date(day)}; {weak} of {len(scores)} cells scored 0 or 1.",
    )


def _drawn(view: View) -> dict[str, Any]:
    return {
        "number": view.row.number,
        "label": view.checklist.label,
        "checklist": view.checklist.key,
        "visited_on": view.row.visited_on,
        "previous_on": view.previous.visited_on if view.previous else None,
        "self_on": view.other.visited_on if view.other else None,
        "summary": view.row.summary,
        "met": view.row.met,
        "mean": view.mean,
        "scored": view.scored,
        "rows": [
            {
                "task": row.task.code,
                "label": row.task.label,
                "basis": row.task.basis,
                "mean": row.mean,
                "cells": [
                    {
                        "layer": cell.layer.value,
                        "label": cell.layer.label,
                        "value": cell.value,
                        "before": cell.before,
                        "self": cell.other,
                        "meaning": cell.meaning,
                        "evidence": cell.given.evidence if cell.given else "",
                        "note": cell.given.note if cell.given else "",
                    }
                    for cell in row.cells
                ],
            }
            for row in view.rows
        ],
    }


def register() -> None:
    FACTORS.register(
        Factor(
            key="critical_tasks",
            label="Critical tasks, as assessed",
            unit=POINTS,
            direction=Direction.LOWER_IS_RISKIER,
            use=Use.CONTEXT,
            definition=(
                "The points of every scored cell of the latest completed assessment by an advisor "
                f"(critical task by layer, 0 to {HIGHEST} each, with evidence), divided by the number "
                "of cells scored; not shown when the visit is more than three years back."
            ),
            source=(
                "Critical tasks and layers: NIRMA, six layers of liability protection; "
                f"{len(Layer)} layers for each task."
            ),
            order=390,
            measure=critical_tasks,
        )
    )
    EXHIBITS.register(Exhibit(key="assessments", label="Assessments", order=390, gather=grids))
