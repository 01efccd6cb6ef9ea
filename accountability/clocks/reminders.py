"""Reminders of clocks as the department reads them, and their acknowledgment, with a reason."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accountability.cases.people import name_of
from accountability.clocks.models import ClockReminder, ContractLimit, ReminderStatus
from accountability.clocks.reading import stories
from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.audit import actions as audit
from riskcore.clients.queries import check, find
from riskcore.errors import Conflict, InvalidInput, NotFound

MOST, SETTLED = 200, 20


@dataclass(frozen=True, kw_only=True)
class ReminderRow:
    """One reminder. days_left: until the last day, negative after it; sentence: as its clock stands."""

    id: int
    complaint_id: int
    number: str
    limit: str
    label: str
    bars: bool
    days_before: int
    due_on: date
    days_left: int
    raised_on: date
    assignee: str
    sentence: str
    status: str
    because: str
    settled_by: str
    settled_on: date | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class Reminders:
    """Those that wait, the first to run out on top, and the last that were settled."""

    waiting: tuple[ReminderRow, ...]
    settled: tuple[ReminderRow, ...]


def reminders(*, by: Person, client_code: str, as_of: date | None = None) -> Reminders:
    """The reminders of a client's clocks. One whose limit is met or whose last day moved meanwhile waits
    no more, though the house drops it only tonight. Raises NotFound, PermissionDenied. A fixed number of
    queries."""
    client = find(by=by, code=client_code, permission="clock.view")
    day = as_of or timezone.localdate()
    rows = (
        ClockReminder.objects.visible_to(by)
        .filter(client=client)
        .select_related("case__complaint", "assignee", "settled_by")
    )
    waiting = list(rows.waiting().order_by("due_on", "pk")[:MOST])
    contract = ContractLimit.objects.filter(client=client).by_client().get(client.pk, ())
    found = stories(Q(pk__in=[row.case.complaint_id for row in waiting]), as_of=day)
    sentences = {
        (pk, clock.limit.key, clock.due): clock.sentence
        for pk, story in found.items()
        for clock in story.clocks(contract, as_of=day)
        if clock.is_open
    }
    keys = [(row, (row.case.complaint_id, row.limit, row.due_on)) for row in waiting]
    settled = rows.exclude(status=ReminderStatus.OPEN).order_by("-settled_on", "-pk")[:SETTLED]
    return Reminders(
        waiting=tuple(_row(row, sentences[key], day) for row, key in keys if key in sentences),
        settled=tuple(_row(row, "", day) for row in settled),
    )


def waiting_count(*, by: Person, client_code: str) -> int:
    """How many wait on the page of reminders. Raises as ``reminders``."""
    return len(reminders(by=by, client_code=client_code).waiting)


def find_reminder(*, by: Person, reminder_id: int) -> ClockReminder:
    """One reminder. Not visible means NotFound."""
    row = (
        ClockReminder.objects.visible_to(by)
        .select_related("client", "case__complaint", "assignee", "settled_by")
        .filter(pk=reminder_id)
        .first()
    )
    if row is None:
        raise NotFound(
            "clock.reminder_unknown",
            f"You asked for the reminder {reminder_id}; there is none with that number that you may "
            "see.",
            reminder=reminder_id,
        )
    return row


def acknowledge(*, by: User, reminder_id: int, reason: str) -> ClockReminder:
    """Say that a reminder was read and what is done about it. Raises NotFound, PermissionDenied;
    InvalidInput without a reason; Conflict where it waits no more. Records clock.acknowledged."""
    with transaction.atomic():
        row = find_reminder(by=by, reminder_id=reminder_id)
        check(by=by, permission="case.handle", client=row.client)
        if not reason.strip():
            raise InvalidInput(
                "clock.reason_missing",
                "You acknowledged a reminder without a reason. Say what is done about the clock.",
                field="reason",
            )
        changed = ClockReminder.objects.waiting().filter(pk=row.pk)
        if not changed.update(
            status=ReminderStatus.ACKNOWLEDGED,
            settled_by=by,
            settled_on=timezone.localdate(),
            reason=reason.strip()[:400],
        ):
            raise Conflict(
                "clock.reminder_settled",
                "This reminder was acknowledged or dropped meanwhile. Look at the list again.",
                reminder=reminder_id,
            )
        row.refresh_from_db()
        audit.record(
            by=by,
            verb="clock.acknowledged",
            subject=row,
            client=row.client,
            number=row.case.complaint.number,
            limit=row.limit,
            days_before=row.days_before,
        )
        return row


def as_row(row: ClockReminder) -> ReminderRow:
    """A settled reminder as the list reads it."""
    return _row(row, "", timezone.localdate())


def _row(row: ClockReminder, sentence: str, day: date) -> ReminderRow:
    because = row.get_dropped_because_display() if row.dropped_because else ""
    return ReminderRow(
        id=row.pk,
        complaint_id=row.case.complaint_id,
        number=row.case.complaint.number,
        limit=row.limit,
        label=row.label,
        bars=row.bars,
        days_before=row.days_before,
        due_on=row.due_on,
        days_left=(row.due_on - day).days,
        raised_on=row.raised_on,
        assignee=name_of(row.assignee),
        sentence=sentence,
        status=row.status,
        because=str(because),
        settled_by=name_of(row.settled_by),
        settled_on=row.settled_on,
        reason=row.reason,
    )
