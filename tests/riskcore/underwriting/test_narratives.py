"""A narrative is added to and never changed, names nobody, and is the insurer's alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.underwriting.models import Review
from riskcore.underwriting.narratives import (
    LONGEST,
    ClaimNarrative,
    NewNarrative,
    latest,
    narratives,
    write_narrative,
)
from tests.factories.losses import load
from tests.factories.recommendations import recommendation

TOLD = NewNarrative(as_of=date(2026, 6, 30), facts="Two officers entered the wrong house.")


@pytest.fixture
def claimed(alder: Client, uma: User) -> Client:
    load(alder, uma, date(2026, 6, 30), {"number": "C-1", "occurred_on": date(2025, 3, 1)})
    return alder


def write(by: User, asked: NewNarrative = TOLD, number: str = "C-1") -> ClaimNarrative:
    return write_narrative(by=by, client_code="alder-falls", number=number, asked=asked)


def test_versions_are_added_and_the_last_holds_as_of_its_day(claimed: Client, uma: User) -> None:
    write(uma)
    later = date(2026, 9, 30)
    write(uma, replace(TOLD, as_of=later, facts="Three officers.", lessons="Read warrants twice."))
    found = narratives(by=uma, client_code=claimed.code, number="C-1")
    assert [each.facts for each in found] == ["Three officers.", TOLD.facts]
    assert found[0].parts[1] == ("What is to be learned", "Read warrants twice.")
    key = ("C-1", "")
    told = {
        day: latest(by=uma, client=claimed, as_of=day, claims=[key]).get(key)
        for day in (date(2026, 6, 29), date(2026, 9, 29), later)
    }
    assert [each and each.facts for each in told.values()] == [None, TOLD.facts, "Three officers."]


@pytest.mark.parametrize(
    ("part", "text", "told"),
    [
        ("facts", " ", "must say what happened"),
        ("facts", "x" * (LONGEST + 1), "at most 4,000"),
        ("liability", "Claimant 078-05-1120 sued.", "social security number"),
        ("injuries", "Write to a.person@example.org", "e-mail address"),
        ("next_event", "Call (555) 010-4477", "telephone number"),
        ("lessons", "DOB 3/4/1990", "date of birth"),
    ],
)
def test_what_is_empty_endless_or_personal_is_refused(
    claimed: Client, uma: User, part: str, text: str, told: str
) -> None:
    with pytest.raises(InvalidInput, match=told):
        write(uma, replace(TOLD, **{part: text}))  # type: ignore[arg-type]  # a text part
    assert not ClaimNarrative.objects.exists()


def test_figures_of_money_and_claim_numbers_are_not_taken_for_a_persons(
    claimed: Client, uma: User
) -> None:
    write(uma, replace(TOLD, facts="Reserve raised from $250,000 on 2026-03-04; suit 25-cv-01234."))


def test_a_day_to_come_and_advice_that_does_not_exist_are_refused(
    claimed: Client, uma: User, ana: User
) -> None:
    with pytest.raises(InvalidInput, match="a day to come"):
        write(uma, replace(TOLD, as_of=timezone.localdate() + timedelta(days=2)))
    with pytest.raises(InvalidInput, match="R-99"):
        write(uma, replace(TOLD, recommendations=("R-99",)))
    given = recommendation(client=claimed, advisor=ana, manager=uma)
    row = write(uma, replace(TOLD, recommendations=(given.number,)))
    assert row.recommendations == [given.number]


def test_only_the_insurer_reads_and_only_its_desk_writes(
    claimed: Client, uma: User, ana: User, dee: User, rita: User
) -> None:
    write(ana)
    assert latest(by=rita, client=claimed, as_of=date(2030, 1, 1), claims=[("C-1", "")]) == {}
    with pytest.raises(PermissionDenied):
        narratives(by=rita, client_code=claimed.code, number="C-1")
    with pytest.raises(PermissionDenied):
        write(dee)
    with pytest.raises(NotFound, match="C-2"):
        write(uma, number="C-2")
    event = AuditEvent.objects.get(verb="underwriting.narrative_written")
    assert "house" not in str(event.facts)
    assert not Review.objects.exists()
