"""Assessing a client: opening an assessment, saving scores as they are found, completing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.assessments.checklist import HIGHEST
from riskcore.assessments.grid import Cell, Place
from riskcore.assessments.library import checklist
from riskcore.assessments.models import Assessment, Score, Side
from riskcore.assessments.queries import find, read
from riskcore.assessments.states import ASSESSMENT
from riskcore.audit.actions import record
from riskcore.clients.models import Client
from riskcore.clients.queries import check
from riskcore.clients.queries import find as find_client
from riskcore.errors import Conflict, InvalidInput

LONGEST = 4_000


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of one cell. value: None where it does not apply, which the note must explain.
    seen: the number of the entry the caller had read there (0 for none)."""

    value: int | None
    evidence: str = ""
    note: str = ""
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What one save did. problems: place -> sentence, each of a cell that was not taken."""

    saved: tuple[Place, ...]
    problems: dict[Place, str]


def open_assessment(
    *, by: User, client_code: str, side: str, checklist_key: str, visited_on: date
) -> Assessment:
    """Open an assessment of a client. Raises InvalidInput for an unknown side or a day to come, Conflict
    where one of this side and checklist is open. Records ``assessment.open``."""
    if side not in Side.values:
        raise InvalidInput(
            "assessment.side_unknown",
            f"You asked for an assessment of the side {side!r}; the sides are "
            f"{', '.join(Side.values)}.",
            side=side,
        )
    client = find_client(by=by, code=client_code, permission=Side(side).permission)
    of = checklist(checklist_key)
    today = timezone.localdate()
    if visited_on > today:
        raise InvalidInput(
            "assessment.day_to_come",
            f"You asked to assess as of {visited_on}, which has yet to come. Give the day of the visit "
            "when it has been made.",
            visited_on=visited_on,
        )
    try:
        with transaction.atomic():
            row = Assessment.objects.create(
                client=client,
                number=_next_number(client, visited_on.year),
                side=side,
                checklist=of.key,
                visited_on=visited_on,
                opened_by=by,
                opened_at=timezone.now(),
            )
            record(
                by=by,
                verb="assessment.open",
                subject=row,
                client=client,
                number=row.number,
                side=side,
                checklist=of.key,
                visited_on=visited_on,
            )
    except IntegrityError as error:
        raise Conflict(
            "assessment.open_already",
            f"A {Side(side).label} of {client.name} with this checklist is open already. Go on with "
            "that one, or withdraw it first.",
            client=client.code,
        ) from error
    return row


@transaction.atomic
def save_scores(*, by: User, number: str, said: Mapping[Place, Said]) -> Saved:
    """Save each cell that is well said and differs; the others come back with a sentence each.

    A cell that somebody else has scored since the caller read it is told of, not overwritten. Raises
    NotFound, PermissionDenied, InvalidTransition. Records ``assessment.score`` where any was saved.
    """
    row = _own(by, number)
    row = Assessment.objects.select_for_update().select_related("client").get(pk=row.pk)
    ASSESSMENT.step("complete", row.status)
    cells = {(cell.task, cell.layer.value): cell for cell in read(by=by, number=number).cells}
    problems: dict[Place, str] = {}
    fresh: dict[Place, Said] = {}
    for place, one in said.items():
        cell = cells.get(place)
        problem = _unknown(place, row) if cell is None else _problem(cell, one)
        if problem:
            problems[place] = problem
        elif cell is not None and _differs(cell, one):
            fresh[place] = one
    _append(row, by, fresh)
    return Saved(saved=tuple(fresh), problems=problems)


@transaction.atomic
def complete(*, by: User, number: str, version: int, summary: str, met: str = "") -> Assessment:
    """Finish it: both sides see it, and it is never changed again. Records ``assessment.complete``.

    Raises InvalidInput without a summary or with cells neither scored nor said not to apply, Conflict
    where somebody has changed it since.
    """
    row = _held(by, number, version, "complete")
    view = read(by=by, number=number)
    if not summary.strip():
        raise InvalidInput(
            "assessment.summary_missing",
            "You asked to complete an assessment without a summary. Say in a few sentences what the "
            "reader should know first.",
        )
    if view.left:
        raise InvalidInput(
            "assessment.cells_left",
            f"You asked to complete an assessment of which {view.left} of {len(view.cells)} cells are "
            "neither scored nor said not to apply. Score them, or note why they do not apply.",
            left=view.left,
        )
    return _finish(
        row,
        by,
        "complete",
        summary=summary.strip()[:LONGEST],
        met=met.strip()[:LONGEST],
        completed_by=by,
        completed_at=timezone.now(),
    )


@transaction.atomic
def withdraw(*, by: User, number: str, version: int, reason: str) -> Assessment:
    """Give it up, with a reason. Records ``assessment.withdraw``."""
    row = _held(by, number, version, "withdraw")
    if not reason.strip():
        raise InvalidInput(
            "assessment.reason_missing",
            "You asked to withdraw an assessment without saying why. Give a reason; it is kept.",
        )
    return _finish(row, by, "withdraw", status_reason=reason.strip()[:LONGEST])


def _own(by: User, number: str) -> Assessment:
    row = find(by=by, number=number)
    check(by=by, permission=Side(row.side).permission, client=row.client)
    return row


def _held(by: User, number: str, version: int, verb: str) -> Assessment:
    row = _own(by, number)
    row = Assessment.objects.select_for_update().select_related("client").get(pk=row.pk)
    ASSESSMENT.step(verb, row.status)
    if row.version != version:
        raise Conflict(
            "assessment.changed",
            f"Somebody changed assessment {row.number} after you read it; nothing was done. Read it "
            "again and repeat what you asked for if it still applies.",
            number=row.number,
        )
    return row


def _finish(row: Assessment, by: User, verb: str, **changes: object) -> Assessment:
    for name, value in changes.items():
        setattr(row, name, value)
    row.status = ASSESSMENT.steps[verb].target
    row.version += 1
    row.save(update_fields=[*changes, "status", "version"])
    record(
        by=by,
        verb=f"assessment.{verb}",
        subject=row,
        client=row.client,
        number=row.number,
        reason=row.status_reason,
    )
    return row


def _unknown(place: Place, row: Assessment) -> str:
    return f"There is no cell {place[0]}, {place[1]} in {row.checklist}. Use those of its grid."


def _problem(cell: Cell, one: Said) -> str:
    where = f"{cell.task}, {cell.layer.label.lower()}"
    if one.value is not None and not 0 <= one.value <= HIGHEST:
        return f"{where}: {one.value} is not a score from 0 to {HIGHEST}."
    if one.value is not None and not one.evidence.strip():
        return f"{where}: a score needs its evidence. Say what you saw, and when it is of."
    if one.value is None and not one.note.strip():
        return f"{where}: without a score the note must say why it does not apply."
    if max(len(one.evidence), len(one.note)) > LONGEST:
        return f"{where}: evidence and note may have {LONGEST:,} characters each. Shorten them."
    held = cell.given.place if cell.given else 0
    if one.seen is not None and held > one.seen and cell.given:
        return f"{where}: {cell.given.by} scored this while you were writing. Read it again."
    return ""


def _differs(cell: Cell, one: Said) -> bool:
    held = cell.given
    if held is None:
        return True
    return (held.value, held.evidence, held.note) != (
        one.value,
        one.evidence.strip(),
        one.note.strip(),
    )


def _append(row: Assessment, by: User, fresh: Mapping[Place, Said]) -> None:
    if not fresh:
        return
    now = timezone.now()
    Score.objects.bulk_create(
        Score(
            assessment=row,
            task=task,
            layer=layer,
            value=one.value,
            evidence=one.evidence.strip(),
            note=one.note.strip(),
            scored_by=by,
            recorded_at=now,
        )
        for (task, layer), one in fresh.items()
    )
    row.version += 1
    row.save(update_fields=["version"])
    record(
        by=by,
        verb="assessment.score",
        subject=row,
        client=row.client,
        number=row.number,
        cells=[f"{task}/{layer}" for task, layer in fresh],
    )


def _next_number(client: Client, year: int) -> str:
    """The next number of the client's year, never used again. The client's row is locked."""
    Client.objects.select_for_update().get(pk=client.pk)
    start = f"{client.code}-{year}-A"
    used = Assessment.objects.filter(client=client, number__startswith=start)
    highest = max(
        (int(n.removeprefix(start)) for n in used.values_list("number", flat=True)), default=0
    )
    return f"{start}{highest + 1:02d}"
