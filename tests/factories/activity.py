"""Service and stops for tests."""

from datetime import date

import factory
from django.utils import timezone

from accountability.activity.models import OfficerMonth, Stop
from tests.factories.accountability import OfficerFactory
from tests.factories.riskcore import ClientFactory


class OfficerMonthFactory(factory.django.DjangoModelFactory[OfficerMonth]):
    class Meta:
        model = OfficerMonth

    officer = factory.SubFactory(OfficerFactory)
    month = date(2026, 5, 1)
    assignment = "Patrol"
    days = 18
    recorded_at = factory.LazyFunction(timezone.now)


class StopFactory(factory.django.DjangoModelFactory[Stop]):
    class Meta:
        model = Stop

    client = factory.SubFactory(ClientFactory)
    number = factory.Sequence(lambda n: f"S-{n}")
    occurred_on = date(2026, 5, 1)
    recorded_at = factory.LazyFunction(timezone.now)
