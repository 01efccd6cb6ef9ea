"""Assessments in any state, each reached by living through it."""

from datetime import date

from riskcore.access.models import User
from riskcore.assessments import actions
from riskcore.assessments.actions import Said
from riskcore.assessments.library import checklist
from riskcore.assessments.models import Assessment
from riskcore.clients.models import Client

POLICE = "law-enforcement-2026-1"
SEEN = "Ten samples of ten."


def opened(
    client: Client, by: User, *, side: str = "advisor", on: date = date(2026, 9, 1)
) -> Assessment:
    return actions.open_assessment(
        by=by, client_code=client.code, side=side, checklist_key=POLICE, visited_on=on
    )


def said(
    value: int | None = 3, evidence: str = SEEN, note: str = "", seen: int | None = None
) -> Said:
    return Said(value=value, evidence=evidence, note=note, seen=seen)


def score_all(row: Assessment, by: User, **cells: int) -> None:
    """Score every cell 3 but those named "task__layer"."""
    every = {
        (task, layer.value): said(cells.get(f"{task}__{layer.value}", 3))
        for task, layer in checklist(row.checklist).cells
    }
    assert not actions.save_scores(by=by, number=row.number, said=every).problems
    row.refresh_from_db()


def completed(
    client: Client,
    by: User,
    *,
    side: str = "advisor",
    on: date = date(2026, 9, 1),
    summary: str = "Sound, but little is written down.",
    **cells: int,
) -> Assessment:
    row = opened(client, by, side=side, on=on)
    score_all(row, by, **cells)
    return actions.complete(by=by, number=row.number, version=row.version, summary=summary)
