"""The bounds of referral come from the rating plans that a client's lines fall under."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput
from riskcore.rating.plan import ReferralThreshold
from riskcore.underwriting import evaluation
from riskcore.underwriting.bounds import Asked, plans_for
from riskcore.underwriting.models import Evaluation, Issue
from riskcore.underwriting.plan import PLAN
from riskcore.underwriting.queries import sheet
from tests.factories.losses import load
from tests.factories.policies import term
from tests.factories.rating import a_plan, active, written
from tests.factories.underwriting import AS_OF, policy, review, senior

DAY = date(2026, 10, 1)


@pytest.fixture
def sam(alder: Client, uma: User) -> User:
    return senior(alder)


def bound(value: int, key: str = "claims.large") -> tuple[ReferralThreshold, ...]:
    return (ReferralThreshold(key=key, value=Decimal(value)),)


def test_the_strictest_of_the_lines_held_counts_and_other_carriers_plans_do_not(
    alder: Client, birch: Client, uma: User, sam: User, django_assert_num_queries: object
) -> None:
    for line, value in (("LEL", 400_000), ("EPL", 150_000), ("POL", 90_000)):
        active(by=uma, second=sam, plan=a_plan(line=line, referrals=bound(value)))
    for line in ("LEL", "EPL"):
        term(alder, date(2026, 1, 1), line=line, number=f"P-{line}")
    asked = [Asked(client=alder, on=DAY), Asked(client=birch, on=DAY)]
    with django_assert_num_queries(5):  # type: ignore[operator]  # a fixture
        found = plans_for(asked)
    assert found[alder.pk].rule("claims.large").value == Decimal(150_000)  # type: ignore[union-attr]
    assert found[birch.pk] == PLAN


def test_a_plan_that_names_no_rule_is_refused_and_nothing_is_stored(
    uma: User, alder: Client
) -> None:
    with pytest.raises(InvalidInput, match=r"'claims\.tiny' is no rule of referral") as refused:
        written(by=uma, plan=a_plan(referrals=bound(1, "claims.tiny")))
    assert "claims.large" in str(refused.value)


def test_a_changed_bound_reopens_what_was_settled_and_names_the_plan_among_the_rows(
    alder: Client, uma: User, sam: User
) -> None:
    policy(alder)
    load(
        alder,
        uma,
        date(2026, 8, 31),
        {
            "number": "C-1",
            "occurred_on": date(2025, 3, 1),
            "status": "open",
            "cause": "Excessive force",
            "indemnity_paid": 200_000,
        },
    )
    row = review(alder, by=uma, status="in_review", as_of=AS_OF)
    assert not Issue.objects.filter(review=row, rule="claims.large").exists()
    plan = active(by=uma, second=sam, plan=replace(a_plan(), referrals=bound(150_000)))
    evaluation.evaluate(by=uma, review=row)
    issue = Issue.objects.get(review=row, rule="claims.large")
    assert "$150,000" in issue.sentence
    assert [each["id"] for each in issue.rows] == ["C-1", plan.number]
    kept = Evaluation.objects.filter(review=row).last()
    assert kept.result["bounds"][0]["plan"] == plan.number  # type: ignore[union-attr]
    shown = sheet(by=uma, number=row.number).evaluation
    assert shown.bounds == (("Large claim", "at least $150,000", plan.number),)  # type: ignore[union-attr]
