"""The daily work of renewals: open the submissions that are due, and remind of steps, never twice.

A reminder is a row first and a letter second: the row is what makes it once, and the letter leaves
after the commit through Django's mail backend. A letter that cannot leave stays recorded as sent; the
step's lateness stands on the page regardless.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction

from riskcore.access.models import Membership, Role, User
from riskcore.audit.actions import record
from riskcore.clients.models import Client
from riskcore.errors import DomainError
from riskcore.jobs.daily import DAILY, Daily
from riskcore.jobs.kinds import KINDS, JobContext, JobKind
from riskcore.renewals.models import Reminder
from riskcore.renewals.plan import CLIENT, STEPS
from riskcore.renewals.queries import AHEAD, BEHIND, Renewal, renewals
from riskcore.renewals.timeline import Task, reminders
from riskcore.submissions.actions import open_submission
from riskcore.units import write_date

logger = logging.getLogger(__name__)
KEY = "renewals.daily"
OPENS_BEFORE = max(step.days_before for step in STEPS if step.opens_submission)
ROLES = {CLIENT: {Role.RISK_MANAGER}}
INSURERS = {Role.UNDERWRITER}


@dataclass(frozen=True, kw_only=True)
class Due:
    """What is to be done on a day: renewals whose submission is to be opened, and reminders."""

    day: date
    to_open: tuple[Renewal, ...]
    remind: tuple[tuple[Renewal, Task, int], ...]


def due(day: date) -> Due:
    """What the day asks for, reading only. Renewed lines and old expiries are left alone."""
    first, last = day - timedelta(days=BEHIND), day + timedelta(days=AHEAD)
    near = [
        one
        for one in renewals(list(Client.objects.all()), on=day)
        if first <= one.expires_on <= last and one.renewed != one.lines
    ]
    return Due(
        day=day,
        to_open=tuple(
            one for one in near if one.submission is None and 0 <= one.days_left <= OPENS_BEFORE
        ),
        remind=tuple(
            (one, task, days) for one in near for task, days in reminders(one.tasks, on=day)
        ),
    )


def carry_out(found: Due, *, by: User) -> dict[str, int]:
    """Open and remind; what has been opened or sent already is passed over. Returns the counts."""
    opened = sum(_open(one, by) for one in found.to_open)
    sent = sum(_remind(one, task, days, found.day, by) for one, task, days in found.remind)
    return {"opened": opened, "reminded": sent}


def _open(one: Renewal, by: User) -> bool:
    try:
        open_submission(by=by, client_code=one.client.code, starts_on=one.expires_on)
    except DomainError as refused:
        logger.info("No submission was opened for %s: %s", one.client.code, refused.message)
        return False
    return True


@transaction.atomic
def _remind(one: Renewal, task: Task, days: int, day: date, by: User) -> bool:
    people = recipients(one.client, task, late=days < 0)
    row, created = Reminder.objects.get_or_create(
        client=one.client,
        expires_on=one.expires_on,
        step=task.key,
        days_before=days,
        defaults={"sent_on": day, "people": len(people)},
    )
    if not created:
        return False
    record(
        by=by,
        verb="renewal.remind",
        subject=row,
        client=one.client,
        expires_on=one.expires_on,
        step=task.key,
        due_on=task.due_on,
        people=sorted(person.username for person in people),
    )
    if people:
        transaction.on_commit(partial(_send, _letter(one, task, day), [p.email for p in people]))
    return True


def recipients(client: Client, task: Task, *, late: bool) -> Sequence[User]:
    """Who is written to: the step's owner, and once it is late the underwriters as well."""
    bodies = {client.carrier.organisation_id}
    roles = set(INSURERS)
    if task.owner == CLIENT:
        bodies = {client.organisation_id, *(bodies if late else ())}
        roles = ROLES[CLIENT] | (INSURERS if late else set())
    held = Membership.objects.filter(
        organisation__in=bodies, role__in=roles, ended_at__isnull=True, user__is_active=True
    ).exclude(user__email="")
    return list(User.objects.filter(pk__in=held.values("user")).order_by("username"))


def _letter(one: Renewal, task: Task, day: date) -> tuple[str, str]:
    subject = f"{one.client.name}: {task.label}, {task.words(day)}"
    text = (
        f"The renewal of {one.client.name} ({', '.join(one.lines)}), which expires on "
        f"{write_date(one.expires_on)}, has a step to be settled by {write_date(task.due_on)}: "
        f"{task.label}. It is {task.words(day)}. Settle it on the client's renewal page.\n"
    )
    return subject.replace("\n", " "), text


def _send(letter: tuple[str, str], to: list[str]) -> None:
    subject, text = letter
    for address in to:
        try:
            EmailMessage(subject=subject, body=text, to=[address]).send()
        except OSError:
            logger.exception("A reminder could not leave; the step stands on the renewal page.")


def _work(context: JobContext) -> Any:
    return due(date.fromisoformat(context.arguments["day"]))


def _store(context: JobContext, prepared: Any) -> dict[str, Any]:
    return carry_out(prepared, by=context.requested_by)


def register() -> None:
    """The job kind, and the asking for it once a day."""
    KINDS.register(
        JobKind(key=KEY, label="open submissions and send reminders", work=_work, store=_store)
    )
    DAILY.register(
        Daily(
            key=KEY, label="Open the submissions that are due, remind of steps", kind=KEY, order=50
        )
    )
