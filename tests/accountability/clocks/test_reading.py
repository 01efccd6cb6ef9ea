"""From rows to events: nothing later than asked, and no day that is not known to the day."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from accountability.clocks.plan import EVENTS, TOLLING
from accountability.clocks.reading import EVENT_OF_VERB, stories
from accountability.codes import TOLLING_REASONS
from accountability.complaints.models import Complaint
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.accountability import AllegationFactory, FindingFactory
from tests.factories.clocks import complaint_received, with_steps

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def test_reasons_and_events_are_those_of_cases() -> None:
    assert TOLLING.keys() == TOLLING_REASONS.keys()
    assert set(EVENT_OF_VERB.values()) <= EVENTS.keys()


def test_a_complaint_is_decided_with_its_last_allegation(alder: Client) -> None:
    complaint = complaint_received(alder, 50)
    second = AllegationFactory(complaint=complaint)
    FindingFactory(
        allegation=complaint.allegations.first(),
        merits="SUS",
        decided_on=TODAY() - timedelta(days=20),
    )
    assert "decided" not in stories(Q(), as_of=TODAY())[complaint.pk].events
    FindingFactory(allegation=second, merits="UNF", decided_on=TODAY() - timedelta(days=5))
    story = stories(Q(), as_of=TODAY())[complaint.pk]
    assert story.events["decided"] == TODAY() - timedelta(days=5)
    assert story.sustained
    before = stories(Q(), as_of=TODAY() - timedelta(days=6))[complaint.pk]
    assert "decided" not in before.events


def test_a_day_of_receipt_known_to_the_month_starts_no_clock(alder: Client) -> None:
    complaint = complaint_received(alder, 50)
    Complaint.objects.update(received_precision="month")
    assert "received" not in stories(Q(), as_of=TODAY())[complaint.pk].events


def test_steps_after_the_day_asked_have_not_happened(alder: Client, chief: User) -> None:
    complaint = complaint_received(alder, 50)
    with_steps(complaint, chief, assign=2, report=40)
    early = stories(Q(), as_of=TODAY() - timedelta(days=20))[complaint.pk]
    assert "assigned" in early.events
    assert "reported" not in early.events
