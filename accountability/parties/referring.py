"""Whether paid claims name one officer, which a referral rule asks.

Only the department knows whom its claims name. The insurer is told that they do and in which class
their number falls; neither the officer's token nor which of its claims they are.
Source: usual triggers of referral in delegated authority ("three or more paid claims naming one
officer"); the bound is the plan's.
"""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from accountability.parties.models import ClaimParty
from riskcore.losses.book import StandingClaim
from riskcore.underwriting.loss_measures import paid
from riskcore.underwriting.measures import MEASURES, Measure, Question, by_client
from riskcore.underwriting.plan import ReferralPlan
from riskcore.underwriting.rules import Answer, Finding, SourceRow, Unchecked

KEY = "claims.same_officer"
CLASSES = (2, 5, 10)
"""Lower ends of the classes a number is told in; a rule's own bound is one more."""

NOT_SAID = Unchecked(because="the department names no officers beside its claims")


def same_officer(question: Question) -> Mapping[int, Answer]:
    """The most paid claims of the window that name one officer, as the lower end of their class. One
    query beside the ledger's two."""
    rows = (
        ClaimParty.objects.known_at()
        .filter(claim__client__in=question.client_ids, officer__isnull=False)
        .order_by()
        .values_list("claim__client_id", "officer_id", "claim_id")
        .distinct()
    )
    named = by_client(((pk, (officer, claim)) for pk, officer, claim in rows), question.client_ids)
    return {
        pk: _answer(named[pk], claims, _classes(question.plans.get(pk, question.plan)))
        for pk, claims in paid(question).items()
    }


def _classes(plan: ReferralPlan) -> list[int]:
    bounds = [int(rule.value) for rule in plan.rules if rule.measure == KEY and rule.value]
    return sorted({*CLASSES, *bounds}, reverse=True)


def _answer(
    named: list[tuple[int, int]], claims: list[StandingClaim], classes: list[int]
) -> Answer:
    if not named:
        return NOT_SAID
    counted = {claim.claim_id for claim in claims}
    by_officer: dict[int, int] = defaultdict(int)
    for officer, claim in named:
        by_officer[officer] += claim in counted
    most = max(by_officer.values())
    least = next((least for least in classes if most >= least), None)
    if least is None:
        return ()
    return (
        Finding(
            value=Decimal(least),
            words=f"{least} or more paid claims of the window name one officer",
            values={"at_least": least},
            rows=(
                SourceRow(
                    table="claim_parties",
                    id="",
                    says="Kept by the department, which alone sees the officer and the claims.",
                ),
            ),
        ),
    )


MEASURES.register(
    Measure(
        key=KEY,
        label="Paid claims that name one officer",
        order=265,
        measure=same_officer,
    )
)
