"""Moving a review to its decision. Whose review it is, that person's authority counts."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.queries import check
from riskcore.errors import InvalidInput, InvalidTransition
from riskcore.policies import LimitBasis, Line, Trigger
from riskcore.underwriting.codes import Outcome, ReviewKind, blocked_by
from riskcore.underwriting.evaluation import evaluate
from riskcore.underwriting.finding import (
    check_own,
    check_version,
    find_review,
    moved,
    record,
    stale,
    terms_of,
)
from riskcore.underwriting.models import Decision, Evaluation, Issue, Review, Terms
from riskcore.underwriting.opening import check_days, under_review
from riskcore.underwriting.permissions import REVIEW
from riskcore.underwriting.rated import check_worksheets
from riskcore.underwriting.referrals import turn_into_issues
from riskcore.underwriting.states import ENDED_BY_DECISION, PASSES, REVIEW_LIFE
from riskcore.underwriting.terms import LineTerms, checked

OUTCOMES = {
    ReviewKind.RENEWAL.value: (Outcome.RENEW, Outcome.NON_RENEW),
    ReviewKind.NEW_BUSINESS.value: (Outcome.OFFER, Outcome.DECLINE),
}
STEP_OF = {
    Outcome.OFFER: "quote",
    Outcome.RENEW: "quote",
    Outcome.DECLINE: "decline",
    Outcome.NON_RENEW: "non_renew",
}


def take_up(*, by: User, number: str, version: int) -> Review:
    """Make the review one's own; one that was quoted goes back to be decided anew.

    Records ``underwriting.review_taken_up``.
    """
    review = _begin(by, number, version)
    before = review.underwriter.username if review.underwriter else ""
    with transaction.atomic():
        was = moved(review, "take_up", underwriter=by, moved_at=timezone.now(), status_reason="")
        evaluate(by=by, review=review)
        record(by, "review_taken_up", review, was=was, previously=before)
    return review


def refresh(*, by: User, number: str, as_of: date | None = None) -> Evaluation:
    """Look at the facts again, as of today or the day named. Records ``underwriting.evaluated``."""
    review = find_review(by=by, number=number)
    check(by=by, permission=REVIEW, client=review.client)
    if review.status in ENDED_BY_DECISION or review.status == "issued":
        raise InvalidTransition(
            "review.state",
            f"You asked to look again at the review {number}, which has ended ({review.status}). "
            "Reopen it or open the next.",
            status=review.status,
        )
    with transaction.atomic():
        day = as_of or timezone.localdate()
        check_days(review.starts_on, review.ends_on, day)
        Review.objects.filter(pk=review.pk).update(as_of=day)
        review.as_of = day
        turn_into_issues(by=by, review=review)
        return evaluate(by=by, review=review)


def set_terms(
    *, by: User, number: str, version: int, lines: tuple[LineTerms, ...], note: str = ""
) -> Terms:
    """Set what is offered, line by line; earlier terms stay on record. What was approved for other
    values is open again. Raises as everywhere and InvalidInput with every fault. Records
    ``underwriting.terms_set``."""
    review = _begin(by, number, version)
    check_own(review, by, "set terms of")
    if review.status != "in_review":
        raise InvalidTransition(
            "review.state",
            f"You asked to set terms of the review {number}, which is {review.status!r}; that can be "
            "done only while it is in review. Take it back to review first.",
            status=review.status,
        )
    terms = checked(
        lines, known_lines=Line.values, triggers=Trigger.values, bases=LimitBasis.values
    )
    check_worksheets(by=by, review=review, lines=terms)
    with transaction.atomic():
        changed = Review.objects.filter(pk=review.pk, version=version, status="in_review").update(
            version=version + 1
        )
        if not changed:
            raise stale(review)
        review.refresh_from_db()
        row = Terms.objects.create(
            review=review,
            lines=[line.as_body() for line in terms],
            note=note.strip(),
            set_by=by,
            set_at=timezone.now(),
        )
        evaluate(by=by, review=review)
        record(by, "terms_set", review, terms=row.pk, lines=[line.line for line in terms])
    return row


def decide(
    *, by: User, number: str, version: int, outcome: str, rationale: str, conditions: str = ""
) -> Decision:
    """Decide the review, with the reasons: terms are quoted, or nothing is offered.

    Raises InvalidInput without a rationale or with an outcome that is not one of the review's kind, and
    InvalidTransition where an issue stands in the way of quoting. Records ``underwriting.decided``.
    """
    review = _begin(by, number, version)
    check_own(review, by, "decide")
    chosen = _outcome(review, outcome)
    if not rationale.strip():
        raise InvalidInput(
            "decision.rationale_missing",
            "You decided a review without saying why. Give the reasons: the file must stand alone.",
            field="rationale",
        )
    verb = STEP_OF[chosen]
    REVIEW_LIFE.step(verb, review.status)
    evaluation = _evaluated(by, review)
    terms, _ = terms_of(review)
    if chosen.gives_terms:
        if terms is None:
            raise InvalidInput(
                "decision.terms_missing",
                "You decided to give terms, but none have been set. Set them first.",
                number=number,
            )
        check_passage(review, verb)
    with transaction.atomic():
        was = moved(review, verb, moved_at=timezone.now(), status_reason="")
        made = Decision.objects.create(
            review=review,
            outcome=chosen.value,
            terms=terms,
            evaluation=evaluation,
            rationale=rationale.strip(),
            conditions=conditions.strip(),
            decided_by=by,
            decided_at=timezone.now(),
        )
        record(
            by,
            "decided",
            review,
            outcome=chosen.value,
            was=was,
            terms=terms.pk if terms else None,
            evaluation=evaluation.pk,
            rationale=made.rationale,
            conditions=made.conditions,
        )
    return made


def release(*, by: User, number: str, version: int) -> Review:
    """Give the quote out. Records ``underwriting.release``."""
    return _step("release", by=by, number=number, version=version)


def bind(*, by: User, number: str, version: int) -> Review:
    """The offer was taken. Records ``underwriting.bind``."""
    return _step("bind", by=by, number=number, version=version)


def issue(*, by: User, number: str, version: int) -> Review:
    """The policy was issued. Records ``underwriting.issue``."""
    return _step("issue", by=by, number=number, version=version)


def revise(*, by: User, number: str, version: int, reason: str) -> Review:
    """Take a quote back to review; why is required. Records ``underwriting.revise``."""
    return _step(
        "revise", by=by, number=number, version=version, reason=_required(reason, "revise")
    )


def lapse(*, by: User, number: str, version: int, reason: str) -> Review:
    """The quote was not taken in time. Records ``underwriting.lapse``."""
    return _step("lapse", by=by, number=number, version=version, reason=_required(reason, "lapse"))


def withdraw(*, by: User, number: str, version: int, reason: str) -> Review:
    """Give the review up; why is required. Records ``underwriting.withdraw``."""
    reason = _required(reason, "withdraw")
    return _step("withdraw", by=by, number=number, version=version, reason=reason)


def reopen(*, by: User, number: str, version: int, reason: str) -> Review:
    """Review again what had ended; why is required. Records ``underwriting.reopen``."""
    reason = _required(reason, "reopen")
    return _step("reopen", by=by, number=number, version=version, reason=reason)


def blockers(review: Review, verb: str) -> list[Issue]:
    """The issues that stop a review at this step: open or rejected, at its point or one before it."""
    point = PASSES.get(verb)
    if point is None:
        return []
    rows = Issue.objects.filter(
        review=review, status__in=["open", "rejected"], blocking__in=blocked_by(point)
    )
    return list(rows.order_by("id"))


def check_passage(review: Review, verb: str) -> None:
    """InvalidTransition, naming the issues, where any stand in the way of this step."""
    standing = blockers(review, verb)
    if not standing:
        return
    named = " ".join(row.sentence for row in standing[:3])
    more = f" And {len(standing) - 3} more." if len(standing) > 3 else ""
    raise InvalidTransition(
        "review.blocked",
        f"You asked to {verb} the review {review.number}, but {len(standing)} "
        f"issue{'' if len(standing) == 1 else 's'} must be approved first: {named}{more} "
        "Refer what is above your authority.",
        issues=[row.pk for row in standing],
        verb=verb,
    )


def _step(verb: str, *, by: User, number: str, version: int, reason: str = "") -> Review:
    review = _begin(by, number, version)
    nobodys = verb == "withdraw" and review.underwriter_id is None
    if verb != "reopen" and not nobodys:
        check_own(review, by, verb)
    REVIEW_LIFE.step(verb, review.status)
    if verb in PASSES:
        _evaluated(by, review)
        check_passage(review, verb)
    with transaction.atomic():
        try:
            changes: dict[str, Any] = {"underwriter": by} if verb == "reopen" else {}
            with transaction.atomic():
                was = moved(review, verb, moved_at=timezone.now(), status_reason=reason, **changes)
        except IntegrityError as refused:  # the term has another review by now
            raise under_review(review.client, review.starts_on) from refused
        record(by, verb, review, was=was, reason=reason)
    return review


def _begin(by: User, number: str, version: int) -> Review:
    review = find_review(by=by, number=number)
    check(by=by, permission=REVIEW, client=review.client)
    check_version(review, version)
    return review


def _evaluated(by: User, review: Review) -> Evaluation:
    """The rules run once more before a point is passed; kept even where the step is then refused."""
    return evaluate(by=by, review=review)


def _outcome(review: Review, outcome: str) -> Outcome:
    allowed = OUTCOMES[review.kind]
    for each in allowed:
        if each.value == outcome:
            return each
    words = ", ".join(each.value for each in allowed)
    raise InvalidInput(
        "decision.outcome",
        f"You decided {outcome!r}; a review of {ReviewKind(review.kind).label} ends in one of: "
        f"{words}.",
        field="outcome",
    )


def _required(reason: str, verb: str) -> str:
    if not reason.strip():
        raise InvalidInput(
            "review.reason_missing",
            f"You asked to {verb} a review without saying why. Give a reason: it is kept.",
            field="reason",
        )
    return reason.strip()
