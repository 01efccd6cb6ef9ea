from decimal import Decimal

import pytest

from outreach.credit.queries import credits_of, end_of
from outreach.credit.synthetic import PROGRAMME
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.synthetic.registry import PARTS
from tests.factories.credit import counted
from tests.outreach.test_synthetic import build

pytestmark = pytest.mark.django_db


def test_the_first_department_earns_a_credit(house: User) -> None:
    context, _ = build(house)
    counts = PARTS.get("credit").build(context)
    first = next(member.client for member in context.members if member.has_police)
    made = Initiative.objects.filter(reference__startswith="SYN-P")
    assert counts == {"initiatives of a programme": len(PROGRAMME)}
    assert {row.client_id for row in made} == {first.pk}
    day = context.plan.ends_on
    counted(first, house, today=day)
    [found] = credits_of([first], as_of=day).values()
    assert found.score is not None
    assert found.score.covered == 4
    assert found.percent is not None
    assert found.percent > Decimal("0.3")
    assert end_of(day) is not None
