"""What a client answers to a recommendation, and more time where an advisor grants it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients.queries import check
from riskcore.errors import InvalidInput, InvalidTransition
from riskcore.recommendations.models import (
    Recommendation,
    RecommendationExtension,
    RecommendationReply,
    ReplyKind,
)
from riskcore.recommendations.moving import change, move, required
from riskcore.recommendations.queries import find
from riskcore.recommendations.states import ANSWER, OWED, RECOMMENDATION, WRITE
from riskcore.units import write_date

LEADS_TO = {
    ReplyKind.DONE: "report_complete",
    ReplyKind.PLANNED: "begin",
    ReplyKind.HELP: "begin",
    ReplyKind.ALTERNATIVE: "acknowledge",
    ReplyKind.DISAGREE: "acknowledge",
    ReplyKind.NOT_APPLICABLE: "acknowledge",
}
"""The step that an answer takes where the state allows it; the answer is kept either way."""
MOST_BUDGET = Decimal("9999999999.99")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a client says. kind: one of ReplyKind; on: the day it was done, or is planned for; owner:
    who sees to it; budget: dollars set aside, >= 0."""

    kind: str
    text: str = ""
    on: date | None = None
    owner: str = ""
    budget: Decimal | None = None


@transaction.atomic
def reply(*, by: User, number: str, version: int, answer: Answer) -> Recommendation:
    """Keep the answer and take the step it leads to: done reports it complete, planned and help begin
    it, the others acknowledge it. None of them closes it. Records ``recommendation.reply``.

    Raises InvalidInput for an answer that lacks what its kind needs; InvalidTransition where the client
    owes nothing; Conflict for another version; NotFound, PermissionDenied.
    """
    row = find(by=by, number=number)
    check(by=by, permission=ANSWER, client=row.client)
    if row.status not in OWED:
        raise _not_owed(row, "answer")
    _check_answer(answer, timezone.localdate())
    verb = LEADS_TO[ReplyKind(answer.kind)]
    if RECOMMENDATION.can(verb, row.status):
        row = move(verb, by=by, number=number, version=version, reason=answer.text)
    else:
        change(row, version=version, status_reason=answer.text.strip())
    made = RecommendationReply.objects.create(
        recommendation=row,
        kind=answer.kind,
        text=answer.text.strip(),
        on=answer.on,
        owner=answer.owner.strip(),
        budget=answer.budget,
        made_by=by,
        made_at=timezone.now(),
    )
    audit.record(
        by=by,
        verb="recommendation.reply",
        subject=row,
        client=row.client,
        number=row.number,
        kind=made.kind,
        on=made.on,
        budget=made.budget,
    )
    return row


@transaction.atomic
def extend(*, by: User, number: str, version: int, due_on: date, reason: str) -> Recommendation:
    """Grant more time; the due date before is kept. Records ``recommendation.extend``.

    Raises InvalidInput without a reason, where no clock runs or the day is not later than both the due
    date and today; InvalidTransition where the client owes nothing; Conflict, NotFound,
    PermissionDenied.
    """
    row = find(by=by, number=number)
    check(by=by, permission=WRITE, client=row.client)
    if row.status not in OWED:
        raise _not_owed(row, "extend")
    said = required(reason, "extend").strip()
    before = row.due_on
    if before is None:
        raise InvalidInput(
            "recommendation.no_clock",
            f"You asked for more time for {row.number}, which has no due date: it is looked at on the "
            "next visit.",
            field="due_on",
        )
    if due_on <= max(before, timezone.localdate()):
        raise InvalidInput(
            "recommendation.not_later",
            f"You asked to extend {row.number} to {write_date(due_on)}; it is due on "
            f"{write_date(before)}. Name a day after that and after today.",
            field="due_on",
        )
    change(row, version=version, due_on=due_on)
    RecommendationExtension.objects.create(
        recommendation=row,
        before=before,
        after=due_on,
        reason=said,
        granted_by=by,
        granted_at=timezone.now(),
    )
    audit.record(
        by=by,
        verb="recommendation.extend",
        subject=row,
        client=row.client,
        number=row.number,
        before=before,
        after=due_on,
        reason=said,
    )
    return row


def check_owed(*, by: User, number: str, permission: str) -> None:
    """Raise as ``reply`` and ``extend`` would: NotFound, PermissionDenied, InvalidTransition."""
    row = find(by=by, number=number)
    check(by=by, permission=permission, client=row.client)
    if row.status not in OWED:
        raise _not_owed(row, "answer" if permission == ANSWER else "extend")


def _not_owed(row: Recommendation, verb: str) -> InvalidTransition:
    state = row.status.replace("_", " ")
    return InvalidTransition(
        "recommendation.state",
        f"You asked to {verb} recommendation {row.number}, which is {state}; that can be done only "
        "while the client owes it.",
        verb=verb,
        status=row.status,
        allowed=sorted(OWED),
    )


def _check_answer(answer: Answer, today: date) -> None:
    if answer.kind not in ReplyKind.values:
        known = ", ".join(ReplyKind.values)
        raise _wrong("kind", f"You answered {answer.kind!r}; an answer is one of: {known}.")
    kind = ReplyKind(answer.kind)
    if kind is not ReplyKind.PLANNED and not answer.text.strip():
        raise _wrong("text", f"You answered {kind.label!r} without more. {WANTED[kind]}")
    if kind is ReplyKind.DONE and (answer.on is None or answer.on > today):
        raise _wrong("on", "Say on which day it was done; that is today or an earlier day.")
    if kind is ReplyKind.PLANNED:
        if answer.on is None or answer.on < today:
            raise _wrong("on", "Say by which day it is planned; that is today or a later day.")
        if not answer.owner.strip():
            raise _wrong("owner", "Say who sees to it, by office rather than by name.")
    if answer.budget is not None and not 0 <= answer.budget <= MOST_BUDGET:
        raise _wrong("budget", f"A budget is from 0 to {MOST_BUDGET:,} dollars.")


WANTED = {
    ReplyKind.DONE: "Say what was done and what shows it.",
    ReplyKind.HELP: "Say what help is needed.",
    ReplyKind.ALTERNATIVE: "Say what is proposed instead.",
    ReplyKind.DISAGREE: "Say why.",
    ReplyKind.NOT_APPLICABLE: "Say why it does not apply.",
}


def _wrong(field: str, sentence: str) -> InvalidInput:
    return InvalidInput(f"recommendation.reply_{field}", sentence, field=field)
