"""Daily work is asked for once a day, whoever asks and however often."""

from datetime import date
from typing import Any

import pytest

from riskcore.jobs import daily, scheduler
from riskcore.jobs.daily import DAILY, Daily
from riskcore.jobs.kinds import KINDS, JobKind
from riskcore.jobs.models import Job
from tests.riskcore.jobs.test_scheduler import Rounds

pytestmark = pytest.mark.django_db

KIND = JobKind(
    key="test.daily", label="Daily", work=lambda context: None, store=lambda context, made: {}
)


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(DAILY, "_entries", {})
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    entry = Daily(key="test.daily", label="Daily", kind=KIND.key)
    with KINDS.registered_temporarily(KIND), DAILY.registered_temporarily(entry):
        yield


def test_a_day_is_asked_for_once_and_the_next_one_again() -> None:
    for day in (date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 2)):
        assert daily.ask(day) == 1
    assert [job.arguments["day"] for job in Job.objects.order_by("created_at")] == [
        "2026-03-01",
        "2026-03-02",
    ]
    assert {job.requested_by.username for job in Job.objects.all()} == {"system"}


def test_the_scheduler_asks_at_its_first_sweep_of_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "sweep", lambda: None)
    scheduler.run(stopping=Rounds(3))
    scheduler.run(stopping=Rounds(2))
    assert Job.objects.count() == 1
