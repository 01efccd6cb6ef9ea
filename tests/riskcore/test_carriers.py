"""Designated carriers."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from riskcore.carriers import Carrier
from riskcore.clients.models import Client
from tests.factories.riskcore import CarrierFactory


def test_a_carrier_is_known_by_its_name_and_listed_by_it(alder: Client, birch: Client) -> None:
    assert [str(carrier) for carrier in Carrier.objects.all()] == ["Carrier A", "Carrier B"]


def test_a_code_is_given_once(alder: Client) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CarrierFactory(code="carrier-a")


def test_a_carrier_with_clients_cannot_be_deleted_nor_its_body(alder: Client) -> None:
    for row in (alder.carrier, alder.carrier.organisation):
        with pytest.raises(ProtectedError):
            row.delete()
