"""Quarters that are over, and no others; and the attacks that this closes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from accountability.complaints.queries import complaint_summary
from accountability.force.queries import force_summary
from accountability.releases import next_release, quarter_end, release_day, release_period
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.factors.reading import Reading
from riskcore.periods import Period, add_months, trailing
from riskcore.profiles.queries import portfolio, profile
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    FindingFactory,
    ForceReportFactory,
)
from tests.factories.riskcore import ExposureFactory

DAYS = st.dates(date(1971, 1, 1), date(2190, 1, 1))
SECRET = date(2026, 5, 13)
"""The day an insurer must not learn: one complaint, one finding and one report of force are of it."""


@given(day=DAYS)
def test_a_quarter_end_is_one_and_lies_within_three_months_before(day: date) -> None:
    end = quarter_end(day)
    following = end + timedelta(days=1)
    assert (following.day, following.month % 3) == (1, 1)
    assert end <= day < add_months(following, 3)


@given(day=DAYS, today=DAYS)
def test_what_is_given_out_is_over_and_was_asked_for(day: date, today: date) -> None:
    given_out = release_day(day, today=today)
    assert given_out < today
    assert given_out <= day
    assert given_out == quarter_end(given_out)


@given(day=DAYS, today=DAYS)
def test_the_period_is_five_years_whatever_is_asked(day: date, today: date) -> None:
    period = release_period(day, today=today)
    assert period.last_day == release_day(day, today=today)
    assert add_months(period.start, 60) == period.end


@given(today=DAYS)
def test_the_next_release_is_the_day_another_answer_comes(today: date) -> None:
    turn = next_release(today=today)
    assert release_day(turn, today=today) == release_day(turn - timedelta(days=1), today=today)
    assert release_day(turn, today=turn) > release_day(turn, today=today)
    if turn - today > timedelta(days=1):
        assert release_day(turn, today=turn - timedelta(days=1)) == release_day(today, today=today)


@pytest.fixture
def watched(alder: Client) -> Client:
    """Enough of everything for its counts to be shown, spread over two years, and one of each secret."""
    for month in range(24):
        first = add_months(date(2024, 4, 1), month)
        ExposureFactory(client=alder, base="officers", month=first, quantity=120)
        for _ in range(3):
            allegation = AllegationFactory(
                complaint=ComplaintFactory(client=alder, received_on=first), category="UOF_EXC"
            )
            FindingFactory(allegation=allegation, merits="SUS", decided_on=first)
            ForceReportFactory(client=alder, occurred_on=first)
    one = ComplaintFactory(client=alder, received_on=SECRET)
    allegation = AllegationFactory(complaint=one, category="UOF_EXC")
    FindingFactory(allegation=allegation, merits="SUS", decided_on=SECRET)
    ForceReportFactory(client=alder, occurred_on=SECRET)
    return alder


def _of_persons(reading: Reading) -> Reading:
    """A reading without the day of the access checklist: that one is about the department on the very
    day asked for, and about nobody in it."""
    if reading.source.get("table") != "access checklist":
        return reading
    return replace(reading, source={**reading.source, "to": ""})


def answers(user: User, client: Client, day: date, years: int) -> list[Any]:
    """All an insurer can ask about complaints of one client as of a day."""
    period = trailing(day, months_back=12 * years)
    read = profile(by=user, client_code=client.code, as_of=day, years=years)
    row = portfolio(by=user, as_of=day, years=years).rows[0]
    watched_by_insurers = [factor.key for factor in read.factors if factor.open_to]
    exhibits = [
        read.exhibits[key]
        for key in read.exhibits
        if key.startswith(("complaint", "allegation", "finding", "force"))
    ]
    assert watched_by_insurers
    assert len(exhibits) >= 6
    http = APIClient()
    http.force_authenticate(user)
    asked = {"as_of": day.isoformat(), "years": years}
    summary = http.get(f"/api/v1/clients/{client.code}/complaint-summary/", asked)
    assert summary.status_code == 200
    return [
        complaint_summary(by=user, client_code=client.code, period=period),
        force_summary(by=user, client_code=client.code, period=period),
        [_of_persons(read.row.readings[key]) for key in watched_by_insurers],
        [_of_persons(row.readings[key]) for key in watched_by_insurers],
        exhibits,
        summary.json(),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("before", [SECRET - timedelta(days=1), date(2026, 4, 1)])
def test_neighbouring_days_tell_no_day(watched: Client, ana: User, before: date) -> None:
    assert answers(ana, watched, before, 5) == answers(ana, watched, SECRET, 5)


@pytest.mark.django_db
def test_windows_of_two_lengths_cannot_be_subtracted(watched: Client, ana: User) -> None:
    long, short = (answers(ana, watched, SECRET, years) for years in (5, 1))
    assert long == short


@pytest.mark.django_db
def test_a_day_to_come_does_not_count_up(watched: Client, ana: User, time_machine: Any) -> None:
    later = date(2031, 1, 1)
    time_machine.move_to("2026-05-12T12:00:00Z")
    eve = answers(ana, watched, later, 5)
    time_machine.move_to("2026-05-13T12:00:00Z")
    assert answers(ana, watched, later, 5) == eve
    time_machine.move_to("2026-07-01T12:00:00Z")
    assert answers(ana, watched, later, 5) != eve


@pytest.mark.django_db
def test_the_last_day_of_one_complaint_is_in_no_answer(watched: Client, ana: User) -> None:
    asked = answers(ana, watched, date(2026, 9, 30), 5)
    assert SECRET.isoformat() not in str(asked)
    assert "13 May" not in str(asked)


@pytest.mark.django_db
def test_the_department_counts_to_the_day(watched: Client, chief: User) -> None:
    counted = [
        complaint_summary(
            by=chief, client_code=watched.code, period=Period(date(2024, 1, 1), end)
        ).complaints
        for end in (SECRET, SECRET + timedelta(days=1))
    ]
    assert counted == [72, 73]
