"""The text of an alert goes after its time, its counts stay, and what waits is never touched."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accountability.warnings.models import Alert, AlertStep
from accountability.warnings.plan import KEPT_MONTHS
from accountability.warnings.queries import inbox
from accountability.warnings.retention import remove_old_text
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.periods import add_months
from tests.factories.warnings import alert_in

pytestmark = pytest.mark.django_db


def test_old_text_goes_and_the_count_stays(alder: Client, chief: User) -> None:
    alert = alert_in("closed", chief=chief, client=alder)
    waiting = alert_in("assigned", chief=chief, client=alder)
    then = add_months(timezone.localdate(), KEPT_MONTHS)
    assert remove_old_text(then - timedelta(days=1)) == 0
    assert remove_old_text(then) == 1
    assert remove_old_text(then) == 0
    alert.refresh_from_db()
    assert (alert.officer, alert.reasons, alert.decision_reason) == (None, [], "")
    assert (alert.level, alert.decision, alert.text_removed_on) == ("warning", "counselling", then)
    assert not AlertStep.objects.filter(alert=alert).exclude(note="").exists()
    waiting.refresh_from_db()
    assert waiting.officer is not None
    assert Alert.objects.count() == 2
    assert AuditEvent.objects.filter(verb="alert.text_removed").count() == 1
    [row] = inbox(by=chief, client_code=alder.code, as_of=then).closed
    assert row.officer == ""
