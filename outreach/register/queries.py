"""What pages show of the register: a client's list, one initiative, coverage."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from outreach.evidence.models import Review
from outreach.evidence.standing import PRIVATE
from outreach.initiatives import queries as initiatives
from outreach.initiatives.models import Initiative, Step
from outreach.initiatives.states import SUBMISSION
from outreach.register import entries, grid
from outreach.register.entries import Entry
from outreach.register.scorecard import Scorecard, keep_score
from riskcore.access.models import Organisation, User
from riskcore.clients import queries as clients
from riskcore.clients.models import Client
from riskcore.errors import NotFound


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
    reason_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Said:
    """One step or comment, of whichever version. from_reviewer: said by somebody from outside."""

    kind: str
    words: str
    by: str
    at: datetime
    from_reviewer: bool


@dataclass(frozen=True, kw_only=True)
class InitiativeDetail:
    """One initiative with everything known of it; versions, reviews and steps oldest first. may_now:
    the steps (``initiatives.states``) that the reader may take as it stands."""

    client_code: str
    client_name: str
    entry: Entry
    notes: str
    submitted_by: str
    versions: tuple[Version, ...]
    reviews: tuple[Judgement, ...]
    steps: tuple[Said, ...]
    may_now: frozenset[str]
    may_submit: bool
    may_review: bool
    may_open_evidence: bool
    may_open_original: bool


def initiative_list(
    *, by: User, client_code: str, strategy: str = "", offset: int = 0, limit: int = 50
) -> InitiativeList:
    """A client's initiatives, of one strategy or all. A fixed number of queries."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    current = Initiative.objects.current().filter(client=client)
    if not clients.can(by=by, permission="outreach.submit", client=client):
        current = current.open_to_others()
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
    submits = clients.can(by=by, permission="outreach.submit", client=client)
    [entry] = entries.gather(Initiative.objects.filter(pk=current.pk), client_ids=[client.pk])
    if entry.standing in PRIVATE and not submits:
        raise _private(named)
    return InitiativeDetail(
        client_code=client.code,
        client_name=client.name,
        entry=entry,
        notes=current.notes,
        submitted_by=str(current.submitted_by),
        versions=tuple(_version(row) for row in versions),
        reviews=_judgements(versions, current),
        steps=_said(versions, client),
        may_now=_may_now(by, client, entry),
        may_submit=submits,
        may_review=clients.can(by=by, permission="outreach.review", client=client),
        may_open_evidence=clients.can(by=by, permission="outreach.open_evidence", client=client),
        may_open_original=clients.can(by=by, permission="outreach.open_original", client=client),
    )


def coverage(
    *, by: User, client_code: str, as_of: date | None = None, quarters: int = grid.QUARTERS
) -> grid.Grid:
    """Strategy by quarter for one client, ending with the quarter ``as_of`` (today) lies in."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    last = as_of or timezone.localdate()
    begun = (
        Initiative.objects.current()
        .open_to_others()
        .filter(
            client=client,
            starts_on__gte=grid.quarters_to(last, quarters)[0].start,
            starts_on__lte=last,
        )
    )
    return grid.lay_out(
        entries.gather(begun, client_ids=[client.pk]),
        as_of=last,
        count=quarters,
        attested=set(client.nothing_to_report.values_list("quarter_starts_on", flat=True)),
    )


def scorecard(*, by: User, client_code: str, as_of: date | None = None) -> Scorecard:
    """What one client has accepted, lacks and got back in the 12 months to ``as_of`` (today). A fixed
    number of queries."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    current = Initiative.objects.current().open_to_others().filter(client=client)
    return keep_score(
        entries.gather(current, client_ids=[client.pk]), as_of=as_of or timezone.localdate()
    )


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
            reason_codes=tuple(review.reason_codes),
        )
        for review in reviews.select_related("reviewer").order_by("decided_at", "id")
    )


def _said(versions: list[Initiative], client: Client) -> tuple[Said, ...]:
    steps = Step.objects.filter(initiative__in=[row.pk for row in versions]).select_related("by")
    insiders = set(
        Organisation.objects.filter(Q(client=client) | Q(department__client=client)).values_list(
            "memberships__user", flat=True
        )
    )
    return tuple(
        Said(
            kind=step.kind,
            words=step.words,
            by=str(step.by),
            at=step.at,
            from_reviewer=step.by_id not in insiders,
        )
        for step in steps.order_by("at", "id")
    )


def _may_now(by: User, client: Client, entry: Entry) -> frozenset[str]:
    state = entry.standing.value
    if entry.is_appealed:
        state = "in_review" if entry.taken_by else "submitted"
    held = clients.held(by=by, client=client)
    return frozenset(
        step.verb
        for step in SUBMISSION.steps.values()
        if step.permission in held
        and SUBMISSION.can(step.verb, state)
        and not (entry.is_appealed and step.verb == "withdraw")
    )


def _private(initiative: Initiative) -> NotFound:
    return NotFound(
        "initiative.unknown",
        f"You asked for the initiative {initiative.pk}; there is none with that number that you may "
        "see. Check the list of initiatives.",
        initiative=initiative.pk,
    )
