"""What waits for a review, duplicates and mismatches first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from outreach.evidence.models import Decision, Evidence, Review
from outreach.initiatives.models import Initiative, InitiativeQuerySet, Step, StepKind
from outreach.register import entries
from outreach.register.entries import Entry
from outreach.register.flags import MARKS, Flag, flags_of
from riskcore.access.models import User
from riskcore.clients.models import Client

QUEUE_LENGTH = 50
# Whether it carries no flag, when it was recorded, its id, and its flags by code.
Marked = tuple[bool, datetime, int, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class QueueItem:
    """One initiative that waits for a review. flags: they warn and decide nothing. place: where it
    stands in the whole queue, from 1."""

    place: int
    client_code: str
    client_name: str
    entry: Entry
    flags: tuple[Flag, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewQueue:
    """Flagged first, then the longest waiting. waiting, flagged: of all, also beyond ``items``, which
    are neighbours in the queue."""

    waiting: int
    flagged: int
    items: tuple[QueueItem, ...]


def review_queue(*, by: User, limit: int = QUEUE_LENGTH, around: int | None = None) -> ReviewQueue:
    """What waits for a review by this person: not their own submissions. A fixed number of queries.

    around: the id of an initiative that must be among the items where it waits, however far back.
    """
    marked = sorted(_marked(by))
    numbers = [number for _, _, number, _ in marked]
    asked = numbers.index(around) if around in numbers else 0
    start = asked - 1 if asked >= limit else 0
    return ReviewQueue(
        waiting=len(marked),
        flagged=sum(bool(codes) for *_, codes in marked),
        items=tuple(_queued(by, marked[start : start + limit], start + 1)),
    )


def _marked(by: User) -> Iterator[Marked]:
    marks_of: list[Any] = [mark() for mark in MARKS.values()]
    rows = (
        _waiting(Initiative.objects.current().visible_to(by, "outreach.review"))
        .exclude(submitted_by=by)
        .order_by()
        .values_list("pk", "recorded_at", *marks_of)
    )
    for number, recorded_at, *marks in rows:
        codes = tuple(code for code, is_so in zip(MARKS, marks, strict=True) if is_so)
        yield not codes, recorded_at, number, codes


def _queued(by: User, shown: Sequence[Marked], first_place: int) -> Iterator[QueueItem]:
    numbers = [number for _, _, number, _ in shown]
    rows = Initiative.objects.filter(pk__in=numbers)
    owners = {client.pk: client for client in Client.objects.filter(initiatives__in=numbers)}
    gathered = entries.gather(rows, client_ids=sorted(owners))
    by_number = {entry.id: entry for entry in gathered}
    flags = flags_of(
        by=by, entries=gathered, codes={number: codes for _, _, number, codes in shown}
    )
    for place, number in enumerate(numbers, start=first_place):
        entry = by_number[number]
        owner = owners[entry.client_id]
        yield QueueItem(
            client_code=owner.code,
            client_name=owner.name,
            entry=entry,
            flags=flags[number],
            place=place,
        )


def _waiting(current: InitiativeQuerySet) -> InitiativeQuerySet:
    """Those that wait or are under appeal (``evidence.standing``), told in the database."""
    latest = Review.objects.filter(initiative=OuterRef("pk")).order_by("-decided_at", "-id")
    newer = Evidence.objects.filter(
        initiative__client=OuterRef("client"),
        initiative__reference=OuterRef("reference"),
        uploaded_at__gt=OuterRef("decided_at"),
    ).order_by()
    steps = (
        Step.objects.filter(
            initiative__client=OuterRef("client"), initiative__reference=OuterRef("reference")
        )
        .exclude(kind=StepKind.COMMENTED)
        .order_by("-at", "-id")
    )
    return current.annotate(
        step=Coalesce(Subquery(steps.values("kind")[:1]), Value("")),
        step_at=Subquery(steps.values("at")[:1]),
        decision=Subquery(latest.values("decision")[:1]),
        decided_at=Subquery(latest.values("decided_at")[:1]),
    ).filter(
        ~Q(step__in=[StepKind.DRAFTED, StepKind.WITHDRAWN]),
        Q(decision__isnull=True)
        | Q(Q(decision=Decision.RETURNED), Exists(newer))
        | Q(step_at__gt=F("decided_at")),
    )
