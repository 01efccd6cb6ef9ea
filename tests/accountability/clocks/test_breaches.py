"""Allegations past their limit: plain ones by their days, the others by their clocks."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accountability.clocks.breaches import Kept, by_days, governing, is_late, kept
from accountability.clocks.engine import read_clock
from accountability.clocks.plan import LIMITS
from accountability.complaints.counts import Book
from accountability.complaints.durations import Durations, durations
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.periods import Period
from tests.factories.accountability import FindingFactory
from tests.factories.clocks import complaint_received, contract, tolled

TODAY = timezone.localdate


def book(*clients: Client) -> Book:
    today = TODAY()
    period = Period(today - timedelta(days=700), today + timedelta(days=1))
    return Book(client_ids=[client.pk for client in clients], period=period)


def measured(*clients: Client) -> dict[int, Kept]:
    asked = book(*clients)
    return kept(asked, durations(asked))


def test_those_that_are_read_one_by_one_are_taken_off_the_days() -> None:
    took = Durations(closed=Counter({100: 6, 181: 3}), still_open=Counter({200: 2, 30: 9}))
    without = Durations(closed=Counter({100: 1, 181: 1}), still_open=Counter({200: 1}))
    assert by_days(took) == Kept(late=5, in_time=6)
    assert by_days(took, without) == Kept(late=3, in_time=5)


def test_what_bars_discipline_governs_and_a_young_case_tells_nothing() -> None:
    today = TODAY()
    clocks = [
        read_clock(limit=LIMITS[key], events={"received": today}, as_of=today)
        for key in ("fl_180_days", "target_overall", "target_assign")
    ]
    assert [clock.limit.key for clock in governing(clocks)] == ["fl_180_days"]
    assert [clock.limit.key for clock in governing(clocks[1:])] == ["target_overall"]
    assert is_late(clocks) is None
    assert is_late([]) is None


@pytest.mark.django_db
def test_a_toll_takes_its_days_off(alder: Client) -> None:
    Client.objects.filter(pk=alder.pk).update(state="OH")
    complaint = complaint_received(alder, 200)
    complaint_received(alder, 200)
    assert measured(alder)[alder.pk] == Kept(late=2)
    start = TODAY() - timedelta(days=150)
    tolled(complaint, start=start, end=start + timedelta(days=60))
    assert measured(alder)[alder.pk] == Kept(late=1)


@pytest.mark.django_db
def test_a_contract_that_bars_sooner_is_the_limit_that_counts(
    alder: Client, birch: Client, chief: User, django_assert_num_queries: Any
) -> None:
    Client.objects.update(state="OH")
    contract(chief, alder, length=90)
    for client in (alder, birch):
        for merits, after in (("UNF", 60), ("UNF", 120), ("SUS", 60)):
            complaint = complaint_received(client, 170)
            decided = TODAY() - timedelta(days=170 - after)
            FindingFactory(
                allegation=complaint.allegations.get(), merits=merits, decided_on=decided
            )
    asked = book(alder, birch)
    took = durations(asked)
    with django_assert_num_queries(11):
        found = kept(asked, took)
    # Sustained, and its notice is recorded nowhere: without a case that cannot be told.
    assert found[alder.pk] == Kept(late=1, in_time=2)
    assert found[birch.pk] == Kept(late=0, in_time=3)
