"""A review opens on what expires, once for a term, with what was learned meanwhile."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from riskcore.underwriting.models import Evaluation, Issue, Terms
from riskcore.underwriting.opening import open_review
from riskcore.underwriting.referrals import ReferralReason, record_reason
from tests.factories.underwriting import AS_OF, EXPIRES, policy, review, step


def test_a_renewal_begins_where_the_term_ends_and_carries_its_terms_forward(
    alder: Client, uma: User
) -> None:
    policy(alder)
    row = open_review(by=uma, client_code=alder.code, as_of=AS_OF)
    assert (row.starts_on, row.ends_on) == (EXPIRES, date(2027, 10, 1))
    assert (row.number, row.expiring, row.status) == ("alder-falls-uw-2026-01", "PE-1", "open")
    terms = Terms.objects.get()
    assert terms.lines == row.expiring_terms
    assert Evaluation.objects.get().as_of == AS_OF
    assert AuditEvent.objects.filter(verb="underwriting.review_opened").exists()


def test_a_term_is_under_review_once_until_that_review_ends(alder: Client, uma: User) -> None:
    policy(alder)
    first = review(alder, by=uma)
    with pytest.raises(Conflict) as refused:
        review(alder, by=uma)
    assert refused.value.code == "review.under_way"
    step("withdraw", first, by=uma)
    assert review(alder, by=uma).number == "alder-falls-uw-2026-02"


def test_new_business_names_its_day_and_has_nothing_to_carry(alder: Client, uma: User) -> None:
    with pytest.raises(InvalidInput) as refused:
        open_review(by=uma, client_code=alder.code, kind="new_business")
    assert refused.value.code == "review.start_missing"
    row = open_review(
        by=uma, client_code=alder.code, kind="new_business", starts_on=EXPIRES, as_of=AS_OF
    )
    assert (row.expiring, Terms.objects.count()) == ("", 0)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        pytest.param({"kind": "audit"}, "review.kind_unknown", id="kind"),
        pytest.param({"as_of": date(2026, 10, 1)}, "review.nothing_to_renew", id="expired"),
        pytest.param({"ends_on": EXPIRES}, "review.days", id="ends where it begins"),
        pytest.param({"ends_on": date(2036, 1, 1)}, "review.days", id="ten years"),
    ],
)
def test_what_cannot_be_opened_is_refused(
    alder: Client, uma: User, asked: dict[str, object], code: str
) -> None:
    policy(alder)
    with pytest.raises(InvalidInput) as refused:
        open_review(by=uma, client_code=alder.code, **({"as_of": AS_OF} | asked))  # type: ignore[arg-type]
    assert refused.value.code == code


def test_the_facts_of_tomorrow_are_not_known(alder: Client, uma: User) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    policy(alder, ends_on=tomorrow + timedelta(days=30))
    with pytest.raises(InvalidInput) as refused:
        open_review(by=uma, client_code=alder.code, as_of=tomorrow)
    assert refused.value.code == "review.day_in_future"


def test_what_was_learned_meanwhile_becomes_an_issue(alder: Client, uma: User, ana: User) -> None:
    policy(alder)
    record_reason(
        by=ana, client_code=alder.code, label="Lock-up reopened", sentence="Seen on the visit."
    )
    row = review(alder, by=uma)
    issue = Issue.objects.get(review=row, rule="by_hand")
    assert (issue.label, issue.blocking, issue.status) == ("Lock-up reopened", "quote", "open")
    reason = ReferralReason.objects.get()
    assert (reason.status, reason.issue) == ("issue", issue)


@pytest.mark.parametrize("who", ["ana", "ben", "dee", "rita", "lee", "chief"])
def test_only_underwriters_open_reviews(
    request: pytest.FixtureRequest, alder: Client, who: str
) -> None:
    policy(alder)
    with pytest.raises(PermissionDenied):
        open_review(by=request.getfixturevalue(who), client_code=alder.code, as_of=AS_OF)


def test_for_another_carrier_there_is_no_such_client(alder: Client, cal: User) -> None:
    with pytest.raises(NotFound):
        open_review(by=cal, client_code=alder.code, as_of=AS_OF)
