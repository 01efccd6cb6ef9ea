"""The insurer learns that paid claims name one officer, and in which class; never who, nor which."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accountability.officers import Officer
from accountability.parties.models import ClaimParty
from accountability.parties.referring import same_officer
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.losses.models import Claim
from riskcore.underwriting.measures import Question, Subject, check_all
from riskcore.underwriting.plan import PLAN, ReferralPlan
from riskcore.underwriting.rules import Finding, Unchecked
from tests.factories.accountability import OfficerFactory
from tests.factories.losses import load
from tests.factories.underwriting import AS_OF

pytestmark = pytest.mark.django_db
RULE = "claims.same_officer"


def ask(*clients: Client, plan: ReferralPlan = PLAN) -> Question:
    subjects = tuple(
        Subject(client_id=client.pk, code=client.code, carrier_id=client.carrier_id)
        for client in clients
    )
    return Question(subjects=subjects, as_of=AS_OF, plan=plan)


def claims(client: Client, by: User, *paid: int, on: date = date(2025, 3, 1)) -> list[Claim]:
    rows = [
        {"number": f"C-{at}", "occurred_on": on, "status": "closed", "indemnity_paid": amount}
        for at, amount in enumerate(paid)
    ]
    load(client, by, date(2026, 6, 30), *rows)
    return list(Claim.objects.filter(client=client).order_by("number"))


def name(officer: Officer, *named: Claim) -> None:
    for claim in named:
        ClaimParty.objects.create(claim=claim, officer=officer, recorded_at=timezone.now())


def found(client: Client, plan: ReferralPlan = PLAN) -> Finding | None:
    answer = same_officer(ask(client, plan=plan))[client.pk]
    assert not isinstance(answer, Unchecked)
    return answer[0] if answer else None


def test_the_third_paid_claim_that_names_one_officer_refers(alder: Client, uma: User) -> None:
    officer, other = OfficerFactory(client=alder), OfficerFactory(client=alder)
    one, two, three, unpaid = claims(alder, uma, 10, 10, 10, 0)
    name(officer, one, two, unpaid)
    name(other, three)
    assert RULE not in {each.rule.key for each in check_all(ask(alder))[alder.pk].firings}
    name(officer, three, three)
    [firing] = [each for each in check_all(ask(alder))[alder.pk].firings if each.rule.key == RULE]
    assert firing.sentence == (
        "3 or more paid claims of the window name one officer; from 3 on they are referred."
    )


def test_neither_the_officer_nor_the_claims_are_told(alder: Client, uma: User) -> None:
    officer = OfficerFactory(client=alder)
    name(officer, *claims(alder, uma, 10, 10, 10, 10))
    [firing] = [each for each in check_all(ask(alder))[alder.pk].firings if each.rule.key == RULE]
    told = f"{firing.sentence} {firing.values} {firing.rows} {firing.key}"
    assert officer.token not in told
    assert "C-" not in told
    assert "4" not in told


@pytest.mark.parametrize(
    ("paid", "told"), [(1, None), (2, 2), (3, 3), (4, 3), (5, 5), (9, 5), (10, 10), (12, 10)]
)
def test_a_number_is_told_as_the_lower_end_of_its_class(
    alder: Client, uma: User, paid: int, told: int | None
) -> None:
    name(OfficerFactory(client=alder), *claims(alder, uma, *[10] * paid))
    finding = found(alder)
    assert (finding and finding.value) == (Decimal(told) if told else None)


def test_a_plans_own_bound_ends_a_class(alder: Client, uma: User) -> None:
    name(OfficerFactory(client=alder), *claims(alder, uma, 10, 10, 10, 10))
    rules = tuple(
        replace(rule, value=Decimal(4)) if rule.key == RULE else rule for rule in PLAN.rules
    )
    finding = found(alder, replace(PLAN, rules=rules))
    assert finding is not None
    assert finding.value == Decimal(4)


def test_claims_before_the_window_do_not_count(alder: Client, uma: User) -> None:
    old = claims(alder, uma, 10, 10, 10, on=date(2012, 1, 1))
    name(OfficerFactory(client=alder), *old)
    assert found(alder) is None


def test_a_department_that_names_nobody_cannot_be_checked(
    alder: Client, birch: Client, uma: User
) -> None:
    name(OfficerFactory(client=alder), *claims(alder, uma, 10))
    answers = same_officer(ask(alder, birch))
    assert isinstance(answers[birch.pk], Unchecked)
    assert answers[alder.pk] == ()


def test_queries_do_not_grow_with_the_clients(
    alder: Client, birch: Client, uma: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for client in (alder, birch):
        name(OfficerFactory(client=client), *claims(client, uma, 10, 10))
    with django_assert_num_queries(3):
        same_officer(ask(alder))
    with django_assert_num_queries(3):
        same_officer(ask(alder, birch))
