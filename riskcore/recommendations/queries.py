"""Reading recommendations: one, a list with what is overdue, and where each stood on a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from riskcore.access.scoping import Person
from riskcore.audit.models import AuditEvent
from riskcore.clients.queries import check
from riskcore.clients.queries import find as find_client
from riskcore.errors import NotFound
from riskcore.recommendations.models import Recommendation
from riskcore.recommendations.states import RECOMMENDATION

OWED = frozenset({"issued"})


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One recommendation as it is read on a day. ``days_overdue`` is 0 unless the client owes it and
    its due date has passed; nothing of it is stored."""

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
        if status in step.sources and step.permission in held
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
    rows = Recommendation.objects.visible_to(by).select_related("client")
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
    """What had been sent to each client by the end of ``as_of``, as it stood then, in two queries.

    The states come from the record of acts, so a later step changes no earlier day. Drafts are not
    among them. Asks for nobody's permission: the caller has done so.
    """
    end = timezone.make_aware(datetime.combine(as_of + timedelta(days=1), time.min))
    rows = Recommendation.objects.filter(client__in=client_ids, issued_at__lt=end)
    states = _states_before(end, client_ids)
    found: dict[int, list[Advice]] = {}
    for row in rows.select_related("client").order_by("number"):
        advice = _advice(row, states.get(str(row.pk), "issued"), as_of)
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


def _advice(row: Recommendation, status: str, today: date) -> Advice:
    closed = status in {"verified_closed", "withdrawn"} and row.status == status and row.closed_at
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
        due_on=row.due_on,
        status=status,
        status_reason=row.status_reason if status == row.status else "",
        version=row.version,
        issued_on=timezone.localdate(row.issued_at) if row.issued_at else None,
        closed_on=timezone.localdate(row.closed_at) if closed and row.closed_at else None,
        days_overdue=days_overdue(status=status, due_on=row.due_on, today=today),
        task=row.task,
        layer=row.layer,
        assessment=row.assessment,
    )
