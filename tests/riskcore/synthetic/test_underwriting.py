"""The synthetic reviews were made by the verbs, stand at their stages, and two people can try them."""

import pytest

from riskcore.access.models import User
from riskcore.access.scoping import system_user
from riskcore.synthetic.actions import build_book
from riskcore.synthetic.registry import Plan
from riskcore.synthetic.underwriting import SENIOR, UNDERWRITER
from riskcore.underwriting.contingencies import Contingency
from riskcore.underwriting.grants import AuthorityGrant
from riskcore.underwriting.models import Issue, Review
from riskcore.underwriting.narratives import ClaimNarrative
from riskcore.underwriting.queries import issue_verbs
from riskcore.underwriting.referrals import ReferralReason


@pytest.mark.slow
@pytest.mark.django_db
def test_a_newcomer_finds_reviews_at_several_stages() -> None:
    build_book(
        by=system_user(), plan=Plan(clients=7, years=5, complaints=200), report=lambda *_: None
    )
    assert set(Review.objects.values_list("status", flat=True)) == {
        "in_review",
        "open",
        "released",
        "bound",
        "non_renewed",
    }
    referred = Issue.objects.filter(referred_to__username=SENIOR, status="open").first()
    assert referred is not None
    senior = User.objects.get(username=SENIOR)
    assert "approve" in issue_verbs(by=senior, issue_id=referred.pk)[0]
    assert ReferralReason.objects.exclude(contradicts="").filter(status="open").exists()
    assert Contingency.objects.filter(title="Signed pursuit policy").exists()
    assert AuthorityGrant.objects.filter(user__username=UNDERWRITER).exists()
    assert ClaimNarrative.objects.exists()
