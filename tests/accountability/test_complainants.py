"""Complainants: seen by the department alone, once for each complaint and file."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accountability.complainants import Complainant
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.accountability import ComplaintFactory, batch_for

pytestmark = pytest.mark.django_db


def test_a_complainant_stands_once_in_a_file_and_only_the_department_sees_it(
    alder: Client, chief: User, ana: User
) -> None:
    complaint = ComplaintFactory(client=alder)
    row = {"complaint": complaint, "token": "t" * 24, "batch": batch_for(alder, chief)}
    Complainant.objects.create(**row, recorded_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Complainant.objects.create(**row, recorded_at=timezone.now())
    assert Complainant.objects.visible_to(chief).count() == 1
    assert not Complainant.objects.visible_to(ana).exists()
