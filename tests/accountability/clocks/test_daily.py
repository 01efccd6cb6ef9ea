"""Reminded once for each limit, step and last day; dropped when the limit is met or moved."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accountability.cases.models import Case
from accountability.clocks import daily
from accountability.clocks.models import ClockReminder
from accountability.complaints.models import Complaint
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from tests.factories.clocks import complaint_received, contract, tolled, with_steps

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def work(house: User, day: date | None = None) -> dict[str, int]:
    return daily.carry_out(daily.due(day or TODAY()), by=house)


@pytest.fixture
def case(alder: Client, chief: User, ivy: User) -> Case:
    """A case 156 days after receipt under a contract of 180 days, and nothing else that runs out."""
    Client.objects.filter(pk=alder.pk).update(state="OH")
    User.objects.filter(pk__in=[chief.pk, ivy.pk]).update(email="somebody@example.gov")
    contract(chief, alder)
    complaint = complaint_received(alder, 156)
    made = with_steps(complaint, chief, acknowledge=1, assign=2, report=3, decide=4, close=5)
    Case.objects.filter(pk=made.pk).update(assignee=ivy, stage="discipline")
    made.refresh_from_db()
    return made


def waiting() -> list[tuple[int, str]]:
    rows = ClockReminder.objects.waiting().filter(bars=True)
    return [(row.days_before, row.label) for row in rows]


def test_whose_case_it_is_and_the_command_are_reminded_once(
    case: Case, house: User, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert work(house)["raised"] == 1
        assert work(house) == {"raised": 0, "dropped": 0}
    assert waiting() == [(30, "Article 14")]
    row = ClockReminder.objects.get()
    assert (row.assignee, row.people, len(mailoutbox)) == (case.assignee, 2, 2)
    assert case.complaint.number in mailoutbox[0].body
    assert "1 clock will run out" in mailoutbox[0].subject
    event = AuditEvent.objects.get(verb="clock.reminded")
    assert event.client == case.client


def test_a_later_step_takes_the_place_of_the_earlier_one(case: Case, house: User) -> None:
    work(house)
    done = work(house, TODAY() + timedelta(days=20))
    assert done == {"raised": 1, "dropped": 1}
    assert [days for days, _ in waiting()] == [7]
    assert ClockReminder.objects.get(status="dropped").dropped_because == "followed"


def test_a_toll_drops_it_and_its_steps_come_again_before_the_new_day(
    case: Case, house: User
) -> None:
    work(house)
    start = TODAY() - timedelta(days=20)
    toll = tolled(case.complaint, start=start, end=None)
    assert work(house) == {"raised": 0, "dropped": 1}
    assert ClockReminder.objects.get().dropped_because == "still"
    type(toll).objects.filter(pk=toll.pk).update(ends_on=TODAY() - timedelta(days=1))
    assert work(house)["raised"] == 0
    assert work(house, TODAY() + timedelta(days=25))["raised"] == 1
    assert ClockReminder.objects.waiting().get().due_on > TODAY() + timedelta(days=30)


def test_what_is_met_sealed_or_closed_is_dropped_and_never_raised(case: Case, house: User) -> None:
    work(house)
    Case.objects.filter(pk=case.pk).update(stage="closed")
    assert work(house) == {"raised": 0, "dropped": 1}
    assert ClockReminder.objects.get().dropped_because == "gone"
    ClockReminder.objects.all().delete()
    Case.objects.filter(pk=case.pk).update(stage="discipline")
    Complaint.objects.filter(pk=case.complaint_id).update(sealed_at=timezone.now())
    assert work(house) == {"raised": 0, "dropped": 0}


def test_looking_takes_as_many_queries_for_many_cases(
    case: Case, alder: Client, chief: User, django_assert_max_num_queries: Any
) -> None:
    for ago in range(150, 156):
        with_steps(complaint_received(alder, ago), chief, assign=2)
    with django_assert_max_num_queries(12):
        assert len(daily.due(TODAY()).raise_) > 6
