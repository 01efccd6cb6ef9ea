"""What becomes of the answers: two people attest them, and an underwriter accepts or returns them."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.actions import record
from riskcore.clients.models import Client
from riskcore.clients.queries import check
from riskcore.errors import Conflict, InvalidInput
from riskcore.submissions.actions import not_now
from riskcore.submissions.models import Ask, Attestation, Capacity, Submission
from riskcore.submissions.queries import View, find, read
from riskcore.submissions.states import ANSWERABLE, SUBMISSION

STATEMENT = (
    "I have read these answers. To the best of my knowledge after asking those who would know, they "
    "are true and complete on this day."
)


@transaction.atomic
def attest(*, by: User, number: int, capacity: str) -> Attestation:
    """Give one's word for the answers as they are, as head of the department or as risk manager.

    Raises InvalidInput with everything that is missing, Conflict where the same person has attested in
    the other capacity. Records ``submission.attest``.
    """
    if capacity not in Capacity.values:
        raise InvalidInput(
            "submission.capacity",
            f"You asked to attest as {capacity!r}; one attests as {' or '.join(Capacity.values)}.",
        )
    row = find(by=by, number=number)
    check(by=by, permission=needed_to_attest(row.client, capacity), client=row.client)
    row = Submission.objects.select_for_update().select_related("client").get(pk=row.pk)
    if row.status not in ANSWERABLE:
        raise not_now("attest", row)
    view = read(by=by, number=number)
    _check_complete(view)
    for one in view.standing_attestations.values():
        if one.by_id == by.pk or one.capacity == capacity:
            raise Conflict(
                "submission.attested",
                f"{one.by} has attested these answers as {one.label} already. A second person must "
                "attest in the other capacity.",
            )
    attested = Attestation.objects.create(
        submission=row,
        capacity=capacity,
        statement=STATEMENT,
        last_answer=view.last_answer,
        attested_by=by,
        attested_at=timezone.now(),
    )
    record(
        by=by,
        verb="submission.attest",
        subject=row,
        client=row.client,
        capacity=capacity,
        statement=STATEMENT,
        last_answer=view.last_answer,
    )
    return attested


def needed_to_attest(client: Client, capacity: str) -> str:
    """The permission to attest in a capacity. Where there is no department, a second risk manager
    stands in for its head."""
    if capacity == Capacity.DEPARTMENT and client.departments.exists():
        return "submission.attest_department"
    return "submission.attest_manager"


def submit(*, by: User, number: int, version: int) -> Submission:
    """Hand it to the underwriter: complete, and attested by two people since the last answer."""
    view = read(by=by, number=number)
    check(by=by, permission="submission.submit", client=view.row.client)
    SUBMISSION.step("submit", view.row.status)
    _check_complete(view)
    if view.lacks:
        raise InvalidInput(
            "submission.not_attested",
            f"You asked to submit before it was attested by: {', '.join(view.lacks)}. Two people must "
            "attest the answers as they are now.",
            lacks=list(view.lacks),
        )
    return _move("submit", by=by, number=number, version=version)


@transaction.atomic
def return_with_reason(
    *, by: User, number: int, version: int, reason: str, asks: Mapping[str, str] | None = None
) -> Submission:
    """Send it back with the reason, and with what is asked about single questions (code -> text)."""
    _required(reason)
    row = _move("return", by=by, number=number, version=version, reason=reason)
    view = read(by=by, number=number)
    known = {line.question.code for line in view.lines}
    wanted = {code: text.strip() for code, text in (asks or {}).items() if text.strip()}
    if unknown := sorted(set(wanted) - known):
        raise InvalidInput(
            "submission.ask_unknown",
            f"You asked back about {', '.join(unknown)}, which this submission does not ask. Choose "
            "among its questions.",
            codes=unknown,
        )
    Ask.objects.bulk_create(
        Ask(
            submission=row,
            code=code,
            text=text,
            last_answer=view.last_answer,
            asked_by=by,
            asked_at=timezone.now(),
        )
        for code, text in wanted.items()
    )
    return row


def accept(*, by: User, number: int, version: int) -> Submission:
    """Take it as the basis of the renewal."""
    return _move("accept", by=by, number=number, version=version)


def withdraw(*, by: User, number: int, version: int, reason: str) -> Submission:
    """Give it up, with a reason; its answers stay on record, and another may be opened."""
    _required(reason)
    return _move("withdraw", by=by, number=number, version=version, reason=reason)


@transaction.atomic
def _move(verb: str, *, by: User, number: int, version: int, reason: str = "") -> Submission:
    row = find(by=by, number=number)
    check(by=by, permission=SUBMISSION.steps[verb].permission, client=row.client)
    step = SUBMISSION.step(verb, row.status)
    changed = Submission.objects.filter(pk=row.pk, status=row.status, version=version).update(
        status=step.target,
        status_reason=reason.strip(),
        version=version + 1,
        moved_at=timezone.now(),
    )
    if not changed:
        raise Conflict(
            "submission.changed",
            "Somebody changed this submission after you read it; nothing was done. Read it again and "
            "repeat what you asked for if it still applies.",
            submission=number,
        )
    before = row.status
    row.refresh_from_db()
    record(
        by=by,
        verb=f"submission.{verb}",
        subject=row,
        client=row.client,
        starts_on=row.starts_on,
        before=before,
        after=row.status,
        reason=row.status_reason,
    )
    return row


def _check_complete(view: View) -> None:
    if view.missing:
        raise InvalidInput(
            "submission.incomplete",
            f"{len(view.missing)} questions are not done: {' '.join(view.missing[:10])}"
            + (" And others." if len(view.missing) > 10 else ""),
            missing=list(view.missing),
        )


def _required(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput(
            "submission.reason_missing",
            "You asked for this without saying why. Give a reason: the client reads it and it is kept.",
            field="reason",
        )
