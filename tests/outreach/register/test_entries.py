from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from outreach.evidence import reviews as evidence
from outreach.evidence.standing import Standing
from outreach.initiatives.actions import correct_initiative
from outreach.register import entries
from outreach.register.queue import review_queue
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.periods import Period
from tests.factories.outreach import accepted, prove, record

pytestmark = pytest.mark.django_db
JUNE = Period(date(2026, 6, 1), date(2026, 7, 1))


def in_june(client: Client, **options: Any) -> list[entries.Entry]:
    return entries.in_period(client_ids=[client.pk], period=JUNE, **options).get(client.pk, [])


def returned(lee: User, ana: User, alder: Client) -> Any:
    initiative = record(lee, alder)
    evidence.review(
        by=ana, initiative_id=initiative.pk, decision="returned", level=0, reason="No sheet."
    )
    return initiative


def test_a_return_holds_until_further_evidence_arrives(lee: User, ana: User, alder: Client) -> None:
    initiative = returned(lee, ana, alder)
    assert [entry.standing for entry in in_june(alder)] == [Standing.RETURNED]
    assert review_queue(by=ana).waiting == 0

    prove(lee, initiative)
    [entry] = in_june(alder)
    assert entry.standing is Standing.SUBMITTED
    assert entry.reason == "No sheet."
    assert review_queue(by=ana).waiting == 1


def test_a_correction_waits_for_a_review_and_keeps_its_evidence(
    lee: User, ana: User, alder: Client
) -> None:
    initiative = accepted(lee, ana, alder)
    then = timezone.now()
    correct_initiative(by=lee, initiative_id=initiative.pk, people_reached=300)

    [now] = in_june(alder)
    assert (now.standing, now.people_reached, len(now.evidence)) == (Standing.SUBMITTED, 300, 1)
    [before] = in_june(alder, known_at=then)
    assert (before.standing, before.level, before.people_reached) == (Standing.ACCEPTED, 2, 30)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "inside"),
    [
        (date(2026, 5, 1), date(2026, 5, 31), False),
        (date(2026, 5, 1), date(2026, 6, 1), True),
        (date(2026, 6, 30), date(2026, 7, 9), True),
        (date(2026, 7, 1), date(2026, 7, 1), False),
    ],
)
def test_an_initiative_belongs_to_every_period_it_touches(
    starts_on: date, ends_on: date, inside: bool, lee: User, alder: Client
) -> None:
    initiative = record(lee, alder, starts_on=starts_on, ends_on=ends_on)
    assert bool(in_june(alder)) == inside
    everything = entries.gather(type(initiative).objects.current(), client_ids=[alder.pk])
    assert [entry.took_place_in(JUNE) for entry in everything] == [inside]


def test_the_whole_book_takes_four_queries(
    lee: User, ana: User, alder: Client, birch: Client, django_assert_num_queries: Any
) -> None:
    accepted(lee, ana, alder)
    with django_assert_num_queries(4):
        found = entries.in_period(client_ids=[alder.pk, birch.pk], period=JUNE)
    assert set(found) == {alder.pk}
