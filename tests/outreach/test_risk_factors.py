from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outreach import risk_factors
from outreach.evidence import reviews as evidence
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.exposures import ExposureBase
from riskcore.factors.reading import Reading
from riskcore.factors.registry import FACTORS, Direction, Peer, Scope, Use, Window
from riskcore.periods import months
from tests.factories.outreach import accepted, prove, record
from tests.factories.riskcore import ClientFactory, ExposureFactory

pytestmark = pytest.mark.django_db
WINDOW = Window(as_of=date(2026, 9, 30))
KEYS = [
    "outreach_strategies",
    "outreach_accepted_share",
    "outreach_people_reached",
    "outreach_evidence_gaps",
    "outreach_evidence_waiting",
]


def scope_of(*clients: Client) -> Scope:
    return Scope(
        peers=tuple(Peer(id=c.pk, code=c.code, kind=c.kind, state=c.state) for c in clients)
    )


def read(key: str, client: Client, window: Window = WINDOW) -> Reading:
    return FACTORS.get(key).measure(scope_of(client), window)[client.pk]


def populate(client: Client, residents: int = 20_000, known: int = 12) -> None:
    for month in months(risk_factors.recent_months(WINDOW))[:known]:
        ExposureFactory(
            client=client, base=ExposureBase.POPULATION, month=month, quantity=residents
        )


@pytest.mark.parametrize("key", KEYS)
def test_outreach_is_context_and_never_price(key: str) -> None:
    factor = FACTORS.get(key)
    assert factor.use is Use.CONTEXT
    assert factor.direction is Direction.NEITHER
    assert factor.source
    assert factor.definition


@pytest.mark.parametrize("key", KEYS)
def test_nothing_on_record_is_not_zero(key: str, alder: Client) -> None:
    reading = read(key, alder)
    assert reading.value is None
    assert reading.unavailable == "no outreach is on record for these 5 years"


def test_only_accepted_initiatives_cover_a_strategy(lee: User, ana: User, alder: Client) -> None:
    accepted(lee, ana, alder)
    accepted(lee, ana, alder, title="Another")
    accepted(lee, ana, alder, strategy="S1", starts_on=date(2025, 9, 30))
    record(lee, alder, strategy="S2")
    reading = read("outreach_strategies", alder)
    assert (reading.value, reading.denominator) == (1, 4)
    assert "S1" in reading.note
    assert "S4" not in reading.note
    assert reading.source["count"] == 3


def test_old_outreach_alone_covers_zero_strategies(lee: User, ana: User, alder: Client) -> None:
    accepted(lee, ana, alder, starts_on=date(2024, 1, 1))
    assert read("outreach_strategies", alder).value == 0
    assert "no initiative took place" in read("outreach_accepted_share", alder).unavailable


def test_gaps_are_strategies_without_one_accepted_and_say_what_was_begun(
    lee: User, ana: User, alder: Client
) -> None:
    accepted(lee, ana, alder)
    prove(lee, record(lee, alder, strategy="S2"))
    record(lee, alder, strategy="S2", title="Another")
    gaps, waiting = (read(f"outreach_evidence_{key}", alder) for key in ("gaps", "waiting"))
    assert (gaps.value, gaps.denominator) == (3, 4)
    assert "S2 (recorded, not accepted)" in gaps.note
    assert "S1 (nothing recorded)" in gaps.note
    assert (waiting.value, waiting.denominator) == (2, 3)
    assert waiting.note == "1 of them without a file."


def test_what_a_reviewer_returned_waits_for_the_department(
    lee: User, ana: User, alder: Client
) -> None:
    initiative = record(lee, alder)
    prove(lee, initiative)
    evidence.review(
        by=ana, initiative_id=initiative.pk, decision="returned", level=0, reason="Blurred."
    )
    assert read("outreach_evidence_waiting", alder).value == 0
    assert read("outreach_evidence_gaps", alder).value == 4
    prove(lee, initiative, b"Sheet,31\r\n")
    assert read("outreach_evidence_waiting", alder).value == 1


def test_the_share_accepted(lee: User, ana: User, alder: Client) -> None:
    accepted(lee, ana, alder)
    for number in range(3):
        record(lee, alder, title=f"Coffee {number}")
    reading = read("outreach_accepted_share", alder)
    assert (reading.value, reading.numerator, reading.denominator) == (25, 1, 4)


def test_people_are_counted_without_guesses_and_impressions(lee: User, alder: Client) -> None:
    populate(alder)
    record(lee, alder, people_reached=100)
    record(lee, alder, people_reached=60, title="Fair")
    record(lee, alder, people_reached=5_000, count_method="guess", title="Parade")
    record(lee, alder, people_reached=None, impressions=90_000, strategy="S3", title="Billboard")
    reading = read("outreach_people_reached", alder)
    assert reading.value == pytest.approx(8.0)
    assert (reading.numerator, reading.denominator, reading.grade) == (160, 20_000, "B")
    assert "1 guessed, 1 not counted" in reading.note


def test_people_need_a_count_and_a_population(lee: User, alder: Client) -> None:
    record(lee, alder, people_reached=None)
    assert "no population" in read("outreach_people_reached", alder).unavailable
    populate(alder, known=6)
    assert "nobody was counted" in read("outreach_people_reached", alder).unavailable
    record(lee, alder, people_reached=40, title="Counted")
    reading = read("outreach_people_reached", alder)
    assert (reading.value, reading.grade) == (pytest.approx(2.0), "B")


def test_yesterdays_knowledge_gives_yesterdays_figure(lee: User, ana: User, alder: Client) -> None:
    record(lee, alder, title="First")
    then = timezone.now()
    accepted(lee, ana, alder)
    assert read("outreach_strategies", alder).value == 1
    before = Window(as_of=WINDOW.as_of, known_at=then)
    assert read("outreach_strategies", alder, before).value == 0


@pytest.mark.parametrize("key", KEYS)
def test_the_whole_book_takes_as_many_queries_as_one_client(
    key: str, lee: User, ana: User, alder: Client
) -> None:
    accepted(lee, ana, alder)
    populate(alder)

    def queries(*clients: Client) -> Any:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            readings = FACTORS.get(key).measure(scope_of(*clients), WINDOW)
        assert set(readings) == {client.pk for client in clients}
        return len(captured)

    assert queries(alder) == queries(alder, *ClientFactory.create_batch(9)) <= 5
