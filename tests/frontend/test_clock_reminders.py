"""Reminders on their page: read, acknowledged with a reason, refused to who may not."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from accountability.clocks.models import ClockReminder
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.clocks import complaint_received, reminder_of, with_steps
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/clients/alder-falls/clock-reminders/"


def browser(person: User) -> Browser:
    made = Browser()
    made.force_login(person)
    return made


@pytest.fixture
def row(alder: Client, chief: User) -> ClockReminder:
    Client.objects.filter(pk=alder.pk).update(state="OH")
    case = with_steps(complaint_received(alder, 173), chief, assign=2)
    return reminder_of(case, on=timezone.localdate(), days_before=7)


def test_it_waits_until_a_reason_is_given(row: ClockReminder, ivy: User) -> None:
    assert "1 reminder of clocks waits" in text_of(browser(ivy).get(ADDRESS))
    assert browser(ivy).post(ADDRESS, {"reminder": row.pk, "reason": ""}).status_code == 422
    sent = {"reminder": row.pk, "reason": "The report is due on Friday."}
    assert browser(ivy).post(ADDRESS, sent).status_code == 302
    page = text_of(browser(ivy).get(ADDRESS))
    assert "No reminder of a clock waits" in page
    assert "The report is due on Friday." in page


def test_who_does_not_work_on_cases_only_reads(row: ClockReminder, rita: User, uma: User) -> None:
    assert "Acknowledge" not in text_of(browser(rita).get(ADDRESS))
    sent = {"reminder": row.pk, "reason": "The city looks on."}
    assert browser(rita).post(ADDRESS, sent).status_code == 422
    assert ClockReminder.objects.waiting().get() == row
    assert row.due_on - timezone.localdate() == timedelta(days=7)
    assert browser(uma).get(ADDRESS).status_code == 403
