"""Reminders over the API: listed, acknowledged once."""

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.clocks import complaint_received, reminder_of, with_steps

pytestmark = pytest.mark.django_db


def test_a_reminder_is_listed_and_acknowledged_once(
    alder: Client, chief: User, ivy: User, uma: User
) -> None:
    Client.objects.filter(pk=alder.pk).update(state="OH")
    case = with_steps(complaint_received(alder, 173), chief, assign=2)
    row = reminder_of(case, on=timezone.localdate(), days_before=7)
    place = f"/api/v1/clients/{alder.code}/clock-reminders/"
    [listed] = caller(ivy).get(place).json()["results"]
    assert (listed["id"], listed["days_left"], listed["status"]) == (row.pk, 7, "open")
    answer = f"/api/v1/clock-reminders/{row.pk}/acknowledgment/"
    sent = {"reason": "The report is due on Friday."}
    assert caller(uma).post(answer, sent, format="json").status_code == 404
    first = caller(ivy).post(answer, sent, format="json")
    assert (first.status_code, first.json()["status"]) == (201, "acknowledged")
    again = caller(ivy).post(answer, sent, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "clock.reminder_settled")
