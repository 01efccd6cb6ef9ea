"""Each outcome is counted by its own day, month by month."""

from datetime import date
from typing import Any

import pytest

from accountability.complaints.counts import Book
from outreach.effect.outcomes import OUTCOMES, counted, reported_until
from outreach.effect.panel import month_number
from outreach.languages import Language
from riskcore.clients.models import Client
from riskcore.periods import Period
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    FindingFactory,
    ForceReportFactory,
)

pytestmark = pytest.mark.django_db
PERIOD = Period(date(2025, 1, 1), date(2026, 1, 1))
MARCH = month_number(date(2025, 3, 1))


def of(key: str, client: Client) -> dict[int, int]:
    found, _ = counted(OUTCOMES.get(key), client_ids=[client.pk], period=PERIOD, known_at=None)
    return dict(found.get(client.pk, {}))


def test_complaints_count_by_the_day_received_and_sustained_ones_once(alder: Client) -> None:
    day: dict[str, Any] = {"received_on": date(2025, 3, 9), "occurred_on": date(2025, 1, 2)}
    one = ComplaintFactory(client=alder, **day)
    ComplaintFactory(client=alder, **day)
    ComplaintFactory(client=alder, **(day | {"received_on": date(2026, 1, 1)}))
    ComplaintFactory(client=alder, **(day | {"received_on": None}))
    for _ in range(2):
        FindingFactory(allegation=AllegationFactory(complaint=one), merits="SUS", closure="")
    assert of("complaints", alder) == {MARCH: 2}
    assert of("sustained", alder) == {MARCH: 1}
    _, span = counted(
        OUTCOMES.get("complaints"), client_ids=[alder.pk], period=PERIOD, known_at=None
    )
    assert span == {alder.pk: (date(2025, 3, 9), date(2025, 3, 9))}


def test_force_counts_by_the_event_and_injuries_among_it(alder: Client) -> None:
    ForceReportFactory(client=alder, occurred_on=date(2025, 3, 1), injury=True)
    ForceReportFactory(client=alder, occurred_on=date(2025, 3, 31), injury=False)
    assert of("force", alder) == {MARCH: 2}
    assert of("injuries", alder) == {MARCH: 1}


def test_a_client_without_a_record_for_a_year_has_stopped_reporting() -> None:
    end = date(2026, 1, 1)
    assert reported_until(date(2025, 1, 1), end) == end
    assert reported_until(date(2024, 12, 31), end) == date(2024, 12, 31)


def test_every_outcome_has_a_noun_in_every_language() -> None:
    assert all(set(outcome.nouns) == set(Language) for outcome in OUTCOMES)
    assert OUTCOMES.get("claims").count(Book(client_ids=[], period=PERIOD)) == {}
