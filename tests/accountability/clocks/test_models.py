"""The database keeps limits of contracts in known words."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accountability.clocks.models import ContractLimit
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.clocks import contract

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "changes", [{"unit": "WEEKS"}, {"starts": "dawn"}, {"ends": "received"}, {"length": 0}], ids=str
)
def test_a_limit_in_unknown_words_is_refused(
    alder: Client, chief: User, changes: dict[str, Any]
) -> None:
    row = contract(chief, alder)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContractLimit.objects.filter(pk=row.pk).update(**changes)
