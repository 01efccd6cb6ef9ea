"""Read models of clocks: what is barred first for the department, and counts for everybody else."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from accountability.clocks.breaches import clients_that_bar
from accountability.clocks.engine import OPEN, Clock, Standing, Toll, WhatIf, what_if
from accountability.clocks.models import ContractLimit
from accountability.clocks.plan import LIMITS, SOON_DAYS, TOLLING, Limit
from accountability.clocks.reading import Story, of_clients, stories
from accountability.complaints.models import Complaint, unsealed
from accountability.suppression import THRESHOLD
from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import can, find
from riskcore.errors import InvalidInput, NotFound
from riskcore.periods import add_months

LOOK_BACK_MONTHS = 36
"""Complaints received longer ago are not on the desk; what they came to is counted elsewhere."""


@dataclass(frozen=True, kw_only=True)
class CaseClock:
    """One clock of one complaint."""

    complaint_id: int
    client_id: int
    number: str
    clock: Clock

    @property
    def sentence(self) -> str:
        return self.clock.sentence


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Clocks of complaints under way, most urgent first: those that bar discipline, targets, and those
    that ran out. confirm: limits among them to be checked against the law in force.
    """

    barring: tuple[CaseClock, ...]
    targets: tuple[CaseClock, ...]
    run_out: tuple[CaseClock, ...]
    near: int
    barred: int
    confirm: tuple[Limit, ...]
    contract: tuple[Limit, ...]


@dataclass(frozen=True, kw_only=True)
class BarCount:
    """One client's cases. near: at most 30 days before discipline is barred; barred: past it."""

    near: int = 0
    barred: int = 0


def desk(*, by: Person, client_code: str, as_of: date) -> Desk:
    """The clocks of a client's complaints as of a day, sealed ones only for those who may see them.
    Raises NotFound, PermissionDenied. A fixed number of queries."""
    client = find(by=by, code=client_code, permission="clock.view")
    contract = ContractLimit.objects.filter(client=client).by_client().get(client.pk, ())
    found = [
        CaseClock(
            complaint_id=story.complaint_id,
            client_id=client.pk,
            number=story.number,
            clock=clock,
        )
        for story in stories(_lately([client.pk], as_of) & unsealed(by), as_of=as_of).values()
        for clock in story.clocks(contract, as_of=as_of)
        if clock.standing in OPEN
    ]
    found.sort(key=lambda row: (row.clock.due or date.max, row.number))
    out = [row for row in found if row.clock.standing is Standing.RUN_OUT]
    running = [row for row in found if row.clock.standing is not Standing.RUN_OUT]
    used = {row.clock.limit.key for row in found}
    return Desk(
        barring=tuple(row for row in running if row.clock.limit.bars),
        targets=tuple(row for row in running if not row.clock.limit.bars),
        run_out=tuple(reversed(out)),
        near=_cases(row for row in running if row.clock.limit.bars and _is_near(row.clock)),
        barred=_cases(row for row in out if row.clock.limit.bars),
        confirm=tuple(limit for key, limit in LIMITS.items() if key in used and limit.confirm),
        contract=contract,
    )


def _cases(rows: Iterable[CaseClock]) -> int:
    """How many complaints the clocks are of: one may be under several limits."""
    return len({row.complaint_id for row in rows})


def case_clocks(*, by: Person, complaint_id: int, as_of: date) -> list[CaseClock]:
    """Every clock of one complaint, ended ones too. Raises NotFound."""
    story, contract = _one(by, complaint_id, as_of)
    return [
        CaseClock(
            complaint_id=complaint_id,
            client_id=story.client_id,
            number=story.number,
            clock=clock,
        )
        for clock in story.clocks(contract, as_of=as_of)
    ]


def tolling_would_gain(
    *,
    by: Person,
    complaint_id: int,
    reason: str,
    starts_on: date,
    ends_on: date | None,
    as_of: date,
) -> list[WhatIf]:
    """What a toll would change, for each open clock that knows the reason. Nothing is written.

    ends_on: its last day, or None while it lasts. Raises NotFound, InvalidInput.
    """
    if reason not in TOLLING:
        raise InvalidInput(
            "clocks.reason",
            f"The reason {reason!r} was given; it must be one of: {', '.join(TOLLING)}.",
        )
    story, contract = _one(by, complaint_id, as_of)
    toll = Toll(starts_on, ends_on + timedelta(days=1) if ends_on else None, reason)
    return [
        what_if(
            limit=clock.limit,
            events=story.events,
            tolls=story.tolls,
            toll=toll,
            as_of=as_of,
            state=story.state,
        )
        for clock in story.clocks(contract, as_of=as_of)
        if reason in clock.limit.tolled_by and clock.is_open
    ]


@dataclass(frozen=True, kw_only=True)
class AgreedLimit:
    """One row of a limit of a contract. stands: the last under its name, and not withdrawn."""

    row: ContractLimit
    rule: str
    stands: bool


def contract_limits(*, by: Person, client_code: str) -> tuple[AgreedLimit, ...]:
    """Every limit recorded of a client's contracts, those that stand first, then what was replaced or
    withdrawn, the latest first. Raises NotFound, PermissionDenied. A fixed number of queries."""
    client = find(by=by, code=client_code, permission="clock.view")
    rows = list(ContractLimit.objects.filter(client=client).select_related("recorded_by"))
    last = {row.label: row.pk for row in sorted(rows, key=lambda row: row.pk)}
    limits = [
        AgreedLimit(
            row=row,
            rule=row.limit.rule,
            stands=row.pk == last[row.label] and not row.withdrawn,
        )
        for row in rows
    ]
    return tuple(sorted(limits, key=lambda each: (not each.stands, -each.row.pk)))


def _one(by: Person, complaint_id: int, as_of: date) -> tuple[Story, tuple[Limit, ...]]:
    seen = Complaint.objects.visible_to(by, "clock.view").known_at().filter(pk=complaint_id)
    client_id = seen.values_list("client_id", flat=True).first()
    if client_id is None:
        raise NotFound(
            "complaint.unknown",
            f"You asked for the complaint {complaint_id}; there is none with that id that you may see.",
            complaint=complaint_id,
        )
    contract = ContractLimit.objects.filter(client=client_id).by_client().get(client_id, ())
    known = stories(Q(pk=complaint_id), as_of=as_of)
    return known[complaint_id], contract


def bar_counts(
    *, client_ids: Collection[int], as_of: date, known_at: datetime | None = None
) -> Mapping[int, BarCount]:
    """By client id, cases under way near the day on which discipline is barred, or past it; only clients
    under a limit that bars are in it. Eight queries, however many clients."""
    agreed = ContractLimit.objects.filter(client__in=client_ids).by_client()
    counts = {pk: BarCount() for pk in clients_that_bar(client_ids, agreed)}
    found = stories(_lately(list(counts), as_of), as_of=as_of, known_at=known_at)
    for story in found.values():
        clocks = story.clocks(agreed.get(story.client_id, ()), as_of=as_of)
        bars = [one for one in clocks if one.limit.bars and one.is_open]
        count = counts[story.client_id]
        counts[story.client_id] = BarCount(
            near=count.near + any(_is_near(one) for one in bars),
            barred=count.barred + any(one.standing is Standing.RUN_OUT for one in bars),
        )
    return counts


def _lately(client_ids: Collection[int], as_of: date) -> Q:
    """Complaints of these clients received in the months that a desk looks back."""
    start = add_months(as_of, -LOOK_BACK_MONTHS)
    return of_clients(client_ids) & Q(received_on__gt=start, received_on__lte=as_of)


def _is_near(clock: Clock) -> bool:
    left = clock.days_left
    return left is not None and 0 <= left <= SOON_DAYS and clock.standing is not Standing.PAUSED


def near_sentence(*, by: Person, client: Client, near: int, barred: int) -> str:
    """How many cases are near being barred, as this reader may know it."""
    if can(by=by, permission="clock.view", client=client):
        verb = "is" if near == 1 else "are"
        past = f"; {barred} past it" if barred else ""
        return (
            f"{near} case{'' if near == 1 else 's'} {verb} within {SOON_DAYS} days of the day on which "
            f"discipline is barred{past}."
        )
    words = str(near) if near >= THRESHOLD else f"Fewer than {THRESHOLD}"
    return f"{words} cases are within {SOON_DAYS} days of the day on which discipline is barred."
