"""Writing recommendations and moving them through their life."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.assessments.queries import read as read_assessment
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import find as find_client
from riskcore.errors import InvalidInput
from riskcore.recommendations.clocks import default_due
from riskcore.recommendations.models import (
    Recommendation,
    RecommendationClass,
    VerificationMethod,
)
from riskcore.recommendations.moving import move, required
from riskcore.recommendations.queries import find
from riskcore.recommendations.states import OWED


@dataclass(frozen=True, kw_only=True)
class OfCell:
    """The cell of an assessment that leads to a recommendation."""

    assessment: str
    task: str
    layer: str


@transaction.atomic
def write(
    *,
    by: User,
    client_code: str,
    classification: str,
    title: str,
    condition: str,
    consequence: str,
    action: str,
    due_on: date | None = None,
    criterion: str = "",
    cause: str = "",
    found_in: OfCell | None = None,
) -> Recommendation:
    """Write a draft under the next number of its client and year, which is never used again.

    Raises InvalidInput for an unknown class, an empty text or a due date in the past. Without
    ``due_on`` the clock of the class counts from today. ``found_in``: the cell that led to it, which
    must be one of an assessment of this client that ``by`` may see. Records ``recommendation.write``.
    """
    client = find_client(by=by, code=client_code, permission="recommendation.write")
    today = timezone.localdate()
    texts = {"title": title.strip(), "condition": condition.strip(), "action": action.strip()}
    _check_draft(classification=classification, texts=texts, due_on=due_on, today=today)
    row = Recommendation.objects.create(
        client=client,
        number=_next_number(client, today.year),
        classification=classification,
        **texts,
        criterion=criterion.strip(),
        cause=cause.strip(),
        consequence=consequence.strip(),
        **_place(by, client, found_in),
        due_on=due_on or default_due(classification, today, client.state),
        created_by=by,
    )
    audit.record(
        by=by,
        verb="recommendation.write",
        subject=row,
        client=client,
        number=row.number,
        classification=classification,
        due_on=row.due_on,
    )
    return row


def issue(*, by: User, number: str, version: int) -> Recommendation:
    """Send a draft to the client. Records ``recommendation.issue``."""
    return move("issue", by=by, number=number, version=version, issued_at=timezone.now())


def acknowledge(*, by: User, number: str, version: int) -> Recommendation:
    """The client has read it. Records ``recommendation.acknowledge``."""
    return move("acknowledge", by=by, number=number, version=version)


def report_complete(*, by: User, number: str, version: int, note: str = "") -> Recommendation:
    """The client says it is done; an advisor has yet to see it. Records the note, if any."""
    return move("report_complete", by=by, number=number, version=version, reason=note)


def verify(*, by: User, number: str, version: int, method: str, note: str = "") -> Recommendation:
    """An advisor has seen that it is done, which closes it. method: one of VerificationMethod."""
    if method not in VerificationMethod.values:
        known = ", ".join(VerificationMethod.values)
        raise InvalidInput(
            "recommendation.method_unknown",
            f"You asked to verify a recommendation by {method!r}; it is seen by one of: {known}.",
            field="method",
        )
    return move("verify", by=by, number=number, version=version, reason=note, verification=method)


def accept_alternative(*, by: User, number: str, version: int, reason: str) -> Recommendation:
    """Accept what the client does instead, which closes it; what it is must be said."""
    said = required(reason, "accept an alternative to")
    return move("accept_alternative", by=by, number=number, version=version, reason=said)


def accept_risk(*, by: User, number: str, version: int, reason: str) -> Recommendation:
    """Sign that the risk is carried as it is, which closes it; an underwriter's alone to sign."""
    said = required(reason, "accept the risk of")
    return move("accept_risk", by=by, number=number, version=version, reason=said)


def reopen(*, by: User, number: str, version: int, reason: str) -> Recommendation:
    """Send it back to the client; a reason is required and recorded."""
    return move(
        "reopen",
        by=by,
        number=number,
        version=version,
        reason=required(reason, "reopen"),
        verification="",
    )


def withdraw(*, by: User, number: str, version: int, reason: str) -> Recommendation:
    """Take it back; a reason is required and recorded. Its number stays used."""
    return move(
        "withdraw", by=by, number=number, version=version, reason=required(reason, "withdraw")
    )


def supersede(
    *, by: User, number: str, version: int, reason: str, by_number: str
) -> Recommendation:
    """Let another recommendation of the same client, which the client owes, take its place.

    Raises InvalidInput where ``by_number`` is itself, another client's or not owed; NotFound.
    """
    row, other = find(by=by, number=number), find(by=by, number=by_number.strip())
    if other.pk == row.pk or other.client_id != row.client_id or other.status not in OWED:
        raise InvalidInput(
            "recommendation.no_successor",
            f"You asked to let {other.number} take the place of {row.number}; that must be another "
            "recommendation that this client has and owes. Issue it first.",
            field="by_number",
        )
    return move(
        "supersede",
        by=by,
        number=number,
        version=version,
        reason=required(reason, "supersede"),
        superseded_by=other,
    )


def _place(by: User, client: Client, found_in: OfCell | None) -> dict[str, str]:
    if found_in is None:
        return {}
    view = read_assessment(by=by, number=found_in.assessment)
    cells = view.task(found_in.task).cells
    known = view.row.client_id == client.pk and found_in.layer in {c.layer.value for c in cells}
    if not known:
        raise InvalidInput(
            "recommendation.cell_unknown",
            f"You asked for a recommendation from {found_in.task}, {found_in.layer} of assessment "
            f"{found_in.assessment}; this client has no such cell. Choose one of its grid.",
            assessment=found_in.assessment,
        )
    return {"assessment": view.row.number, "task": found_in.task, "layer": found_in.layer}


def _check_draft(
    *, classification: str, texts: dict[str, str], due_on: date | None, today: date
) -> None:
    if classification not in RecommendationClass.values:
        known = ", ".join(RecommendationClass.values)
        raise InvalidInput(
            "recommendation.class_unknown",
            f"You asked for a recommendation of class {classification!r}; the classes are {known}.",
            classification=classification,
        )
    if missing := [name for name, text in texts.items() if not text]:
        raise InvalidInput(
            "recommendation.text_missing",
            f"A recommendation needs its {', '.join(missing)}; say what was found and what to do.",
            fields=missing,
        )
    limit = Recommendation._meta.get_field("title").max_length or 0
    if len(texts["title"]) > limit:
        raise InvalidInput(
            "recommendation.title_long",
            f"The title has {len(texts['title'])} characters and may have {limit}. Shorten it and "
            "put the rest under what was found.",
            limit=limit,
        )
    if due_on and due_on < today:
        raise InvalidInput(
            "recommendation.due_in_past",
            f"You asked for a due date of {due_on}, which has passed. Name today or a later day.",
            due_on=due_on,
        )


def _next_number(client: Client, year: int) -> str:
    """The next number of the client's year. The client's row is locked, so two never get the same."""
    Client.objects.select_for_update().get(pk=client.pk)
    start = f"{client.code}-{year}-"
    used = Recommendation.objects.filter(client=client, number__startswith=start)
    highest = max(
        (int(n.removeprefix(start)) for n in used.values_list("number", flat=True)), default=0
    )
    return f"{start}{highest + 1:03d}"
