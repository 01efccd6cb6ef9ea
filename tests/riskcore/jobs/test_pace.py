"""Waits double, and end somewhere."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from riskcore.jobs.pace import publish_again_at, retry_delay

NOON = datetime(2026, 9, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _known_settings(settings: Any) -> None:
    settings.COMMONWARD = {"JOB_RETRY_SECONDS": 5, "JOB_LEASE_SECONDS": 60}


@pytest.mark.parametrize(
    ("attempt", "seconds"), [(0, 5), (1, 5), (2, 10), (3, 20), (4, 40), (7, 300), (10_000, 300)]
)
def test_each_attempt_waits_twice_as_long(attempt: int, seconds: int) -> None:
    assert retry_delay(attempt) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("after_due", "wait"), [(0, 30), (30, 30), (60, 60), (120, 120), (86_400, 600)]
)
def test_a_message_taken_for_lost_is_sent_again_ever_later(after_due: int, wait: int) -> None:
    published = NOON + timedelta(seconds=after_due)
    assert publish_again_at(due=NOON, published=published) - published == timedelta(seconds=wait)
