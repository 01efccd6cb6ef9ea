"""Reading assessments: one with its grid, those of a client, and the latest of many clients."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from riskcore.access.scoping import Person
from riskcore.assessments.checklist import Checklist
from riskcore.assessments.grid import (
    Cell,
    Given,
    Place,
    Row,
    Suggestion,
    all_cells,
    lay_out,
    mean,
    suggestions,
)
from riskcore.assessments.library import checklist
from riskcore.assessments.models import Assessment, Score, Side
from riskcore.clients.queries import find as find_client
from riskcore.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class View:
    """One assessment as it stands. previous: the completed one of the same side before it; other: the
    latest completed one of the other side. last: the number of its latest score."""

    row: Assessment
    checklist: Checklist
    rows: tuple[Row, ...]
    previous: Assessment | None
    other: Assessment | None
    last: int

    @property
    def cells(self) -> tuple[Cell, ...]:
        return all_cells(self.rows)

    @property
    def mean(self) -> float | None:
        """Of every scored cell, 0 to 4."""
        return mean(self.cells)

    @property
    def scored(self) -> int:
        return sum(cell.value is not None for cell in self.cells)

    @property
    def left(self) -> int:
        """Cells neither scored nor said not to apply."""
        return sum(not cell.is_settled for cell in self.cells)

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        return suggestions(self.rows)

    def task(self, code: str) -> Row:
        """The row of one task. Raises NotFound."""
        for row in self.rows:
            if row.task.code == code:
                return row
        raise NotFound(
            "assessment.task_unknown",
            f"There is no task {code!r} in {self.checklist.key}. Choose one of its grid.",
            task=code,
        )


def find(*, by: Person, number: str) -> Assessment:
    """The assessment with this number, if ``by`` may see it; otherwise NotFound."""
    rows = Assessment.objects.visible_to(by).select_related("client", "opened_by", "completed_by")
    row = rows.filter(number=number).first()
    if row is None:
        raise NotFound(
            "assessment.unknown",
            f"You asked for the assessment {number!r}; there is none with that number that you may "
            "see. Look for it on the client's loss-control page.",
            number=number,
        )
    return row


def read(*, by: Person, number: str) -> View:
    """One assessment as it stands. Raises NotFound."""
    return _view(find(by=by, number=number))


def of_client(*, by: Person, client_code: str) -> tuple[Assessment, ...]:
    """Those of a client that ``by`` may see, the latest first. Raises NotFound, PermissionDenied."""
    client = find_client(by=by, code=client_code, permission="assessment.view")
    rows = Assessment.objects.visible_to(by).filter(client=client)
    return tuple(rows.select_related("client", "opened_by").order_by("-visited_on", "-id"))


def latest_completed(
    *, client_ids: Collection[int], as_of: date, known_at: datetime | None = None
) -> Mapping[int, tuple[View, ...]]:
    """Of each client the latest completed advisor's assessment on each checklist, as read on a day, in
    three queries. Asks for nobody's permission: the caller has done so."""
    rows = Assessment.objects.filter(
        client__in=client_ids, status="completed", visited_on__lte=as_of
    ).select_related("client")
    if known_at is not None:
        rows = rows.filter(completed_at__lte=known_at)
    done = list(rows.order_by("-visited_on", "-id"))
    newest: dict[tuple[int, str], Assessment] = {}
    for row in done:
        if row.side == Side.ADVISOR:
            newest.setdefault((row.client_id, row.checklist), row)
    found: dict[int, tuple[View, ...]] = {}
    for view in _views(list(newest.values()), done):
        found[view.row.client_id] = (*found.get(view.row.client_id, ()), view)
    return found


def _view(row: Assessment) -> View:
    same = Assessment.objects.filter(
        client=row.client_id, checklist=row.checklist, status="completed"
    ).exclude(pk=row.pk)
    earlier = same.filter(
        Q(visited_on__lt=row.visited_on)
        | Q(visited_on=row.visited_on, id__lt=row.pk)
        | ~Q(side=row.side)
    )
    return _views([row], list(earlier.order_by("-visited_on", "-id")))[0]


def _views(rows: Sequence[Assessment], done: Sequence[Assessment]) -> list[View]:
    """``done``: the completed ones they may be compared with, the latest first."""
    previous = {row.pk: _before(row, done) for row in rows}
    other = {row.pk: _across(row, done) for row in rows}
    wanted = {row.pk for row in rows}
    wanted |= {one.pk for one in (*previous.values(), *other.values()) if one}
    given = _given(wanted)
    return [
        View(
            row=row,
            checklist=checklist(row.checklist),
            rows=lay_out(
                checklist(row.checklist),
                given.get(row.pk, {}),
                before=given.get(_pk(previous[row.pk])),
                other=given.get(_pk(other[row.pk])),
            ),
            previous=previous[row.pk],
            other=other[row.pk],
            last=max((one.place for one in given.get(row.pk, {}).values()), default=0),
        )
        for row in rows
    ]


def _before(row: Assessment, done: Sequence[Assessment]) -> Assessment | None:
    order = (row.visited_on, row.pk)
    return next(
        (
            one
            for one in done
            if _pairs(one, row) and one.side == row.side and (one.visited_on, one.pk) < order
        ),
        None,
    )


def _across(row: Assessment, done: Sequence[Assessment]) -> Assessment | None:
    return next((one for one in done if _pairs(one, row) and one.side != row.side), None)


def _pairs(one: Assessment, row: Assessment) -> bool:
    return one.client_id == row.client_id and one.checklist == row.checklist and one.pk != row.pk


def _pk(row: Assessment | None) -> int:
    return row.pk if row else 0


def _given(assessment_ids: Collection[int]) -> Mapping[int, dict[Place, Given]]:
    found: dict[int, dict[Place, Given]] = {}
    rows = Score.objects.filter(assessment__in=assessment_ids).select_related("scored_by")
    for row in rows.order_by("id"):
        found.setdefault(row.assessment_id, {})[(row.task, row.layer)] = Given(
            place=row.pk,
            value=row.value,
            evidence=row.evidence,
            note=row.note,
            by=row.scored_by.get_full_name() or row.scored_by.username,
            at=timezone.localtime(row.recorded_at),
        )
    return found
