"""Reading recommendations: one, a list with what is overdue, and where each stood on a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from riskcore.access.scoping import Person
from riskcore.audit.models import AuditEvent
from riskcore.clients.queries import check
from riskcore.clients.queries import find as find_client
from riskcore.errors import NotFound
from riskcore.recommendations.models import (
    Recommendation,
    RecommendationExtension,
    RecommendationQuerySet,
    RecommendationReply,
    ReplyKind,
)
from riskcore.recommendations.states import CLOSED, OWED, RECOMMENDATION

OFFERED = tuple(verb for verb in RECOMMENDATION.steps if verb != "begin")
"""Steps a person takes by name; an answer that is planned begins it."""


@dataclass(frozen=True, kw_only=True)
class Replied:
    """One answer of the client, as it was said. kind, label: its code and its words."""

    kind: str
    label: str
    text: str
    on: date | None
    owner: str
    budget: Decimal | None
    by: str
    at: date


@dataclass(frozen=True, kw_only=True)
class Extended:
    """More time granted: from which due date to which."""

    before: date
    after: date
    reason: str
    by: str
    at: date


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One recommendation as it is read on a day. ``days_overdue`` is 0 unless the client owes it and
    its due date has passed; nothing of it is stored. first_due_on: before any extension; verification:
    how it was seen to be done; closed_by: who ended it; superseded_by: the number that took its place.
    """

    number: str
    client_code: str
    client_name: str
    classification: str
    title: str
    condition: str
    criterion: str
    cause: str
    consequence: str
    action: str
    due_on: date | None
    status: str
    status_reason: str
    version: int
    issued_on: date | None
    closed_on: date | None
    days_overdue: int
    task: str
    layer: str
    assessment: str
    first_due_on: date | None
    verification: str
    closed_by: str
    superseded_by: str
    replies: tuple[Replied, ...]
    extensions: tuple[Extended, ...]

    @property
    def is_overdue(self) -> bool:
        return self.days_overdue > 0


def find(*, by: Person, number: str) -> Recommendation:
    """The recommendation with this number, if ``by`` may see it; otherwise NotFound."""
    row = (
        Recommendation.objects.visible_to(by).select_related("client").filter(number=number).first()
    )
    if row is None:
        raise NotFound(
            "recommendation.unknown",
            f"You asked for the recommendation {number!r}; there is none with that number that you "
            "may see. Check the number in the client's list.",
            number=number,
        )
    return row


def moves(*, status: str, held: Collection[str]) -> tuple[str, ...]:
    """The verbs that somebody with the permissions ``held`` may use on a recommendation in a state."""
    return tuple(
        step.verb
        for step in RECOMMENDATION.steps.values()
        if step.verb in OFFERED and status in step.sources and step.permission in held
    )


def check_move(*, by: Person, number: str, verb: str) -> None:
    """Raise as the verb itself would: NotFound, PermissionDenied, InvalidTransition."""
    row = find(by=by, number=number)
    check(by=by, permission=RECOMMENDATION.steps[verb].permission, client=row.client)
    RECOMMENDATION.step(verb, row.status)


def listing(
    *,
    by: Person,
    today: date,
    client_code: str = "",
    statuses: Collection[str] = (),
    overdue_only: bool = False,
) -> tuple[Advice, ...]:
    """What ``by`` may see, by client and number; of one client where its code is given, which must
    then be visible (NotFound)."""
    rows = _whole(Recommendation.objects.visible_to(by))
    if client_code:
        rows = rows.filter(
            client=find_client(by=by, code=client_code, permission="recommendation.view")
        )
    if statuses:
        rows = rows.filter(status__in=statuses)
    listed = (_advice(row, row.status, today) for row in rows.order_by("client__code", "number"))
    return tuple(advice for advice in listed if advice.is_overdue or not overdue_only)


def read(*, by: Person, number: str, today: date) -> Advice:
    """One recommendation as it is read on a day, or NotFound."""
    row = find(by=by, number=number)
    return _advice(row, row.status, today)


def _whole(rows: RecommendationQuerySet) -> RecommendationQuerySet:
    """With all that ``_advice`` reads, in two queries more."""
    return rows.select_related("client", "closed_by", "superseded_by").prefetch_related(
        "replies__made_by", "extensions__granted_by"
    )


def stood(*, by: Person, client_code: str, as_of: date) -> tuple[Advice, ...]:
    """What had been sent to a client by the end of ``as_of``, as it stood then; drafts are not among
    them. Raises NotFound, PermissionDenied."""
    client = find_client(by=by, code=client_code, permission="recommendation.view")
    return standing(client_ids=[client.pk], as_of=as_of).get(client.pk, ())


def days_overdue(*, status: str, due_on: date | None, today: date) -> int:
    """Whole days since the due date of something the client still owes; otherwise 0."""
    if due_on is None or status not in OWED:
        return 0
    return max((today - due_on).days, 0)


def standing(*, client_ids: Collection[int], as_of: date) -> Mapping[int, tuple[Advice, ...]]:
    """What had been sent to each client by the end of ``as_of``, as it stood then, in at most
    six queries: rows, acts, answers and extensions with who made them.

    The states come from the record of acts, so a later step changes no earlier day. Drafts are not
    among them. Asks for nobody's permission: the caller has done so.
    """
    end = timezone.make_aware(datetime.combine(as_of + timedelta(days=1), time.min))
    rows = Recommendation.objects.filter(client__in=client_ids, issued_at__lt=end)
    states = _states_before(end, client_ids)
    found: dict[int, list[Advice]] = {}
    for row in _whole(rows).order_by("number"):
        advice = _advice(row, states.get(str(row.pk), "issued"), as_of, before=end)
        found.setdefault(row.client_id, []).append(advice)
    return {client_id: tuple(advice) for client_id, advice in found.items()}


def _states_before(end: datetime, client_ids: Collection[int]) -> dict[str, str]:
    events = (
        AuditEvent.objects.filter(
            client__in=client_ids,
            subject_kind=Recommendation._meta.label_lower,
            at__lt=end,
        )
        .order_by("sequence")
        .values_list("subject_id", "verb")
    )
    steps = RECOMMENDATION.steps
    moves = ((subject, verb.removeprefix("recommendation.")) for subject, verb in events)
    return {subject: steps[verb].target for subject, verb in moves if verb in steps}


def _advice(
    row: Recommendation, status: str, today: date, *, before: datetime | None = None
) -> Advice:
    """before: leave out answers and extensions from that moment on."""
    closed = status in CLOSED and row.status == status
    replies = [r for r in row.replies.all() if before is None or r.made_at < before]
    extensions = list(row.extensions.all())
    granted = [e for e in extensions if before is None or e.granted_at < before]
    later = [e for e in extensions if e not in granted]
    due_on = later[0].before if later else row.due_on
    return Advice(
        number=row.number,
        client_code=row.client.code,
        client_name=row.client.name,
        classification=row.classification,
        title=row.title,
        condition=row.condition,
        criterion=row.criterion,
        cause=row.cause,
        consequence=row.consequence,
        action=row.action,
        due_on=due_on,
        first_due_on=extensions[0].before if extensions else row.due_on,
        status=status,
        status_reason=row.status_reason if status == row.status else "",
        version=row.version,
        issued_on=timezone.localdate(row.issued_at) if row.issued_at else None,
        closed_on=timezone.localdate(row.closed_at) if closed and row.closed_at else None,
        closed_by=str(row.closed_by) if closed and row.closed_by else "",
        verification=row.get_verification_display() if closed else "",
        superseded_by=row.superseded_by.number if closed and row.superseded_by else "",
        days_overdue=days_overdue(status=status, due_on=due_on, today=today),
        task=row.task,
        layer=row.layer,
        assessment=row.assessment,
        replies=tuple(_replied(r) for r in replies),
        extensions=tuple(_extended(e) for e in granted),
    )


def _replied(row: RecommendationReply) -> Replied:
    return Replied(
        kind=row.kind,
        label=ReplyKind(row.kind).label,
        text=row.text,
        on=row.on,
        owner=row.owner,
        budget=row.budget,
        by=str(row.made_by),
        at=timezone.localdate(row.made_at),
    )


def _extended(row: RecommendationExtension) -> Extended:
    return Extended(
        before=row.before,
        after=row.after,
        reason=row.reason,
        by=str(row.granted_by),
        at=timezone.localdate(row.granted_at),
    )
