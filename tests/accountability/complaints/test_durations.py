"""Days to a finding: appeals, open cases and missing days; the curve itself has tests of its own."""

from datetime import date

import pytest

from accountability.complaints.counts import Book
from accountability.complaints.durations import Durations, durations
from riskcore.clients.models import Client
from riskcore.periods import Period
from tests.factories.accountability import AllegationFactory, ComplaintFactory, FindingFactory

pytestmark = pytest.mark.django_db

PERIOD = Period(date(2025, 1, 1), date(2026, 1, 1))
DAY = date(2025, 3, 1)


def of(client: Client) -> Durations:
    return durations(Book(client_ids=[client.pk], period=PERIOD))[client.pk]


def test_an_appeal_ends_a_case_later(alder: Client) -> None:
    allegation = AllegationFactory(complaint=ComplaintFactory(client=alder, received_on=DAY))
    FindingFactory(allegation=allegation, decided_on=date(2025, 3, 31))
    assert of(alder).closed == {30: 1}
    FindingFactory(allegation=allegation, decided_on=date(2025, 5, 30), stage="after_appeal")
    assert of(alder).closed == {90: 1}


def test_an_open_case_has_been_open_until_the_last_day(alder: Client) -> None:
    allegation = AllegationFactory(complaint=ComplaintFactory(client=alder, received_on=DAY))
    FindingFactory(allegation=allegation, merits="", closure="PND", decided_on=DAY)
    FindingFactory(allegation=allegation, stage="recommended", decided_on=DAY)
    assert (of(alder).closed, of(alder).still_open) == ({}, {305: 1})
    assert of(alder).cases == 1


def test_days_that_cannot_be_are_set_aside(alder: Client) -> None:
    received = ComplaintFactory(client=alder, received_on=DAY)
    occurred = ComplaintFactory(client=alder, received_on=None, occurred_on=DAY)
    for complaint, day in ((received, date(2025, 2, 1)), (received, None), (occurred, DAY)):
        FindingFactory(allegation=AllegationFactory(complaint=complaint), decided_on=day)
    AllegationFactory(complaint=occurred)
    assert of(alder) == Durations(unusable=4)
