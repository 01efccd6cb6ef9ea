"""Stops of a period: by their numbers, in their standing version, with the months that have any."""

from datetime import date
from typing import Any

import pytest

from accountability.activity.counts import stop_amounts
from accountability.complaints.counts import Book
from riskcore.clients.models import Client
from riskcore.periods import Period
from tests.factories.activity import StopFactory

pytestmark = pytest.mark.django_db


def test_persons_of_one_stop_are_one_and_months_are_counted(
    alder: Client, birch: Client, django_assert_num_queries: Any
) -> None:
    for day, number, subject in (
        (date(2026, 1, 5), "S1", "a"),
        (date(2026, 1, 5), "S1", "b"),
        (date(2026, 1, 9), "S2", ""),
        (date(2026, 3, 1), "S3", ""),
        (date(2025, 12, 31), "S4", ""),
    ):
        StopFactory(client=alder, number=number, subject=subject, occurred_on=day)
    StopFactory(client=alder, number="S3", occurred_on=date(2025, 1, 1), version=2)
    period = Period(date(2026, 1, 1), date(2026, 7, 1))
    book = Book(client_ids=[alder.pk, birch.pk], period=period)
    with django_assert_num_queries(1):
        found = stop_amounts(book)
    assert set(found) == {alder.pk}
    amount = found[alder.pk]
    assert (amount.quantity, amount.months_known, amount.months_asked) == (2, 1, 6)
