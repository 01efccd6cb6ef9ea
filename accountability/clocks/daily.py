"""The daily work on clocks: remind whose case it is, and the command, before a limit runs out.

A reminder is a row first and a letter second: the row makes it once, and the letters leave after the
commit, one to each person for each department and day. A letter names the complaint by its number and
the limit, nobody accused. Sealed complaints are left alone.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from accountability.cases.models import Case
from accountability.clocks.engine import Clock, Standing
from accountability.clocks.models import (
    ClockReminder,
    ContractLimit,
    DroppedBecause,
    ReminderStatus,
)
from accountability.clocks.reading import Story, stories
from accountability.clocks.steps import reached
from riskcore.access.models import Membership, User
from riskcore.access.rules import roles_for
from riskcore.audit.actions import record
from riskcore.jobs.daily import DAILY, Daily
from riskcore.jobs.kinds import KINDS, JobContext, JobKind

logger = logging.getLogger(__name__)
KEY = "clocks.remind"


@dataclass(frozen=True, kw_only=True)
class Call:
    """A reminder the day asks for: of which case, which clock, at which step."""

    case: Case
    clock: Clock
    days_before: int
    due_on: date

    @property
    def key(self) -> tuple[int, str, int, date]:
        return self.case.pk, self.clock.limit.key, self.days_before, self.due_on


@dataclass(frozen=True, kw_only=True)
class Work:
    """What a day asks for: reminders to raise, and those to drop with the reason."""

    day: date
    raise_: tuple[Call, ...]
    drop: tuple[tuple[ClockReminder, str], ...]


def due(day: date) -> Work:
    """What the day asks for, reading only. A fixed number of queries, however many departments."""
    cases = Case.objects.open().filter(complaint__sealed_at__isnull=True)
    by_complaint = {
        case.complaint_id: case
        for case in cases.select_related("client", "complaint", "assignee").order_by("pk")
    }
    found = stories(Q(pk__in=cases.order_by().values("complaint")), as_of=day)
    agreed = ContractLimit.objects.filter(client__in=cases.order_by().values("client")).by_client()
    clocks = {
        pk: {one.limit.key: one for one in story.clocks(agreed.get(story.client_id, ()), as_of=day)}
        for pk, story in found.items()
    }
    calls = [
        call
        for pk, story in found.items()
        for call in _calls(by_complaint[pk], story, clocks[pk].values())
    ]
    rows = ClockReminder.objects.filter(case__in=[case.pk for case in by_complaint.values()])
    known = set(rows.values_list("case_id", "limit", "days_before", "due_on"))
    calls = [call for call in calls if call.key not in known]
    waiting = ClockReminder.objects.waiting().select_related("client", "case__complaint")
    follows = {(call.case.pk, call.clock.limit.key) for call in calls}
    return Work(
        day=day,
        raise_=tuple(calls),
        drop=tuple(
            (row, why)
            for row in waiting.order_by("pk")
            if (why := _over(row, clocks.get(row.case.complaint_id, {}), follows))
        ),
    )


def _calls(case: Case, story: Story, clocks: Collection[Clock]) -> list[Call]:
    found = [(clock, reached(clock, state=story.state)) for clock in clocks]
    return [
        Call(case=case, clock=clock, days_before=step.days_before, due_on=clock.due)
        for clock, step in found
        if step and clock.due
    ]


def _over(
    row: ClockReminder, clocks: Mapping[str, Clock], follows: Collection[tuple[int, str]]
) -> str:
    """Why a reminder that waits is dropped; "" where it stays. One whose limit ran out stays."""
    clock = clocks.get(row.limit)
    if clock is None or clock.started is None:
        return DroppedBecause.GONE
    if clock.ended is not None:
        return DroppedBecause.MET
    if clock.standing is Standing.PAUSED:
        return DroppedBecause.STILL
    if clock.due != row.due_on:
        return DroppedBecause.MOVED
    return DroppedBecause.FOLLOWED if (row.case_id, row.limit) in follows else ""


def carry_out(work: Work, *, by: User) -> dict[str, int]:
    """Drop and raise; what was raised or settled already is passed over. Returns the counts."""
    dropped = sum(_drop(row, why, work.day, by) for row, why in work.drop)
    people = _people(work.raise_)
    by_client: dict[int, list[Call]] = defaultdict(list)
    for call in work.raise_:
        by_client[call.case.client_id].append(call)
    raised = sum(
        _raise(calls, people.get(client_id, []), work.day, by)
        for client_id, calls in by_client.items()
    )
    return {"raised": raised, "dropped": dropped}


@transaction.atomic
def _drop(row: ClockReminder, why: str, day: date, by: User) -> bool:
    changed = ClockReminder.objects.waiting().filter(pk=row.pk)
    if not changed.update(status=ReminderStatus.DROPPED, dropped_because=why, settled_on=day):
        return False
    record(
        by=by,
        verb="clock.reminder_dropped",
        subject=row,
        client=row.client,
        number=row.case.complaint.number,
        limit=row.limit,
        because=str(why),
    )
    return True


def _people(calls: Sequence[Call]) -> dict[int, list[User]]:
    """The command of each client's departments: who may direct its cases. Two queries."""
    clients = {call.case.client_id for call in calls}
    members = Membership.objects.filter(
        organisation__department__client__in=clients,
        role__in=roles_for("case.direct"),
        ended_at__isnull=True,
        user__is_active=True,
    )
    pairs = set(members.order_by().values_list("organisation__department__client", "user"))
    users = User.objects.in_bulk({user_id for _, user_id in pairs})
    found: dict[int, list[User]] = defaultdict(list)
    for client_id, user_id in pairs:
        found[client_id].append(users[user_id])
    return {pk: sorted(people, key=lambda user: user.username) for pk, people in found.items()}


@transaction.atomic
def _raise(calls: Sequence[Call], command: Sequence[User], day: date, by: User) -> int:
    """The rows of one client, and one letter to each person about all of theirs."""
    letters: dict[User, list[Call]] = defaultdict(list)
    raised = 0
    for call in calls:
        case = call.case
        people = [*command]
        if case.assignee and case.assignee.is_active and case.assignee not in people:
            people.append(case.assignee)
        row, created = ClockReminder.objects.get_or_create(
            case=case,
            limit=call.clock.limit.key,
            days_before=call.days_before,
            due_on=call.due_on,
            defaults={
                "client": case.client,
                "label": call.clock.limit.label,
                "bars": call.clock.limit.bars,
                "raised_on": day,
                "assignee": case.assignee,
                "people": sum(bool(person.email) for person in people),
            },
        )
        if not created:
            continue
        raised += 1
        record(
            by=by,
            verb="clock.reminded",
            subject=row,
            client=case.client,
            number=case.complaint.number,
            limit=row.limit,
            days_before=row.days_before,
            due_on=row.due_on,
            people=sorted(person.username for person in people),
        )
        for person in people:
            letters[person].append(call)
    for person, mine in letters.items():
        if person.email:
            transaction.on_commit(partial(_send, letter(mine), person.email))
    return raised


def letter(calls: Sequence[Call]) -> tuple[str, str]:
    """Subject and text of one letter about clocks of one client, the first to run out on top."""
    name = calls[0].case.client.name.replace("\n", " ")
    ordered = sorted(calls, key=lambda call: (call.due_on, call.case.pk))
    lines = [f"- {call.case.complaint.number}: {call.clock.sentence}" for call in ordered]
    many = f"{len(calls)} clock{'' if len(calls) == 1 else 's'}"
    text = (
        f"Of the complaints of {name}, {many} will run out:\n\n"
        + "\n".join(lines)
        + "\n\nAcknowledge each on the page of reminders, under Clocks & warnings.\n"
    )
    return f"{name}: {many} will run out", text


def _send(words: tuple[str, str], address: str) -> None:
    subject, text = words
    try:
        EmailMessage(subject=subject, body=text, to=[address]).send()
    except OSError:
        logger.exception("A reminder could not leave; it stands on the page of reminders.")


def _work(context: JobContext) -> Work:
    return due(date.fromisoformat(context.arguments["day"]))


def _store(context: JobContext, prepared: Work) -> dict[str, Any]:
    return carry_out(prepared, by=context.requested_by)


KINDS.register(
    JobKind(key=KEY, label="Remind of clocks that will run out", work=_work, store=_store)
)
DAILY.register(
    Daily(key=KEY, label="reminders of clocks 30, 14 and 7 days before, and on the day", kind=KEY)
)
