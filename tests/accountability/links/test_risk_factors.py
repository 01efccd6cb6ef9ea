"""The factor watches, says why it cannot be computed, and never shows a small count."""

from dataclasses import replace
from datetime import date

import pytest

from accountability.links.actions import decide
from accountability.links.models import Link
from accountability.links.risk_factors import complaint_to_claim, conversion_24
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.factors.registry import EXHIBITS, FACTORS, Peer, Scope, Use, Window
from riskcore.profiles.suppression import as_read_by
from tests.factories.accountability import ComplaintFactory

pytestmark = pytest.mark.django_db
WINDOW = Window(as_of=date(2026, 9, 30))


def scope(*clients: Client) -> Scope:
    return Scope(
        peers=tuple(
            Peer(id=client.pk, code=client.code, kind=client.kind, state=client.state)
            for client in clients
        )
    )


def test_it_is_watched_and_never_rated() -> None:
    factor = FACTORS.get("complaint_conversion_24")
    assert (factor.use, factor.suppress_below) == (Use.WATCH, 10)
    assert EXHIBITS.get("complaint_to_claim").gather is complaint_to_claim


def test_without_a_decision_nothing_is_said(alder: Client, birch: Client) -> None:
    for _ in range(12):
        ComplaintFactory(client=alder, received_on=date(2023, 1, 1))
    readings = conversion_24(scope(alder, birch), WINDOW)
    assert "nobody has yet said" in readings[alder.pk].unavailable
    assert "24 months" in readings[birch.pk].unavailable
    assert complaint_to_claim(scope(alder, birch), WINDOW) == {}


def test_confirmed_links_are_counted_over_complaints_old_enough(
    suggested: dict[str, Link], alder: Client, rita: User
) -> None:
    decide(by=rita, link_id=suggested["complaint-claim"].pk, verdict="confirmed")
    assert "fewer than 10" in conversion_24(scope(alder), WINDOW)[alder.pk].unavailable
    for _ in range(24):
        ComplaintFactory(client=alder, received_on=date(2023, 1, 1))
    reading = conversion_24(scope(alder), WINDOW)[alder.pk]
    assert (reading.value, reading.numerator, reading.denominator) == (4.0, 1, 25)
    assert reading.smallest == 1
    factor = FACTORS.get("complaint_conversion_24")
    many = replace(reading, numerator=12, value=48.0)
    for smallest, shown in ((13, 48.0), (3, None)):
        told = as_read_by(replace(many, smallest=smallest), factor, is_open=False)
        assert told.value == shown
    exhibit = complaint_to_claim(scope(alder), WINDOW)[alder.pk]
    assert exhibit["linked"] == "fewer than 10"
