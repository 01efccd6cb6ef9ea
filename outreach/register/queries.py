"""What pages show of the register: a client's list, one initiative, coverage, the review queue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from outreach.evidence.models import Decision, Evidence, Review
from outreach.initiatives import queries as initiatives
from outreach.initiatives.models import Initiative, InitiativeQuerySet
from outreach.register import entries, grid
from outreach.register.entries import Entry
from outreach.register.scorecard import Scorecard, keep_score
from riskcore.access.models import User
from riskcore.clients import queries as clients
from riskcore.clients.models import Client

SAME_FILE = "the same file proves another initiative"
SAME_EVENT = "another initiative has the same day, place and activity"
CHANGED = "the record changed after a review"
QUEUE_LENGTH = 50
# Whether it is flagged, when it was recorded, its id, and its flags.
Marked = tuple[bool, datetime, int, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class InitiativeList:
    """A page of a client's initiatives, latest first. total: of all that match."""

    client_code: str
    client_name: str
    total: int
    entries: tuple[Entry, ...]
    may_submit: bool


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of the record: what it said of title, dates and people, by whom and when."""

    id: int
    recorded_at: datetime
    recorded_by: str
    title: str
    starts_on: date
    ends_on: date
    people_reached: int | None
    cost: Decimal | None
    from_file: bool


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """One review, of whichever version."""

    decision: str
    level: int
    reason: str
    reviewer: str
    decided_at: datetime
    of_current_version: bool


@dataclass(frozen=True, kw_only=True)
class InitiativeDetail:
    """One initiative with everything known of it; versions and reviews oldest first."""

    client_code: str
    client_name: str
    entry: Entry
    notes: str
    submitted_by: str
    versions: tuple[Version, ...]
    reviews: tuple[Judgement, ...]
    may_submit: bool
    may_review: bool
    may_open_evidence: bool


@dataclass(frozen=True, kw_only=True)
class QueueItem:
    """One initiative that waits for a review. flags: sentences; they warn and decide nothing. place:
    where it stands in the whole queue, from 1."""

    place: int
    client_code: str
    client_name: str
    entry: Entry
    flags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewQueue:
    """Flagged first, then the longest waiting. waiting, flagged: of all, also beyond ``items``, which
    are neighbours in the queue."""

    waiting: int
    flagged: int
    items: tuple[QueueItem, ...]


def initiative_list(
    *, by: User, client_code: str, strategy: str = "", offset: int = 0, limit: int = 50
) -> InitiativeList:
    """A client's initiatives, of one strategy or all. A fixed number of queries."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    current = Initiative.objects.current().filter(client=client)
    if strategy:
        current = current.filter(strategy=strategy)
    page = current.order_by("-starts_on", "-id").values("pk")[offset : offset + limit]
    return InitiativeList(
        client_code=client.code,
        client_name=client.name,
        total=current.count(),
        entries=tuple(
            entries.gather(Initiative.objects.filter(pk__in=page), client_ids=[client.pk])
        ),
        may_submit=clients.can(by=by, permission="outreach.submit", client=client),
    )


def initiative_detail(*, by: User, initiative_id: int) -> InitiativeDetail:
    """The latest version of the initiative that carries this id, with its history."""
    named = initiatives.find(by=by, initiative_id=initiative_id)
    client = named.client
    versions = list(
        Initiative.objects.known_at()
        .filter(client=client, reference=named.reference)
        .select_related("submitted_by")
        .order_by("id")
    )
    current = versions[-1]
    [entry] = entries.gather(Initiative.objects.filter(pk=current.pk), client_ids=[client.pk])
    return InitiativeDetail(
        client_code=client.code,
        client_name=client.name,
        entry=entry,
        notes=current.notes,
        submitted_by=str(current.submitted_by),
        versions=tuple(_version(row) for row in versions),
        reviews=_judgements(versions, current),
        may_submit=clients.can(by=by, permission="outreach.submit", client=client),
        may_review=clients.can(by=by, permission="outreach.review", client=client),
        may_open_evidence=clients.can(by=by, permission="outreach.open_evidence", client=client),
    )


def coverage(
    *, by: User, client_code: str, as_of: date | None = None, quarters: int = grid.QUARTERS
) -> grid.Grid:
    """Strategy by quarter for one client, ending with the quarter ``as_of`` (today) lies in."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    last = as_of or timezone.localdate()
    begun = Initiative.objects.current().filter(
        client=client, starts_on__gte=grid.quarters_to(last, quarters)[0].start, starts_on__lte=last
    )
    return grid.lay_out(entries.gather(begun, client_ids=[client.pk]), as_of=last, count=quarters)


def scorecard(*, by: User, client_code: str, as_of: date | None = None) -> Scorecard:
    """What one client has accepted, lacks and got back in the 12 months to ``as_of`` (today). A fixed
    number of queries."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    current = Initiative.objects.current().filter(client=client)
    return keep_score(
        entries.gather(current, client_ids=[client.pk]), as_of=as_of or timezone.localdate()
    )


def review_queue(*, by: User, limit: int = QUEUE_LENGTH, around: int | None = None) -> ReviewQueue:
    """What waits for a review by this person: not their own submissions. A fixed number of queries.

    around: the id of an initiative that must be among the items where it waits, however far back.
    """
    marked = sorted(
        (
            (bool(flags := _flags(*row)), recorded_at, number, flags)
            for number, recorded_at, *row in _waiting(
                Initiative.objects.current().visible_to(by, "outreach.review")
            )
            .exclude(submitted_by=by)
            .order_by()
            .values_list("pk", "recorded_at", _same_file(), _same_event(), _changed())
        ),
        key=lambda row: (not row[0], row[1], row[2]),
    )
    numbers = [number for _, _, number, _ in marked]
    asked = numbers.index(around) if around in numbers else 0
    start = asked - 1 if asked >= limit else 0
    return ReviewQueue(
        waiting=len(marked),
        flagged=sum(is_flagged for is_flagged, *_ in marked),
        items=tuple(_queued(marked[start : start + limit], start + 1)),
    )


def _queued(shown: Sequence[Marked], first_place: int) -> Iterator[QueueItem]:
    numbers = [number for _, _, number, _ in shown]
    rows = Initiative.objects.filter(pk__in=numbers)
    owners = {client.pk: client for client in Client.objects.filter(initiatives__in=numbers)}
    by_number = {entry.id: entry for entry in entries.gather(rows, client_ids=sorted(owners))}
    for place, (_, _, number, flags) in enumerate(shown, start=first_place):
        entry = by_number[number]
        owner = owners[entry.client_id]
        yield QueueItem(
            client_code=owner.code, client_name=owner.name, entry=entry, flags=flags, place=place
        )


def _waiting(current: InitiativeQuerySet) -> InitiativeQuerySet:
    """Those whose standing is "submitted" (``evidence.standing``), told in the database."""
    latest = Review.objects.filter(initiative=OuterRef("pk")).order_by("-decided_at", "-id")
    newer = _evidence_of().filter(uploaded_at__gt=OuterRef("decided_at"))
    return current.annotate(
        decision=Subquery(latest.values("decision")[:1]),
        decided_at=Subquery(latest.values("decided_at")[:1]),
    ).filter(Q(decision__isnull=True) | Q(Q(decision=Decision.RETURNED), Exists(newer)))


def _evidence_of() -> "QuerySet[Evidence]":
    return Evidence.objects.filter(
        initiative__client=OuterRef("client"), initiative__reference=OuterRef("reference")
    ).order_by()


def _same_file() -> Exists:
    elsewhere = (
        Evidence.objects.filter(
            sha256=OuterRef("sha256"), initiative__client=OuterRef("initiative__client")
        )
        .exclude(initiative__reference=OuterRef("initiative__reference"))
        .order_by()
    )
    return Exists(_evidence_of().filter(Exists(elsewhere)))


def _same_event() -> Exists:
    twin = (
        Initiative.objects.current()
        .filter(
            client=OuterRef("client"),
            starts_on=OuterRef("starts_on"),
            district=OuterRef("district"),
            activity__iexact=OuterRef("activity"),
        )
        .exclude(reference=OuterRef("reference"))
        .order_by()
    )
    return Exists(twin)


def _changed() -> Exists:
    earlier = Review.objects.filter(
        initiative__client=OuterRef("client"),
        initiative__reference=OuterRef("reference"),
        initiative__lt=OuterRef("pk"),
    )
    return Exists(earlier.order_by())


def _flags(*marks: bool) -> tuple[str, ...]:
    sentences = (SAME_FILE, SAME_EVENT, CHANGED)
    return tuple(said for said, is_so in zip(sentences, marks, strict=True) if is_so)


def _version(row: Initiative) -> Version:
    return Version(
        id=row.pk,
        recorded_at=row.recorded_at,
        recorded_by=str(row.submitted_by),
        title=row.title,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        people_reached=row.people_reached,
        cost=row.cost,
        from_file=row.batch_id is not None,
    )


def _judgements(versions: list[Initiative], current: Initiative) -> tuple[Judgement, ...]:
    reviews = Review.objects.filter(initiative__in=[row.pk for row in versions])
    return tuple(
        Judgement(
            decision=review.decision,
            level=review.level,
            reason=review.reason,
            reviewer=str(review.reviewer),
            decided_at=review.decided_at,
            of_current_version=review.initiative_id == current.pk,
        )
        for review in reviews.select_related("reviewer").order_by("decided_at", "id")
    )
