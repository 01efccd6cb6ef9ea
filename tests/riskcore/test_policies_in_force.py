"""Policies in force on a day."""

from datetime import date

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.policies import CoveragePart, Line, Policy, Trigger, covers, next_expiries

ON = date(2026, 9, 30)


def policy(client: Client, number: str, starts_on: date, ends_on: date, *lines: Line) -> Policy:
    row = Policy.objects.create(
        client=client,
        carrier=client.carrier,
        number=number,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_at=timezone.now(),
    )
    for line in lines:
        CoveragePart.objects.create(
            policy=row, line=line, trigger=Trigger.OCCURRENCE, retention=10_000
        )
    return row


@pytest.fixture
def terms(alder: Client) -> None:
    policy(alder, "P1", date(2025, 10, 1), date(2026, 10, 1), Line.LEL, Line.POL)
    policy(alder, "P2", date(2026, 1, 1), date(2027, 1, 1))
    policy(alder, "OLD", date(2024, 1, 1), ON)
    policy(alder, "NEW", date(2026, 10, 1), date(2027, 10, 1))


def test_the_first_end_of_what_is_in_force_is_next(
    alder: Client, birch: Client, terms: None
) -> None:
    found = next_expiries(client_ids=[alder.pk, birch.pk], on=ON)
    assert found == {alder.pk: date(2026, 10, 1)}


def test_a_term_recorded_anew_replaces_the_one_before(alder: Client, terms: None) -> None:
    policy(alder, "P1", date(2025, 10, 1), date(2026, 12, 1))
    assert next_expiries(client_ids=[alder.pk], on=ON) == {alder.pk: date(2026, 12, 1)}


def test_cover_names_its_lines_and_is_found_by_its_own_people(
    alder: Client, terms: None, ana: User, cal: User
) -> None:
    found = covers(by=ana, client=alder, on=ON)
    assert [(cover.number, cover.lines) for cover in found] == [
        ("P1", ("law-enforcement liability", "public-officials liability")),
        ("P2", ()),
    ]
    assert covers(by=cal, client=alder, on=ON) == ()
