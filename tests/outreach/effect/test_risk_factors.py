"""The effect as context of a profile: explained, kept back where small, never a price."""

from datetime import date

import pytest
import time_machine

from outreach.effect.risk_factors import NO_PROGRAMME
from outreach.effect.words import banned_in
from outreach.languages import Language
from riskcore.canonical import canonical_json
from riskcore.clients.models import Client
from riskcore.factors.registry import EXHIBITS, FACTORS, Direction, Use, Window
from riskcore.profiles.suppression import as_read_by
from tests.factories.effect import AS_OF, effect_book
from tests.outreach.test_risk_factors import scope_of

pytestmark = pytest.mark.django_db
WINDOW = Window(as_of=AS_OF)
FACTOR = FACTORS.get("complaints_after_outreach")


@time_machine.travel(date(2026, 11, 25), tick=False)
def test_a_fall_is_a_reading_that_insurers_do_not_read_where_counts_are_small(
    alder: Client,
) -> None:
    more = effect_book(alder)
    scope = scope_of(alder, more[-1])
    found = FACTOR.measure(scope, WINDOW)
    reading = found[alder.pk]
    assert (reading.numerator, reading.denominator) == (6, pytest.approx(36, abs=1))
    assert reading.value is not None
    assert reading.interval is not None
    assert float(reading.value) < reading.interval.high < 1
    assert reading.note == "An association, not a proof."
    assert found[more[-1].pk].unavailable == NO_PROGRAMME
    assert as_read_by(reading, FACTOR, is_open=False).value is None
    told = canonical_json(EXHIBITS.get("outreach_effect").gather(scope, WINDOW)[alder.pk])
    assert '"verdict":"fewer than expected"' in told
    assert '"observed":6,' not in told
    assert "the figures are kept to the department" in told
    assert not banned_in(told, Language.ENGLISH)


def test_it_is_context_whose_height_says_nothing() -> None:
    assert (FACTOR.use, FACTOR.direction) == (Use.CONTEXT, Direction.NEITHER)


def test_without_any_record_there_is_a_reason(alder: Client) -> None:
    assert FACTOR.measure(scope_of(alder), WINDOW)[alder.pk].unavailable == NO_PROGRAMME
    exhibit = EXHIBITS.get("outreach_effect").gather(scope_of(alder), WINDOW)[alder.pk]
    assert {row["own"] for row in exhibit["outcomes"]} == {None}
    assert canonical_json(exhibit)
