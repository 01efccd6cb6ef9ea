"""Finding one review or issue for a person: not visible means not found."""

from typing import Any

from django.db.models import QuerySet

from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.audit import actions as audit
from riskcore.errors import Conflict, NotFound, PermissionDenied
from riskcore.underwriting.models import Issue, Review, Terms
from riskcore.underwriting.states import REVIEW_LIFE
from riskcore.underwriting.terms import LineTerms, from_body


def find_review(*, by: Person, number: str) -> Review:
    """The review with this number, if ``by`` may see it; otherwise NotFound."""
    row = (
        Review.objects.visible_to(by)
        .select_related("client__carrier", "underwriter", "opened_by")
        .filter(number=number)
        .first()
    )
    if row is None:
        raise NotFound(
            "review.unknown",
            f"You asked for the review {number!r}; there is none with that number that you may see. "
            "Check the number on the client's page.",
            number=number,
        )
    return row


def find_issue(*, by: Person, issue_id: int) -> Issue:
    """The issue with this id, if ``by`` may see it; otherwise NotFound."""
    row = (
        Issue.objects.visible_to(by)
        .select_related(
            "review__client__carrier", "review__underwriter", "referred_to", "referred_by"
        )
        .filter(pk=issue_id)
        .first()
    )
    if row is None:
        raise NotFound(
            "underwriting_issue.unknown",
            f"You asked for the underwriting issue {issue_id}; there is none with that id that you may "
            "see. Open it from its review.",
            issue=issue_id,
        )
    return row


def terms_of(review: Review) -> tuple[Terms | None, tuple[LineTerms, ...]]:
    """The terms set last, as a row and as values; (None, ()) where none were."""
    row = Terms.objects.filter(review=review).select_related("set_by").order_by("id").last()
    return row, tuple(from_body(body) for body in row.lines) if row else ()


def expiring_of(review: Review) -> tuple[LineTerms, ...]:
    """The terms the review began from, as they expire."""
    return tuple(from_body(body) for body in review.expiring_terms)


def check_version(review: Review, version: int) -> None:
    """Conflict where the caller has read another version of the review."""
    if review.version != version:
        raise stale(review)


def check_own(review: Review, by: User, verb: str) -> None:
    """PermissionDenied unless ``by`` is the review's underwriter: whose authority counts must act."""
    if review.underwriter_id == by.pk:
        return
    whose = review.underwriter.get_full_name() if review.underwriter else "nobody yet"
    raise PermissionDenied(
        "review.not_yours",
        f"You asked to {verb.replace('_', ' ')} the review {review.number}, which is with {whose}. "
        "Take it up first: the authority of whoever holds a review is what counts.",
        number=review.number,
    )


def moved(review: Review, verb: str, **changes: Any) -> str:
    """Take one step of the lifecycle by a conditional update; returns the state it came from.

    Raises InvalidTransition and, where somebody else was first, Conflict. The caller checks the rule.
    """
    step = REVIEW_LIFE.step(verb, review.status)
    source = review.status
    rows: QuerySet[Review] = Review.objects.filter(
        pk=review.pk, status=source, version=review.version
    )
    if not rows.update(status=step.target, version=review.version + 1, **changes):
        raise stale(review)
    review.refresh_from_db()
    return source


def stale(review: Review) -> Conflict:
    return Conflict(
        "review.changed",
        f"Somebody changed the review {review.number} after you read it; nothing was done. Read it "
        "again and repeat what you asked for if it still applies.",
        number=review.number,
    )


def record(by: User, verb: str, review: Review, **facts: Any) -> None:
    """Append one act upon a review to its client's record."""
    audit.record(
        by=by,
        verb=f"underwriting.{verb}",
        subject=review,
        client=review.client,
        number=review.number,
        now=review.status,
        **facts,
    )
