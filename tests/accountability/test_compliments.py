"""Compliments: counted by themselves, once for each number."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accountability.compliments import Compliment, compliment_counts, record_compliment
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, PermissionDenied
from riskcore.periods import Period
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


def test_a_compliment_is_recorded_and_counted(lee: User, uma: User, alder: Client) -> None:
    row = record_compliment(
        by=lee,
        client_code="alder-falls",
        number="P-1",
        received_on=date(2026, 3, 1),
        kind="COURTESY",
        officer="4711",
    )
    assert row.officer is not None
    period = Period(date(2026, 1, 1), date(2027, 1, 1))
    assert compliment_counts(client_ids=[alder.pk], period=period) == {alder.pk: 1}
    for number, code in (("P-1", "compliments.number_taken"), (" ", "compliments.number")):
        with pytest.raises(InvalidInput) as refused:
            record_compliment(
                by=lee, client_code="alder-falls", number=number, received_on=date(2026, 3, 1)
            )
        assert refused.value.code == code
    with pytest.raises(PermissionDenied):
        record_compliment(
            by=uma, client_code="alder-falls", number="P-2", received_on=date(2026, 3, 1)
        )
