"""Accepting a retro date that advanced: once, with a reason, by an underwriter, for that date only."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.coverage.actions import accept_retro_date
from riskcore.coverage.models import RetroAcceptance
from riskcore.coverage.queries import of_client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from tests.factories.policies import term

START, RETRO = date(2025, 10, 1), date(2025, 10, 1)


@pytest.fixture
def advanced(alder: Client) -> Client:
    term(alder, date(2024, 10, 1), retro_date=date(2015, 10, 1))
    term(alder, START, retro_date=RETRO)
    return alder


def accept(by: User, client: Client, **changes: Any) -> RetroAcceptance:
    asked: dict[str, Any] = {
        "line": "LEL",
        "number": "P-1",
        "starts_on": START,
        "retro_date": RETRO,
        "reason": "A five-year tail was bought from the carrier before.",
        "agreement": "City council, resolution 2025-41.",
    }
    return accept_retro_date(by=by, client_code=client.code, **(asked | changes))


def test_an_accepted_retro_date_stands_with_who_why_and_when(advanced: Client, uma: User) -> None:
    before = timezone.now()
    accept(uma, advanced)
    [found] = of_client(by=uma, client_code=advanced.code, as_of=START)
    assert not found.is_open
    assert found.accepted.startswith("Accepted by Uma on")
    assert "five-year tail" in found.accepted
    assert "resolution 2025-41" in found.accepted
    event = AuditEvent.objects.get(verb="coverage.accept_retro_date")
    assert '"retro_date":"2025-10-01"' in event.facts
    [then] = of_client(by=uma, client_code=advanced.code, as_of=START, known_at=before)
    assert then.is_open


def test_another_retro_date_of_the_same_term_is_another_matter(advanced: Client, uma: User) -> None:
    accept(uma, advanced)
    later = timezone.now() + timedelta(seconds=1)
    term(advanced, START, retro_date=date(2025, 12, 1), recorded_at=later)
    [found] = of_client(by=uma, client_code=advanced.code, as_of=START)
    assert found.is_open


def test_it_is_accepted_once(advanced: Client, uma: User) -> None:
    accept(uma, advanced)
    with pytest.raises(Conflict, match="accepted already"):
        accept(uma, advanced)
    assert RetroAcceptance.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"line": "EPL"},
        {"number": "P-2"},
        {"retro_date": date(2024, 1, 1)},
        {"starts_on": RETRO.replace(year=2024)},
    ],
)
def test_only_what_advanced_can_be_accepted(
    advanced: Client, uma: User, changes: dict[str, Any]
) -> None:
    with pytest.raises(NotFound, match="no retro date later"):
        accept(uma, advanced, **changes)


@pytest.mark.parametrize("field", ["reason", "agreement"])
@pytest.mark.parametrize("text", ["  ", "x" * 4_001])
def test_why_and_who_agreed_must_be_said_within_bounds(
    advanced: Client, uma: User, field: str, text: str
) -> None:
    with pytest.raises(InvalidInput, match=field):
        accept(uma, advanced, **{field: text})
    assert not RetroAcceptance.objects.exists()


def test_only_an_underwriter_may(advanced: Client, ana: User, rita: User, cal: User) -> None:
    for person in (ana, rita):
        with pytest.raises(PermissionDenied):
            accept(person, advanced)
    with pytest.raises(NotFound):
        accept(cal, advanced)
