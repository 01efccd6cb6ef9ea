"""Opening a review: the term it is about, what expires, and what was learned meanwhile."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.clients.queries import find as find_client
from riskcore.errors import Conflict, InvalidInput
from riskcore.periods import add_months
from riskcore.underwriting.codes import ReviewKind
from riskcore.underwriting.evaluation import evaluate
from riskcore.underwriting.expiring import Expiring, expiring_terms
from riskcore.underwriting.finding import record
from riskcore.underwriting.models import Review, Terms
from riskcore.underwriting.permissions import REVIEW
from riskcore.underwriting.referrals import turn_into_issues
from riskcore.underwriting.states import ENDED_BY_DECISION

MONTHS_OF_A_TERM = 12
LONGEST_TERM_DAYS = 3 * 366


def open_review(
    *,
    by: User,
    client_code: str,
    kind: str = ReviewKind.RENEWAL.value,
    starts_on: date | None = None,
    ends_on: date | None = None,
    as_of: date | None = None,
) -> Review:
    """Open the review of a client's next term, or of new business, with the facts as of a day.

    A renewal begins where the term in force ends and carries its terms forward. Referral reasons
    learned meanwhile become issues of it, then the rules run. Raises NotFound, PermissionDenied;
    InvalidInput where the kind is unknown, nothing is in force to renew or the days do not follow each
    other; Conflict where the term is under review already. Records ``underwriting.review_opened``.
    """
    client = find_client(by=by, code=client_code, permission=REVIEW)
    day = as_of or timezone.localdate()
    expiring = _expiring(client, kind, day)
    first = starts_on or (expiring.ends_on if expiring else None)
    if first is None:
        raise InvalidInput(
            "review.start_missing",
            "You asked to review new business without saying when cover would begin. Name the day.",
            field="starts_on",
        )
    last = ends_on or add_months(first, MONTHS_OF_A_TERM)
    check_days(first, last, day)
    with transaction.atomic():
        review = _create(by, client, kind, first, last, day, expiring)
        if expiring and expiring.lines:
            Terms.objects.create(
                review=review,
                lines=[line.as_body() for line in expiring.lines],
                note=f"Carried forward from {expiring.label}.",
                set_by=by,
                set_at=timezone.now(),
            )
        turn_into_issues(by=by, review=review)
        evaluate(by=by, review=review)
        record(by, "review_opened", review, kind=kind, starts_on=first, as_of=day)
    return review


def _expiring(client: Client, kind: str, day: date) -> Expiring | None:
    if kind not in [each.value for each in ReviewKind]:
        raise InvalidInput(
            "review.kind_unknown",
            f"You asked for a review of the kind {kind!r}; the kinds are renewal and new_business.",
            field="kind",
        )
    if kind == ReviewKind.NEW_BUSINESS.value:
        return None
    found = expiring_terms(client=client, on=day)
    if found is None:
        raise InvalidInput(
            "review.nothing_to_renew",
            f"You asked to renew {client.name}, but no policy of it was in force on {day}. Record the "
            "policy first, or open a review of new business.",
            client=client.code,
        )
    return found


def check_days(first: date, last: date, day: date) -> None:
    if last <= first or (last - first).days > LONGEST_TERM_DAYS:
        raise InvalidInput(
            "review.days",
            f"The term would run from {first} to {last}; it must end after it begins and may last "
            "three years. Correct the days.",
            field="ends_on",
        )
    if day > timezone.localdate():
        raise InvalidInput(
            "review.day_in_future",
            f"You asked for the facts as of {day}, which has yet to come. Name today or an earlier "
            "day.",
            field="as_of",
        )


def _create(
    by: User,
    client: Client,
    kind: str,
    first: date,
    last: date,
    day: date,
    expiring: Expiring | None,
) -> Review:
    """The client's row is locked, so two reviews never get the same number."""
    Client.objects.select_for_update().get(pk=client.pk)
    same_term = Review.objects.filter(client=client, starts_on=first)
    if same_term.exclude(status__in=ENDED_BY_DECISION).exists():
        raise under_review(client, first)
    start = f"{client.code}-uw-{first.year}-"
    used = Review.objects.filter(client=client, number__startswith=start).count()
    now = timezone.now()
    return Review.objects.create(
        client=client,
        number=f"{start}{used + 1:02d}",
        kind=kind,
        starts_on=first,
        ends_on=last,
        expiring=expiring.label if expiring else "",
        expiring_terms=[line.as_body() for line in expiring.lines] if expiring else [],
        as_of=day,
        opened_by=by,
        opened_at=now,
        moved_at=now,
    )


def under_review(client: Client, first: date) -> Conflict:
    return Conflict(
        "review.under_way",
        f"The term of {client.name} that begins on {first} is under review already. Open that review.",
        client=client.code,
    )
