from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories import credit as factory

pytestmark = pytest.mark.django_db


def test_a_letter_is_hashed_and_stays_within_its_cap(alder: Client, ana: User) -> None:
    row = factory.letter(alder, ana)
    assert str(row).startswith(f"{alder} 0.8 % as of")
    for changes in ({"id": "short"}, {"id": "0" * 64, "percent": Decimal("3.1")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            factory.letter(alder, ana, **changes)
