"""The synthetic links: the rule's own suggestions, some confirmed, the same from the same seed."""

import pytest

from accountability import synthetic as complaints
from accountability.links.models import Link, LinkDecision, LinkScore
from accountability.links.synthetic import build
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.synthetic.registry import PARTS, BookContext, Member, Plan
from tests.accountability.links.conftest import EVENING, claim_row
from tests.factories.losses import load

pytestmark = pytest.mark.django_db


def test_it_comes_after_complaints_and_claims() -> None:
    part = PARTS.get("links")
    assert part.build is build
    assert part.order > max(PARTS.get("accountability").order, PARTS.get("claims").order)


def test_links_are_suggested_by_the_rule_and_some_are_decided(
    alder: Client, house: User, ana: User
) -> None:
    context = BookContext(
        plan=Plan(years=5, complaints=900),
        by=house,
        members=(Member(client=alder, officers=60, population=50_000, has_police=True),),
        report=lambda noun, done, total: None,
    )
    complaints.build(context)
    rows = [claim_row(f"L-{day}", occurred_on=EVENING.replace(day=day)) for day in range(1, 29)]
    load(alder, ana, context.plan.ends_on, *rows)
    totals = build(context)
    assert totals["links"] == Link.objects.count() == LinkScore.objects.count() > 10
    assert totals["link decisions"] == LinkDecision.objects.count() > 0
    assert Link.objects.waiting().exists()
    assert set(LinkDecision.objects.values_list("verdict", flat=True)) == {"confirmed", "rejected"}
