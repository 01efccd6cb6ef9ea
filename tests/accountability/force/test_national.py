"""Months of the national collection: reported, zero, contradicted or asked for; as of any moment."""

from datetime import date

import pytest
from django.utils import timezone

from accountability.force.actions import decide_flag, say_zero
from accountability.force.national import flagged_events, months_answered, national_events
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import PermissionDenied
from riskcore.periods import Period
from tests.factories.accountability import ForceReportFactory

pytestmark = pytest.mark.django_db
YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))


def test_every_month_has_an_answer_or_is_asked_for(alder: Client, chief: User) -> None:
    ForceReportFactory(client=alder, number="F1", occurred_on=date(2025, 3, 9), national="death")
    ForceReportFactory(client=alder, number="F1", occurred_on=date(2025, 3, 9), place=2)
    ForceReportFactory(client=alder, number="F2", occurred_on=date(2025, 5, 9))
    for month in (4, 5):
        say_zero(by=chief, client_code=alder.code, month=date(2025, month, 1))
    decide_flag(by=chief, client_code=alder.code, number="F2", flagged=True, reason="Skull broken")
    answered = months_answered(by=chief, client_code=alder.code, as_of=date(2025, 7, 15))
    states = {row.month.month: (row.state, row.events) for row in answered}
    assert len(states) == 12
    assert states[3] == ("reported", 1)
    assert states[4] == ("zero", 0)
    assert states[5] == ("contradicted", 1)
    assert states[6] == ("asked", 0)


def test_a_decision_counts_from_when_it_was_made(alder: Client, chief: User) -> None:
    ForceReportFactory(client=alder, number="F1", occurred_on=date(2025, 3, 9), national="firearm")
    before = timezone.now()
    decide_flag(by=chief, client_code=alder.code, number="F1", flagged=False, reason="At a dog")
    assert flagged_events(alder, YEAR, before) == {"F1": date(2025, 3, 9)}
    assert flagged_events(alder, YEAR) == {}


def test_events_are_listed_as_computed_and_as_decided(alder: Client, chief: User) -> None:
    for number, national in (("F1", "death"), ("F2", ""), ("F3", "")):
        ForceReportFactory(
            client=alder, number=number, occurred_on=date(2025, 3, 9), national=national
        )
    ForceReportFactory(client=alder, number="F0", occurred_on=date(2023, 3, 9), national="death")
    decide_flag(by=chief, client_code=alder.code, number="F2", flagged=True, reason="Skull broken")
    rows = national_events(by=chief, client_code=alder.code, as_of=date(2025, 7, 15))
    assert [(row.number, row.computed, row.decided, row.flagged) for row in rows] == [
        ("F2", False, True, True),
        ("F1", True, None, True),
    ]


def test_single_events_are_for_the_department(alder: Client, ana: User) -> None:
    with pytest.raises(PermissionDenied):
        months_answered(by=ana, client_code=alder.code)
    with pytest.raises(PermissionDenied):
        national_events(by=ana, client_code=alder.code)
