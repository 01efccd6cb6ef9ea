"""Claims of the book: their statements and their ledger agree, and end with the book."""

from django.db.models import F, Q, Sum

from riskcore.losses.models import Claim, ClaimStatement, LossTransaction, Movement, NoLossStatement
from tests.riskcore.synthetic.conftest import PLAN


def test_counts_are_what_was_inserted(counts: dict[str, int]) -> None:
    assert Claim.objects.count() == counts["claims"]
    assert ClaimStatement.objects.count() == counts["claim statements"]
    assert LossTransaction.objects.count() == counts["loss transactions"]
    assert NoLossStatement.objects.count() == counts["no-loss statements"]


def test_nothing_is_dated_after_the_book(counts: dict[str, int]) -> None:
    later = Q(valued_on__gt=PLAN.ends_on) | Q(closed_on__gt=PLAN.ends_on)
    assert not ClaimStatement.objects.filter(later | Q(reported_on__gt=F("valued_on"))).exists()
    assert not LossTransaction.objects.filter(posted_on__gt=PLAN.ends_on).exists()
    assert not LossTransaction.objects.filter(recorded_at__date__gt=PLAN.ends_on).exists()


def test_a_closed_claim_says_so_and_holds_no_reserve(counts: dict[str, int]) -> None:
    closed = ClaimStatement.objects.filter(status="closed").values("claim")
    reserves = LossTransaction.objects.filter(movement=Movement.RESERVE)
    held = reserves.filter(claim__in=closed).order_by().values("claim").annotate(left=Sum("amount"))
    assert not held.exclude(left=0).exists()
    assert (
        not ClaimStatement.objects.filter(status="closed")
        .exclude(valued_on=F("closed_on"))
        .exists()
    )


def test_a_line_without_claims_says_so_aloud(counts: dict[str, int]) -> None:
    for client, line in NoLossStatement.objects.values_list("client", "line"):
        assert not Claim.objects.filter(client=client, line=line).exists()


def test_claims_are_numbered_once_within_their_client_and_carry_its_policy(
    counts: dict[str, int],
) -> None:
    numbers = Claim.objects.filter(client__code="quillhaven").values_list("number", flat=True)
    assert len(set(numbers)) == len(numbers) > 20
    policies = Claim.objects.filter(client__code="quillhaven").values_list(
        "policy_number", flat=True
    )
    assert set(policies) == {"PE-QUILLHAVEN"}
