"""A renewal's steps with their due days and how they stand on a day, reckoned from the expiry. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from riskcore.holidays import business_days_before
from riskcore.renewals.plan import INSURER, NOTICE, REMIND_DAYS, STEPS, notice_of
from riskcore.units import write_date

DONE, WAIVED, REOPENED = "done", "waived", "reopened"


@dataclass(frozen=True, kw_only=True)
class Act:
    """What somebody recorded of a step: done, waived with a reason, or opened again."""

    verb: str
    by: str
    on: date
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One step of one renewal on a day. status: "done", "waived" or "open"; days_late: 0 unless open
    and past its due day; why: what settled it, or where the due day comes from."""

    key: str
    label: str
    owner: str
    due_on: date
    status: str
    days_late: int
    why: str
    by_itself: bool = False

    @property
    def is_open(self) -> bool:
        return self.status == "open"

    def words(self, on: date) -> str:
        """ "12 days late", "due today", "due in 3 days", "done"."""
        if not self.is_open:
            return self.status
        days = (self.due_on - on).days
        if days == 0:
            return "due today"
        count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
        return f"due in {count}" if days > 0 else f"{count} late"


def tasks(
    *,
    expires_on: date,
    state: str,
    on: date,
    acts: Mapping[str, Act],
    facts: Mapping[str, str],
) -> tuple[Task, ...]:
    """Every step of the renewal of what expires on a day, in order of due day.

    acts: step -> the last thing recorded of it. facts: what the record itself says is settled
    ("opened", "submitted", "accepted", "bound") -> why; such a step needs nobody to mark it.
    state: whose public holidays are no business days.
    """
    found = [
        _task(
            key=step.key,
            label=step.label,
            owner=step.owner,
            due_on=(
                business_days_before(expires_on, step.days_before, state)
                if step.business
                else expires_on - timedelta(days=step.days_before)
            ),
            on=on,
            act=acts.get(step.key),
            fact=facts.get(step.done_when, ""),
            source=step.source,
        )
        for step in STEPS
    ]
    rule = notice_of(state)
    found.append(
        _task(
            key=NOTICE,
            label=f"Last day to give notice of non-renewal or changed terms in {state}",
            owner=INSURER,
            due_on=expires_on - timedelta(days=rule.days_before),
            on=on,
            act=acts.get(NOTICE),
            fact="",
            source=rule.source,
        )
    )
    return tuple(sorted(found, key=lambda task: (task.due_on, task.key)))


def current(found: Iterable[Task]) -> Task | None:
    """The step a renewal stands at: the first that is open."""
    return next((task for task in found if task.is_open), None)


def reminders(found: Iterable[Task], *, on: date) -> tuple[tuple[Task, int], ...]:
    """The open tasks to remind of on a day, with the days before (or, negative, after) their due day.

    The last that has come counts, so that a day on which nobody looked is made up for.
    """
    due = []
    for task in found:
        left = (task.due_on - on).days
        passed = [days for days in REMIND_DAYS if left <= days]
        if task.is_open and passed:
            due.append((task, min(passed)))
    return tuple(due)


def _task(
    *,
    key: str,
    label: str,
    owner: str,
    due_on: date,
    on: date,
    act: Act | None,
    fact: str,
    source: str,
) -> Task:
    status, why = "open", source
    if fact:
        status, why = DONE, fact
    elif act is not None and act.verb in {DONE, WAIVED}:
        status = act.verb
        why = f"{act.verb.capitalize()} by {act.by} on {write_date(act.on)}"
        why += f": {act.note}" if act.note else ""
    late = max((on - due_on).days, 0) if status == "open" else 0
    return Task(
        key=key,
        label=label,
        owner=owner,
        due_on=due_on,
        status=status,
        days_late=late,
        why=why,
        by_itself=bool(fact),
    )
