"""Opening a case and moving it on: one verb for each move, none skips a stage, each is a step kept.

What a move needs first (a finding for each allegation, discipline for each that was sustained) is asked
of the record, not of the form that asks for the move.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Unpack

from django.db import transaction
from django.utils import timezone

from accountability.cases.models import Case, CaseStep, Seriousness
from accountability.cases.people import check_assignee
from accountability.cases.readiness import check_ready
from accountability.cases.states import CASE, LAST, target_days
from accountability.complaints.actions import NewAllegation, record_complaint
from accountability.complaints.attributes import Attributes, check_code, check_dates
from accountability.complaints.correcting import find_complaint
from accountability.complaints.models import Complaint
from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.audit import actions as audit
from riskcore.clients.queries import check
from riskcore.errors import Conflict, InvalidInput, NotFound

NOTE_NEEDED = {
    "return": "what is missing",
    "reopen": "why the case is opened again",
    "settle_appeal": "whether an appeal was filed, and how it ended",
}
FIRST_DAY = date(1900, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Move:
    """What goes with a step. happened_on: today where None. due_on: for the stage it leads to; the
    target of that stage where None. seriousness: to classify; assignee_id: to assign."""

    happened_on: date | None = None
    due_on: date | None = None
    note: str = ""
    seriousness: str = ""
    assignee_id: int | None = None


def find_case(*, by: Person, case_id: int, permission: str = "case.view") -> Case:
    """A case of a complaint that counts and is not sealed from ``by``. Not visible means NotFound."""
    case = (
        Case.objects.visible_to(by)
        .filter(complaint__in=Complaint.objects.visible_to(by).known_at())
        .select_related("client__carrier", "complaint", "assignee")
        .filter(pk=case_id)
        .first()
    )
    if case is None:
        raise NotFound(
            "case.unknown",
            f"You asked for the case {case_id}; there is none with that number that you may see. "
            "Open it from your inbox.",
            case=case_id,
        )
    check(by=by, permission=permission, client=case.client)
    return case


def take_in(
    *,
    by: User,
    client_code: str,
    number: str,
    allegations: Sequence[NewAllegation],
    complainant: str = "",
    **said: Unpack[Attributes],
) -> Case:
    """Record a complaint as it comes in and open its case at intake. Raises as ``record_complaint``;
    records complaint.recorded and case.opened."""
    with transaction.atomic():
        complaint = record_complaint(
            by=by,
            client_code=client_code,
            number=number,
            allegations=allegations,
            complainant=complainant,
            **said,
        )
        return _open(by, complaint)


def open_case(*, by: User, complaint_id: int) -> Case:
    """Open a case for a complaint recorded before, from a file for instance. Raises NotFound,
    PermissionDenied, Conflict where it has one. Records case.opened."""
    with transaction.atomic():
        complaint = find_complaint(by=by, complaint_id=complaint_id, permission="case.handle")
        Complaint.objects.select_for_update().get(pk=complaint.pk)
        if Case.objects.filter(complaint=complaint).exists():
            raise Conflict(
                "case.already_open",
                f"The complaint {complaint.number} has a case already. Go on with that one.",
                complaint=complaint.pk,
            )
        return _open(by, complaint)


def _open(by: User, complaint: Complaint) -> Case:
    opened_on = complaint.received_on or timezone.localdate()
    case = Case.objects.create(
        client=complaint.client,
        complaint=complaint,
        stage=CASE.initial,
        opened_on=opened_on,
        due_on=_due(CASE.initial, opened_on, ""),
    )
    _step(case, by=by, verb="open", from_stage="", happened_on=opened_on, note="")
    audit.record(
        by=by,
        verb="case.opened",
        subject=case,
        client=case.client,
        number=complaint.number,
    )
    return case


def move(
    *,
    by: User,
    case_id: int,
    verb: str,
    given: Move = Move(),  # frozen
    version: int | None = None,
) -> Case:
    """Take a case one stage on, or back where its table says so.

    version: the steps the case had when ``by`` read it, None where nobody asks. Raises NotFound,
    PermissionDenied, InvalidTransition; InvalidInput for what the step lacks: a note, an assignee of the
    department, findings, discipline, a day in order; Conflict where somebody else moved it meanwhile.
    Records case.<verb>.
    """
    with transaction.atomic():
        case = _locked(find_case(by=by, case_id=case_id), version)
        step = CASE.step(verb, case.stage)
        check(by=by, permission=step.permission, client=case.client)
        happened_on = _day_of(case, given.happened_on)
        if verb in NOTE_NEEDED and not given.note.strip():
            raise InvalidInput(
                "case.note_missing",
                f"This step needs a note: say {NOTE_NEEDED[verb]}.",
                field="note",
            )
        changes = _changes(case, verb, given)
        check_ready(case, verb)
        seriousness = str(changes.get("seriousness", case.seriousness))
        due_on = given.due_on or _due(step.target, happened_on, seriousness)
        before = case.stage
        moved = Case.objects.filter(pk=case.pk, stage=before).update(
            stage=step.target, due_on=due_on, **changes
        )
        if not moved:
            raise _moved_meanwhile(case)
        case.refresh_from_db()
        _step(
            case,
            by=by,
            verb=verb,
            from_stage=before,
            happened_on=happened_on,
            note=given.note.strip(),
        )
        _record(by, case, verb, happened_on=happened_on)
        return case


def reassign(
    *, by: User, case_id: int, assignee_id: int, note: str, version: int | None = None
) -> Case:
    """Give an open case to another person of the department. Raises NotFound, PermissionDenied,
    InvalidInput, Conflict. Records case.reassign."""
    return _beside(by, case_id, "reassign", note, version, assignee_id=assignee_id)


def set_due(*, by: User, case_id: int, due_on: date, note: str, version: int | None = None) -> Case:
    """Set the day the present stage is meant to end. Raises as ``reassign``. Records case.set_due."""
    return _beside(by, case_id, "set_due", note, version, due_on=due_on)


def _beside(
    by: User,
    case_id: int,
    verb: str,
    note: str,
    version: int | None,
    *,
    assignee_id: int | None = None,
    due_on: date | None = None,
) -> Case:
    with transaction.atomic():
        found = find_case(by=by, case_id=case_id, permission="case.direct")
        case = _locked(found, version)
        if case.stage == LAST:
            raise InvalidInput(
                "case.closed",
                "This case is closed; nothing more is due. Open it again first.",
            )
        if not note.strip():
            raise InvalidInput(
                "case.note_missing", "This step needs a note: say why.", field="note"
            )
        if assignee_id is not None:
            case.assignee = check_assignee(client=case.client, user_id=assignee_id)
        if due_on is not None:
            case.due_on = due_on
        case.save(update_fields=["assignee", "due_on"])
        today = timezone.localdate()
        _step(case, by=by, verb=verb, from_stage=case.stage, happened_on=today, note=note.strip())
        _record(by, case, verb, happened_on=today)
        return case


def _locked(case: Case, version: int | None) -> Case:
    """The case with its row locked, unless it has another number of steps than the caller read: they
    are only ever added, so that their number is its version."""
    row = Case.objects.select_for_update(of=("self",)).select_related("client", "complaint")
    locked = row.get(pk=case.pk)
    if version is not None and locked.steps.count() != version:
        raise _moved_meanwhile(case)
    return locked


def _moved_meanwhile(case: Case) -> Conflict:
    return Conflict(
        "case.moved_meanwhile",
        "Somebody else moved this case while you were at it. Look again, then decide.",
        case=case.pk,
    )


def _record(by: User, case: Case, verb: str, *, happened_on: date) -> None:
    audit.record(
        by=by,
        verb=f"case.{verb}",
        subject=case,
        client=case.client,
        number=case.complaint.number,
        stage=case.stage,
        happened_on=happened_on,
        due_on=case.due_on,
        assignee=case.assignee.username if case.assignee else "",
    )


def _changes(case: Case, verb: str, given: Move) -> dict[str, object]:
    if verb == "classify":
        check_code("seriousness", given.seriousness, Seriousness.values)
        return {"seriousness": given.seriousness}
    if verb == "assign":
        if given.assignee_id is None:
            raise InvalidInput(
                "case.assignee_missing",
                "You asked to assign this case without naming anybody. Choose a person.",
                field="assignee_id",
            )
        return {"assignee": check_assignee(client=case.client, user_id=given.assignee_id)}
    return {}


def _day_of(case: Case, day: date | None) -> date:
    """The day a step took effect: not in the future, not before the step before it."""
    last = case.steps.order_by("-id").values_list("happened_on", flat=True).first() or FIRST_DAY
    today = timezone.localdate()
    happened_on = day or max(today, last)
    check_dates(happened_on, None)
    if happened_on < last:
        raise InvalidInput(
            "case.out_of_order",
            f"The day {happened_on.isoformat()} was given, but the step before it is of "
            f"{last.isoformat()}. Correct the day.",
            field="happened_on",
        )
    return happened_on


def _due(stage: str, from_day: date, seriousness: str) -> date | None:
    serious = seriousness in (Seriousness.SERIOUS, Seriousness.CRIMINAL)
    days = target_days(stage, serious=serious)
    return None if days is None else from_day + timedelta(days=days)


def _step(
    case: Case,
    *,
    by: User,
    verb: str,
    from_stage: str,
    happened_on: date,
    note: str,
    at: datetime | None = None,
) -> CaseStep:
    return CaseStep.objects.create(
        case=case,
        verb=verb,
        from_stage=from_stage,
        to_stage=case.stage,
        happened_on=happened_on,
        recorded_at=at or timezone.now(),
        by=by,
        assignee=case.assignee,
        due_on=case.due_on,
        note=note,
    )
