"""Compliments: counted by themselves, once for each number."""

import pytest
from django.db import IntegrityError, transaction

from accountability.compliments import Compliment
from riskcore.access.models import User
from tests.factories.accountability import ComplimentFactory

pytestmark = pytest.mark.django_db


def test_a_number_counts_once(alder: object) -> None:
    ComplimentFactory(client=alder, number="P-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        ComplimentFactory(client=alder, number="P-1")


def test_insurers_see_none(chief: User, ana: User, alder: object) -> None:
    row = ComplimentFactory(client=alder)
    assert row in Compliment.objects.visible_to(chief)
    assert not Compliment.objects.visible_to(ana).exists()
