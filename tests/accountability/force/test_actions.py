"""Decisions on the national collection, and the word that a month had none of its events."""

from datetime import date

import pytest
from django.utils import timezone

from accountability.force.actions import decide_flag, say_zero
from accountability.force.models import ForceFlag, ZeroReport
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from tests.factories.accountability import ForceReportFactory

pytestmark = pytest.mark.django_db
MONTH = date(2025, 3, 1)


def test_an_event_decided_upon_leaves_its_month_free_for_zero(alder: Client, chief: User) -> None:
    ForceReportFactory(client=alder, number="F1", occurred_on=date(2025, 3, 9), national="firearm")
    with pytest.raises(InvalidInput, match="F1 is on record"):
        say_zero(by=chief, client_code=alder.code, month=MONTH)
    decide_flag(
        by=chief, client_code=alder.code, number="F1", flagged=False, reason="Fired into the air"
    )
    row = say_zero(by=chief, client_code=alder.code, month=date(2025, 3, 17))
    assert row.month == MONTH
    assert set(AuditEvent.objects.values_list("verb", flat=True)) >= {
        "force.flagged",
        "force.zero_said",
    }


def test_zero_is_said_once_and_only_of_a_month_that_is_over(alder: Client, chief: User) -> None:
    say_zero(by=chief, client_code=alder.code, month=MONTH)
    with pytest.raises(Conflict, match="said before"):
        say_zero(by=chief, client_code=alder.code, month=MONTH)
    with pytest.raises(InvalidInput, match="not over"):
        say_zero(by=chief, client_code=alder.code, month=timezone.localdate())
    assert ZeroReport.objects.count() == 1


def test_a_decision_needs_a_reason_and_an_event(alder: Client, chief: User) -> None:
    ForceReportFactory(client=alder, number="F1")
    with pytest.raises(InvalidInput, match="without a reason"):
        decide_flag(by=chief, client_code=alder.code, number="F1", flagged=True, reason=" ")
    with pytest.raises(NotFound, match="no force report"):
        decide_flag(by=chief, client_code=alder.code, number="F2", flagged=True, reason="Shot")
    assert not ForceFlag.objects.exists()


def test_insurers_decide_nothing_and_strangers_find_nothing(
    alder: Client, ana: User, cal: User
) -> None:
    with pytest.raises(PermissionDenied):
        say_zero(by=ana, client_code=alder.code, month=MONTH)
    with pytest.raises(NotFound):
        say_zero(by=cal, client_code=alder.code, month=MONTH)
