"""Read models of cases: the inbox, one case with all that belongs to it, and spans for clocks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q
from django.utils import timezone

from accountability.cases.actions import find_case
from accountability.cases.models import Attachment, Case, CaseQuerySet, CaseStep, Tolling
from accountability.cases.people import investigators, name_of
from accountability.cases.readiness import missing
from accountability.cases.states import CASE, LAST, STAGES
from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.discipline import Discipline
from accountability.mediation import Mediation
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.clients.queries import find, held

INBOX_SIZE = 100
BOXES: dict[str, str] = {
    "mine": "assigned to you",
    "unassigned": "assigned to nobody",
    "overdue": "past their due date",
    "open": "open in all",
    "closed": "closed",
}


@dataclass(frozen=True, kw_only=True)
class InboxRow:
    """One case in a list. days_left: until its due date, negative where past; None without one."""

    id: int
    number: str
    stage: str
    seriousness: str
    assignee: str
    opened_on: date
    due_on: date | None
    days_left: int | None


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """Cases of one box, the most urgent first, and how many stand in each."""

    box: str
    rows: tuple[InboxRow, ...]
    counts: dict[str, int]
    stages: dict[str, int]


def inbox(*, by: User, client_code: str, box: str = "open", stage: str = "") -> Inbox:
    """The cases of a client that ``by`` may see, in one of BOXES, at most a hundred. Raises NotFound,
    PermissionDenied. A fixed number of queries."""
    client = find(by=by, code=client_code, permission="case.view")
    today = timezone.localdate()
    mine = cases(by=by, client=client)
    in_box = boxes(by, today)
    box = box if box in in_box else "open"
    counts = mine.aggregate(**{name: Count("id", filter=asked) for name, asked in in_box.items()})
    stages = dict(mine.order_by().values_list("stage").annotate(Count("id")))
    rows = mine.filter(in_box[box])
    if stage in STAGES:
        rows = rows.filter(stage=stage)
    rows = rows.select_related("complaint", "assignee")
    ordered = rows.order_by(F("due_on").asc(nulls_last=True), "opened_on", "id")[:INBOX_SIZE]
    return Inbox(
        box=box,
        rows=tuple(_row(case, today) for case in ordered),
        counts=counts,
        stages={name: stages.get(name, 0) for name in STAGES},
    )


def boxes(by: User, today: date) -> dict[str, Q]:
    """What each of BOXES holds on a day."""
    is_open = ~Q(stage=LAST)
    return {
        "mine": is_open & Q(assignee=by),
        "unassigned": is_open & Q(assignee__isnull=True),
        "overdue": is_open & Q(due_on__lt=today),
        "open": is_open,
        "closed": Q(stage=LAST),
    }


def cases(*, by: User, client: Client, box: str = "") -> CaseQuerySet:
    """The cases of a client that ``by`` may see, of one box where it is named, for a list that filters
    and pages itself."""
    rows = _visible(by).filter(client=client)
    return rows.filter(boxes(by, timezone.localdate())[box]) if box else rows


def cases_of(*, by: User, complaint_ids: Collection[int]) -> dict[int, int]:
    """The case of each of these complaints that has one which ``by`` may see. One query."""
    rows = _visible(by).filter(complaint__in=complaint_ids).order_by()
    return dict(rows.values_list("complaint_id", "id"))


def _visible(by: User) -> CaseQuerySet:
    return Case.objects.visible_to(by).filter(
        complaint__in=Complaint.objects.visible_to(by).known_at().order_by().values("pk")
    )


def _row(case: Case, today: date) -> InboxRow:
    return InboxRow(
        id=case.pk,
        number=case.complaint.number,
        stage=case.stage,
        seriousness=case.seriousness,
        assignee=name_of(case.assignee),
        opened_on=case.opened_on,
        due_on=case.due_on,
        days_left=(case.due_on - today).days if case.due_on and case.stage != LAST else None,
    )


@dataclass(frozen=True, kw_only=True)
class AllegationFile:
    """One allegation with everything decided of it, in the order it was recorded."""

    row: Allegation
    findings: tuple[Finding, ...]
    discipline: tuple[Discipline, ...]
    mediation: tuple[Mediation, ...]


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """One case with all that belongs to it. moves: verbs its stage allows and ``by`` may take; missing:
    what each of them still lacks."""

    case: Case
    summary: InboxRow
    complaint: Complaint
    allegations: tuple[AllegationFile, ...]
    steps: tuple[CaseStep, ...]
    tolling: tuple[Tolling, ...]
    attachments: tuple[Attachment, ...]
    people: tuple[User, ...]
    moves: tuple[str, ...]
    missing: dict[str, list[str]]

    @property
    def version(self) -> int:
        """Steps are only ever added: their number is the version of the case."""
        return len(self.steps)


def case_file(*, by: User, case_id: int) -> CaseFile:
    """One case for a person of the department. Raises NotFound. A fixed number of queries."""
    case = find_case(by=by, case_id=case_id)
    may = held(by=by, client=case.client)
    allegations = (
        Allegation.objects.known_at()
        .filter(complaint=case.complaint_id)
        .select_related("officer")
        .prefetch_related("findings", "discipline", "mediation")
        .order_by("id")
    )
    moves = tuple(
        step.verb
        for step in CASE.steps.values()
        if case.stage in step.sources and step.permission in may
    )
    return CaseFile(
        case=case,
        summary=_row(case, timezone.localdate()),
        complaint=case.complaint,
        allegations=tuple(
            AllegationFile(
                row=row,
                findings=tuple(row.findings.all()),
                discipline=tuple(row.discipline.all()),
                mediation=tuple(row.mediation.all()),
            )
            for row in allegations
        ),
        steps=tuple(case.steps.select_related("by", "assignee")),
        tolling=tuple(Tolling.objects.current().filter(complaint=case.complaint_id)),
        attachments=tuple(case.attachments.select_related("uploaded_by"))
        if "case.open_attachment" in may
        else (),
        people=tuple(investigators(client=case.client)),
        moves=moves,
        missing={verb: missing(case, verb) for verb in moves},
    )


@dataclass(frozen=True, kw_only=True)
class StageSpan:
    """A case stood in a stage from a day until another; ended_on None where it still does."""

    client_id: int
    case_id: int
    complaint_id: int
    stage: str
    started_on: date
    ended_on: date | None


def stage_spans(
    *, client_ids: Collection[int], known_at: datetime | None = None
) -> list[StageSpan]:
    """The stages of all cases of these clients, as known at the moment, by case in order. One query."""
    steps = CaseStep.objects.filter(
        case__client__in=client_ids,
        case__complaint__in=Complaint.objects.known_at(known_at).order_by().values("pk"),
    )
    if known_at is not None:
        steps = steps.filter(recorded_at__lte=known_at)
    moves = (
        steps.exclude(from_stage=F("to_stage"))
        .order_by("case_id", "id")
        .values_list("case__client_id", "case_id", "case__complaint_id", "to_stage", "happened_on")
    )
    spans: list[StageSpan] = []
    for client_id, case_id, complaint_id, stage, day in moves:
        if spans and spans[-1].case_id == case_id and spans[-1].ended_on is None:
            last = spans.pop()
            spans.append(StageSpan(**{**vars(last), "ended_on": day}))
        if stage != LAST:
            spans.append(
                StageSpan(
                    client_id=client_id,
                    case_id=case_id,
                    complaint_id=complaint_id,
                    stage=stage,
                    started_on=day,
                    ended_on=None,
                )
            )
    return spans
