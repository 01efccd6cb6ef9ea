from datetime import date
from typing import Any

import pytest

from outreach.calls.actions import map_calls
from riskcore.access.models import User
from riskcore.canonical import canonical_json
from riskcore.clients.models import Client
from riskcore.factors.registry import EXHIBITS, FACTORS, Direction, Use, Window
from tests.factories.outreach import months_of_calls
from tests.outreach.test_risk_factors import scope_of

pytestmark = pytest.mark.django_db
WINDOW = Window(as_of=date(2026, 9, 30))


def read(client: Client) -> Any:
    return FACTORS.get("service_mix_share").measure(scope_of(client), WINDOW)[client.pk]


def test_the_share_carries_its_limits_and_the_claim_in_its_own_numbers(
    lee: User, alder: Client
) -> None:
    months_of_calls(alder, {"THEFT": 50, "LOCKOUT": 35, "STOP": 15})
    kinds = {"THEFT": "crime", "LOCKOUT": "help", "STOP": "traffic"}
    map_calls(by=lee, client_code=alder.code, kinds=kinds)
    reading = read(alder)
    assert reading.value == pytest.approx(35)
    assert reading.interval.low <= 35 <= reading.interval.high
    assert "with traffic 50.0" in reading.note
    assert "not to be compared" in reading.note
    assert reading.grade == "A"


def test_without_calls_or_mapping_there_is_a_reason(alder: Client) -> None:
    assert read(alder).unavailable == "no calls by type are recorded for these 12 months"
    months_of_calls(alder, {"THEFT": 50})
    assert "has not said yet" in read(alder).unavailable


def test_it_is_context_and_contacts_are_no_factor() -> None:
    factor = FACTORS.get("service_mix_share")
    assert (factor.use, factor.direction) == (Use.CONTEXT, Direction.NEITHER)
    assert "positive_contacts" not in {entry.key for entry in FACTORS}


@pytest.mark.parametrize("key", ["service_mix", "positive_contacts"])
def test_exhibits_are_plain_values(key: str, lee: User, alder: Client) -> None:
    assert canonical_json(EXHIBITS.get(key).gather(scope_of(alder), WINDOW)[alder.pk])
    months_of_calls(alder, {"THEFT": 50})
    map_calls(by=lee, client_code=alder.code, kinds={"THEFT": "crime"})
    assert canonical_json(EXHIBITS.get(key).gather(scope_of(alder), WINDOW)[alder.pk])
