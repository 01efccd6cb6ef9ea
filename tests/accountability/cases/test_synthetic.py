"""The demonstration department has cases at every stage; a book without its people has none."""

import pytest

from accountability.cases.models import Case, CaseStep
from accountability.cases.states import STAGES
from accountability.cases.synthetic import build
from accountability.compliments import Compliment
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.synthetic.registry import BookContext, Plan
from tests.factories.accountability import AllegationFactory, ComplaintFactory, FindingFactory
from tests.factories.riskcore import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def context(by: User) -> BookContext:
    return BookContext(plan=Plan(), by=by, members=(), report=lambda *_: None)


def test_a_book_without_a_department_has_no_case(house: User) -> None:
    assert build(context(house)) == {}


def test_every_stage_is_shown(
    alder: Client, alder_police: object, house: User, chief: User
) -> None:
    investigator = UserFactory(username="investigator")
    MembershipFactory(
        user=investigator,
        organisation=alder_police.organisation,  # type: ignore[attr-defined]
        role="investigator",
    )
    for _ in range(11):
        allegation = AllegationFactory(complaint=ComplaintFactory(client=alder))
    FindingFactory(allegation=allegation, merits="SUS", stage="final")
    totals = build(context(house))
    assert set(Case.objects.values_list("stage", flat=True)) == set(STAGES)
    assert totals["cases"] == 10
    assert CaseStep.objects.filter(verb="close").exists()
    assert Compliment.objects.count() == totals["compliments"] > 0
