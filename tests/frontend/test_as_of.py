"""The day a page speaks of."""

from datetime import date

import pytest
import time_machine
from django.test import RequestFactory

from frontend.as_of import day_asked, usual_day
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.losses import load


def asked(user: User, query: str = "") -> object:
    request = RequestFactory().get(f"/{query}")
    request.user = user
    return request


@time_machine.travel("2026-11-02")
@pytest.mark.parametrize(
    ("valued_on", "usual"),
    [
        (None, date(2026, 11, 2)),
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 12, 31), date(2026, 11, 2)),
    ],
)
def test_the_usual_day_is_the_latest_valuation_but_never_after_today(
    alder: Client, ana: User, valued_on: date | None, usual: date
) -> None:
    if valued_on:
        load(alder, ana, valued_on, {"number": "A1", "occurred_on": date(2026, 1, 1)})
    assert usual_day(asked(ana)) == usual  # type: ignore[arg-type]  # a request before middleware


def test_a_valuation_at_another_carrier_says_nothing(alder: Client, ana: User, cal: User) -> None:
    load(alder, ana, date(2020, 1, 1), {"number": "A1", "occurred_on": date(2019, 1, 1)})
    assert usual_day(asked(cal)) > date(2020, 1, 1)  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize(
    ("query", "readable"),
    [("?as_of=2026-06-30", True), ("?as_of=30/06/26x", False), ("?as_of=0001-01-01", False)],
)
def test_a_day_that_cannot_be_read_is_marked_and_the_usual_one_taken(
    alder: Client, ana: User, query: str, readable: bool
) -> None:
    day, form = day_asked(asked(ana, query))  # type: ignore[arg-type]  # as above
    assert (day == date(2026, 6, 30)) is readable
    assert bool(form.errors) is not readable
