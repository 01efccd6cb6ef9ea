"""Renewals as they stand on a day: of one client, and across clients in a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import find as find_client
from riskcore.clients.queries import visible
from riskcore.coverage.queries import insured_parts
from riskcore.coverage.trigger import InsuredPart
from riskcore.renewals.models import RenewalAct
from riskcore.renewals.timeline import Act, Task, current, tasks
from riskcore.submissions.models import Submission
from riskcore.units import write_date

AHEAD, BEHIND = 120, 90
Key = tuple[int, date]


@dataclass(frozen=True, kw_only=True)
class Renewal:
    """What expires at one client on one day, and every step of its renewal as it stands.

    lines: those that expire then; renewed: those of them that a recorded term follows already;
    submission: its number, None while none is open.
    """

    client: Client
    expires_on: date
    lines: tuple[str, ...]
    renewed: tuple[str, ...]
    tasks: tuple[Task, ...]
    submission: int | None
    on: date

    @property
    def current(self) -> Task | None:
        return current(self.tasks)

    @property
    def days_left(self) -> int:
        return (self.expires_on - self.on).days

    @property
    def late(self) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks if task.days_late)

    @property
    def words(self) -> str:
        """ "in 45 days", "today", "12 days ago"."""
        days = abs(self.days_left)
        count = f"{days} day{'' if days == 1 else 's'}"
        return "today" if not days else f"in {count}" if self.days_left > 0 else f"{count} ago"


def across_clients(
    *,
    by: Person,
    on: date,
    ahead: int = AHEAD,
    behind: int = BEHIND,
    known_on: date | None = None,
) -> tuple[Renewal, ...]:
    """Every renewal of the clients ``by`` may see, from ``behind`` days ago to ``ahead`` days on, the
    soonest first; renewed ones too, until their last step is settled. known_on: what had been recorded
    by the end of that day, rather than now. Four queries."""
    clients = list(visible(by=by, permission="submission.view").order_by("name", "id"))
    found = renewals(clients, on=on, known_on=known_on)
    first, last = on - timedelta(days=behind), on + timedelta(days=ahead)
    return tuple(one for one in found if first <= one.expires_on <= last and one.current)


def of_client(
    *, by: Person, client_code: str, on: date, known_on: date | None = None
) -> tuple[Renewal, ...]:
    """A client's renewals around a day, the next expiry last. Raises NotFound, PermissionDenied."""
    client = find_client(by=by, code=client_code, permission="submission.view")
    first, last = on - timedelta(days=BEHIND), on + timedelta(days=400)
    found = renewals([client], on=on, known_on=known_on)
    return tuple(one for one in found if first <= one.expires_on <= last)


def renewals(
    clients: Collection[Client], *, on: date, known_on: date | None = None
) -> tuple[Renewal, ...]:
    """Every expiry of these clients with its steps, by expiry and name, in three queries.

    Asks for nobody's permission: the caller has done so.
    """
    ids = [client.pk for client in clients]
    parts = insured_parts(client_ids=ids)
    acts, submissions = _acts(ids, known_on), _submissions(ids)
    found = [
        _renewal(client, day, of_client, acts, submissions, on, known_on)
        for client in clients
        if (of_client := parts.get(client.pk))
        for day in sorted({part.ends_on for part in of_client})
    ]
    return tuple(sorted(found, key=lambda one: (one.expires_on, one.client.name)))


def _renewal(
    client: Client,
    day: date,
    parts: Iterable[InsuredPart],
    acts: Mapping[Key, Mapping[str, Act]],
    submissions: Mapping[Key, Submission],
    on: date,
    known_on: date | None,
) -> Renewal:
    lines = sorted({part.line for part in parts if part.ends_on == day})
    renewed = sorted({p.line for p in parts if p.line in lines and p.starts_on <= day < p.ends_on})
    submission = submissions.get((client.pk, day))
    if submission and not _known(submission.opened_at, known_on):
        submission = None
    facts = _facts(submission, known_on)
    if renewed == lines:
        facts["bound"] = f"Terms from {write_date(day)} are recorded for {', '.join(lines)}."
    return Renewal(
        client=client,
        expires_on=day,
        lines=tuple(lines),
        renewed=tuple(renewed),
        tasks=tasks(
            expires_on=day,
            state=client.state,
            on=on,
            acts=acts.get((client.pk, day), {}),
            facts=facts,
        ),
        submission=submission.pk if submission else None,
        on=on,
    )


def _known(moment: datetime, known_on: date | None) -> bool:
    return known_on is None or timezone.localdate(moment) <= known_on


def _facts(submission: Submission | None, known_on: date | None) -> dict[str, str]:
    if submission is None:
        return {}
    facts = {"opened": f"Opened on {write_date(timezone.localdate(submission.opened_at))}."}
    if not _known(submission.moved_at, known_on):
        return facts
    moved = write_date(timezone.localdate(submission.moved_at))
    if submission.status in {"submitted", "accepted"}:
        facts["submitted"] = f"The submission is {submission.status} since {moved}."
    if submission.status == "accepted":
        facts["accepted"] = f"Accepted on {moved}."
    return facts


def _acts(ids: Collection[int], known_on: date | None) -> dict[Key, dict[str, Act]]:
    found: dict[Key, dict[str, Act]] = {}
    rows = RenewalAct.objects.filter(client__in=ids).select_related("acted_by").order_by("id")
    for row in rows:
        day = timezone.localdate(row.recorded_at)
        if _known(row.recorded_at, known_on):
            who = row.acted_by.get_full_name() or row.acted_by.username
            act = Act(verb=row.verb, by=who, on=day, note=row.note)
            found.setdefault((row.client_id, row.expires_on), {})[row.step] = act
    return found


def _submissions(ids: Collection[int]) -> dict[Key, Submission]:
    rows = Submission.objects.filter(client__in=ids).exclude(status="withdrawn")
    return {(row.client_id, row.starts_on): row for row in rows.order_by("id")}
