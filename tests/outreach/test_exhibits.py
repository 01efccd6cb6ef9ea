from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from outreach import exhibits
from riskcore.access.models import User
from riskcore.canonical import canonical_json
from riskcore.clients.models import Client
from riskcore.factors.registry import EXHIBITS, Peer, Scope, Window
from tests.factories.outreach import SurveyFactory, accepted, record

pytestmark = pytest.mark.django_db
WINDOW = Window(as_of=date(2026, 9, 30))
KEYS = ["outreach_grid", "outreach_initiatives", "outreach_people", "outreach_surveys"]


def draw(key: str, client: Client) -> Any:
    scope = Scope(peers=(Peer(id=client.pk, code=client.code, kind="", state=""),))
    return EXHIBITS.get(key).gather(scope, WINDOW)[client.pk]


@pytest.mark.parametrize("key", KEYS)
def test_exhibits_are_plain_values_for_every_client(
    key: str, lee: User, ana: User, alder: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        empty = draw(key, alder)
    assert canonical_json(empty)
    accepted(lee, ana, alder)
    SurveyFactory(client=alder)
    assert canonical_json(draw(key, alder))


def test_the_grid_has_four_strategies_and_eight_quarters(
    lee: User, ana: User, alder: Client
) -> None:
    accepted(lee, ana, alder)
    grid = draw("outreach_grid", alder)
    assert grid["quarters"][-1] == "2026 Q3"
    assert len(grid["quarters"]) == 8
    assert [row["strategy"] for row in grid["rows"]] == ["S1", "S2", "S3", "S4"]
    assert grid["rows"][3]["cells"][-2]["words"] == "1 of 1 accepted"


def test_the_list_names_evidence_by_kind_and_hash(lee: User, ana: User, alder: Client) -> None:
    accepted(lee, ana, alder)
    listed = draw("outreach_initiatives", alder)
    assert listed["total"] == 1
    [row] = listed["rows"]
    assert (row["standing"], row["level"]) == ("accepted", 2)
    [proof] = row["evidence"]
    assert proof["kind"] == "sign_in"
    assert len(proof["sha256"]) == exhibits.HASH_SHOWN


def test_people_stand_under_their_way_of_counting(lee: User, alder: Client) -> None:
    record(lee, alder, people_reached=30)
    record(lee, alder, people_reached=500, count_method="guess", title="Parade")
    record(lee, alder, people_reached=None, impressions=700, title="Post")
    [row] = [row for row in draw("outreach_people", alder) if row["strategy"] == "S4"]
    assert row["counted"] == 30
    assert row["by_method"] == {"sign-in sheet": 30, "guess": 500}
    assert (row["not_counted"], row["impressions"]) == (1, 700)


@pytest.mark.parametrize(
    ("frame", "answers", "shown"),
    [
        ("attendees", 29, False),
        ("attendees", 30, True),
        ("residents", 99, False),
        ("residents", 100, True),
        ("callers", 99, False),
    ],
)
def test_too_few_answers_give_no_mean(frame: str, answers: int, shown: bool, alder: Client) -> None:
    SurveyFactory(client=alder, frame=frame, answers=answers)
    [found] = [one for one in draw("outreach_surveys", alder) if one["frame"] == frame]
    [wave] = found["waves"]
    assert (wave["mean"] is not None) == shown
    assert wave["why"] == ("" if shown else "too few answers")


def test_a_mean_carries_its_interval(alder: Client) -> None:
    # Outreach notes, 2.1: 96 answers at a standard deviation of 25 give five points either way.
    SurveyFactory(
        client=alder, frame="attendees", answers=96, mean_score=Decimal(60),
        standard_deviation=Decimal(25),
    )  # fmt: skip
    wave = draw("outreach_surveys", alder)[0]["waves"][0]
    assert (wave["low"], wave["high"]) == (55.0, 65.0)
