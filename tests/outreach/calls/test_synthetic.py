import pytest

from outreach.calls.models import CallMonth, ContactMonth
from outreach.calls.queries import positive_contacts, service_mix
from outreach.services.queries import catalogue
from riskcore.access.models import User
from riskcore.synthetic.registry import PARTS
from tests.outreach.test_synthetic import build

pytestmark = pytest.mark.django_db


def test_a_client_of_the_book_has_services_calls_and_contacts(house: User) -> None:
    context, _ = build(house)
    counts = PARTS.get("services").build(context)
    assert counts["call months"] == CallMonth.objects.count() == 8 * 24 * 12
    assert counts["contact months"] == ContactMonth.objects.count()
    code = context.members[0].client.code
    found = service_mix(by=house, client_code=code)
    assert found.mix.service is not None
    assert 0.1 < found.mix.service.value < 0.6
    assert any(not each.kind for each in found.types)
    quarters = positive_contacts(by=house, client_code=code, as_of=context.plan.ends_on)
    assert sum(quarter.share is not None for quarter in quarters) == 8
    assert len(catalogue(by=house, client_code=code).offered) == 3
