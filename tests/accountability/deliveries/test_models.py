"""Where a source stands is seen by those who may import, and by nobody elsewhere."""

import pytest
from django.utils import timezone

from accountability.deliveries.models import FeedPosition
from riskcore.access.models import User
from riskcore.clients.models import Client

pytestmark = pytest.mark.django_db


def test_positions_are_seen_by_those_who_import(
    alder: Client, chief: User, ana: User, cal: User
) -> None:
    FeedPosition.objects.create(
        client=alder,
        source="iapro",
        cursor="9",
        items=1,
        rejected=0,
        recorded_at=timezone.now(),
        pushed_by=chief,
    )
    assert FeedPosition.objects.visible_to(chief).count() == 1
    for person in (ana, cal):
        assert not FeedPosition.objects.visible_to(person).exists()
