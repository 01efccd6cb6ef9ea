"""One open alert an officer, kept by the database."""

import pytest
from django.db import IntegrityError, transaction

from accountability.warnings.models import Alert
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.warnings import alert_in

pytestmark = pytest.mark.django_db


def test_an_officer_has_one_alert_that_is_not_closed(alder: Client, chief: User) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.create(
            client=alder,
            officer=alert.officer,
            rules_number=1,
            level="warning",
            raised_on=alert.raised_on,
            newest_on=alert.newest_on,
            due_on=alert.due_on,
        )
