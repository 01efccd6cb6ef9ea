"""What people do about an issue: raise one, refer it, approve it, refuse it, open it again."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients.queries import check
from riskcore.errors import Conflict, InvalidInput, InvalidTransition, NotFound, PermissionDenied
from riskcore.underwriting.approval import Approver, approver, approvers
from riskcore.underwriting.evaluation import raise_issue
from riskcore.underwriting.finding import find_issue, find_review
from riskcore.underwriting.models import Issue, IssueAct
from riskcore.underwriting.permissions import REVIEW
from riskcore.underwriting.referrals import BY_HAND, check_words
from riskcore.underwriting.states import ISSUE_LIFE, UNDER_WAY


@transaction.atomic
def raise_by_hand(*, by: User, number: str, label: str, sentence: str, blocking: str) -> Issue:
    """Put something in the way of a review that no rule found.

    Raises NotFound, PermissionDenied, InvalidInput, InvalidTransition where the review has ended.
    Records ``underwriting.issue_raised``.
    """
    review = find_review(by=by, number=number)
    check(by=by, permission=REVIEW, client=review.client)
    check_words(label, sentence, blocking)
    _check_under_way(review.status, number)
    count = Issue.objects.filter(review=review, rule=BY_HAND, key__startswith="review-").count()
    row = raise_issue(
        by=by,
        review=review,
        rule=BY_HAND,
        key=f"review-{count + 1}",
        label=label.strip(),
        blocking=blocking,
        sentence=sentence.strip(),
        values={},
        rows=[],
    )
    _record(by, "issue_raised", row, label=row.label, blocking=blocking)
    return row


@transaction.atomic
def refer(*, by: User, issue_id: int, version: int, to: str, note: str = "") -> Issue:
    """Ask somebody with the authority for it to approve an issue. The referrer never approves it.

    Raises NotFound for somebody who is no underwriter here, InvalidInput where their authority does not
    reach, with the reason. Records ``underwriting.issue_refer``.
    """
    row = _begin("refer", by=by, issue_id=issue_id)
    chosen = next((each for each in approvers(row) if each.user.username == to), None)
    if chosen is None:
        raise NotFound(
            "issue.approver_unknown",
            f"You asked to refer this to {to!r}, who is no underwriter of this client's carrier. "
            "Choose one of those listed.",
            to=to,
            field="to",
        )
    if chosen.user.pk == by.pk or not (chosen.may or chosen.may_specially):
        why = "that is yourself" if chosen.user.pk == by.pk else chosen.because
        raise InvalidInput(
            "issue.approver_cannot",
            f"You asked to refer this to {_name(chosen.user)}, who could not approve it: {why}. Choose "
            "somebody whose authority reaches.",
            to=to,
            field="to",
        )
    _take(row, "refer", version, referred_to=chosen.user, referred_by=by)
    return _acted(by, row, "refer", reason=note.strip(), referred_to=chosen.user)


@transaction.atomic
def approve(*, by: User, issue_id: int, version: int, reason: str) -> Issue:
    """Approve an issue for the values it has now and no others, within one's own authority.

    Raises PermissionDenied above it or where the four eyes forbid it, InvalidInput without a reason,
    Conflict where the issue changed meanwhile. Records ``underwriting.issue_approve``.
    """
    row = _begin("approve", by=by, issue_id=issue_id)
    mine = approver(row, user=by)
    _check_eyes(row, mine)
    if not mine.verdict.within:
        raise PermissionDenied(
            "issue.above_authority",
            f"You may not approve this: {mine.verdict.because}. Refer it to somebody whose authority "
            "reaches.",
            issue=row.pk,
        )
    _take(row, "approve", version, reason=reason, approved_values=row.values)
    grant = mine.verdict.grant.id if mine.verdict.grant else None
    return _acted(by, row, "approve", reason=reason.strip(), grant_id=grant)


@transaction.atomic
def special_approve(*, by: User, issue_id: int, version: int, reason: str) -> Issue:
    """Approve beyond every bound, for those whose grant says so; recorded apart from other approvals.

    The four eyes hold all the same. Records ``underwriting.issue_special_approve``.
    """
    row = _begin("special_approve", by=by, issue_id=issue_id)
    mine = approver(row, user=by)
    _check_eyes(row, mine)
    if not mine.special:
        raise PermissionDenied(
            "issue.no_special_authority",
            "You may not approve beyond the bounds of a grant: none of yours says so. Refer it to "
            "somebody who may.",
            issue=row.pk,
        )
    _take(row, "special_approve", version, reason=reason, approved_values=row.values)
    return _acted(by, row, "special_approve", reason=reason.strip())


@transaction.atomic
def reject(*, by: User, issue_id: int, version: int, reason: str) -> Issue:
    """Refuse an issue: the review cannot pass until terms or facts change. Needs the authority that an
    approval would. Records ``underwriting.issue_reject``."""
    row = _begin("reject", by=by, issue_id=issue_id)
    mine = approver(row, user=by)
    _check_eyes(row, mine)
    if not (mine.verdict.within or mine.special):
        raise PermissionDenied(
            "issue.above_authority",
            f"You may not refuse this for the house: {mine.verdict.because}. Refer it, or decline the "
            "review.",
            issue=row.pk,
        )
    _take(row, "reject", version, reason=reason)
    return _acted(by, row, "reject", reason=reason.strip())


@transaction.atomic
def reopen(*, by: User, issue_id: int, version: int, reason: str) -> Issue:
    """Take an approval or a refusal back, with the reason. Records ``underwriting.issue_reopen``."""
    row = _begin("reopen", by=by, issue_id=issue_id)
    _take(
        row,
        "reopen",
        version,
        reason=reason,
        approved_values=None,
        referred_to=None,
        referred_by=None,
    )
    return _acted(by, row, "reopen", reason=reason.strip())


def _begin(verb: str, *, by: User, issue_id: int) -> Issue:
    row = find_issue(by=by, issue_id=issue_id)
    check(by=by, permission=ISSUE_LIFE.steps[verb].permission, client=row.review.client)
    _check_under_way(row.review.status, row.review.number)
    ISSUE_LIFE.step(verb, row.status)
    return row


def _check_under_way(status: str, number: str) -> None:
    if status not in UNDER_WAY:
        raise InvalidTransition(
            "review.state",
            f"You asked for something on an issue of the review {number}, which is {status!r}. Only a "
            "review under way has issues to settle.",
            status=status,
        )


def _check_eyes(row: Issue, mine: Approver) -> None:
    if mine.barred:
        raise PermissionDenied(
            "issue.four_eyes",
            f"You may not decide this yourself, because of you it is said: {mine.barred}. It takes a "
            "second person.",
            issue=row.pk,
        )


def _take(
    row: Issue, verb: str, version: int, *, reason: str | None = None, **changes: Any
) -> None:
    """One step by a conditional update. reason: None where the verb needs none."""
    if reason is not None and not reason.strip():
        raise InvalidInput(
            "issue.reason_missing",
            f"You asked to {verb.replace('_', ' ')} an issue without saying why. Give a reason: the "
            "file must stand alone.",
            field="reason",
        )
    step = ISSUE_LIFE.step(verb, row.status)
    changed = Issue.objects.filter(pk=row.pk, status=row.status, version=version).update(
        status=step.target, version=version + 1, **changes
    )
    if not changed:
        raise Conflict(
            "issue.changed",
            "Somebody changed this issue, or its values changed, after you read it; nothing was done. "
            "Read it again.",
            issue=row.pk,
        )
    row.refresh_from_db()


def _acted(by: User, row: Issue, verb: str, *, reason: str, **more: Any) -> Issue:
    IssueAct.objects.create(
        issue=row, verb=verb, by=by, at=timezone.now(), reason=reason, values=row.values, **more
    )
    to = more.get("referred_to")
    _record(
        by,
        f"issue_{verb}",
        row,
        reason=reason,
        values=row.values,
        **({"to": to.username} if to else {}),
    )
    return row


def _record(by: User, verb: str, row: Issue, **facts: Any) -> None:
    audit.record(
        by=by,
        verb=f"underwriting.{verb}",
        subject=row,
        client=row.review.client,
        review=row.review.number,
        rule=row.rule,
        key=row.key,
        **facts,
    )


def _name(user: User) -> str:
    return user.get_full_name() or user.username
