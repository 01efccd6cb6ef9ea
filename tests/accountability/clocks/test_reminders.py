"""What waits is what the clocks still say; acknowledged once, with a reason, by who works on cases."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accountability.clocks import daily
from accountability.clocks.models import ClockReminder
from accountability.clocks.reminders import acknowledge, find_reminder, reminders, waiting_count
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from tests.factories.clocks import complaint_received, contract, tolled, with_steps

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def row(alder: Client, chief: User, house: User) -> ClockReminder:
    Client.objects.filter(pk=alder.pk).update(state="OH")
    contract(chief, alder)
    complaint = complaint_received(alder, 156)
    with_steps(complaint, chief, acknowledge=1, assign=2, report=3, decide=4, close=5)
    daily.carry_out(daily.due(TODAY()), by=house)
    return ClockReminder.objects.get()


def test_it_waits_until_somebody_says_what_is_done(
    row: ClockReminder, alder: Client, ivy: User
) -> None:
    found = reminders(by=ivy, client_code=alder.code)
    assert [each.days_before for each in found.waiting] == [30]
    assert found.waiting[0].sentence.startswith("Discipline will be barred on")
    with pytest.raises(InvalidInput, match="without a reason"):
        acknowledge(by=ivy, reminder_id=row.pk, reason=" ")
    acknowledge(by=ivy, reminder_id=row.pk, reason="The notice is at the chief's desk.")
    found = reminders(by=ivy, client_code=alder.code)
    assert (found.waiting, found.settled[0].reason[:10]) == ((), "The notice")
    with pytest.raises(Conflict):
        acknowledge(by=ivy, reminder_id=row.pk, reason="Again.")


def test_a_toll_of_this_morning_takes_it_off_the_list_at_once(
    row: ClockReminder, alder: Client, chief: User
) -> None:
    start = TODAY() - timedelta(days=30)
    tolled(row.case.complaint, start=start, end=start + timedelta(days=9))
    assert waiting_count(by=chief, client_code=alder.code) == 0


def test_outsiders_find_none_and_a_sealed_one_is_the_commands(
    row: ClockReminder, alder: Client, chief: User, ivy: User, rita: User, uma: User, cal: User
) -> None:
    with pytest.raises(PermissionDenied):
        reminders(by=uma, client_code=alder.code)
    for person in (uma, cal):
        with pytest.raises(NotFound):
            find_reminder(by=person, reminder_id=row.pk)
    with pytest.raises(PermissionDenied):
        acknowledge(by=rita, reminder_id=row.pk, reason="The city looks on.")
    complaint = row.case.complaint
    type(complaint).objects.filter(pk=complaint.pk).update(sealed_at=timezone.now())
    with pytest.raises(NotFound):
        find_reminder(by=ivy, reminder_id=row.pk)
    assert find_reminder(by=chief, reminder_id=row.pk) == row
