import pytest

from outreach.material.links import followed
from outreach.material.models import PlannedEvent, TrackedLink
from riskcore.access.models import User
from riskcore.synthetic.registry import PARTS
from tests.outreach.test_synthetic import build

pytestmark = pytest.mark.django_db


def test_clients_of_the_book_have_events_to_come_and_a_followed_link(house: User) -> None:
    context, _ = build(house)
    counts = PARTS.get("material").build(context)
    assert counts["planned events"] == PlannedEvent.objects.count() > 0
    assert counts["short links"] == TrackedLink.objects.count() > 0
    assert not PlannedEvent.objects.filter(starts_at__date__lte=context.plan.ends_on).exists()
    [row] = followed(by=house, client_code=TrackedLink.objects.all()[0].client.code)
    assert row.scans > 0
