"""The queue of words through the API, and the word that empties it."""

from typing import Any

import pytest
from django.urls import reverse

from accountability.complaints.models import Allegation
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.accountability import AllegationFactory, ComplaintFactory

pytestmark = pytest.mark.django_db
MAPPED = {"kind": "category", "words": "Unbecoming", "code": "DISCOURT", "reason": "As in 2020."}


@pytest.fixture
def waiting(alder: Client) -> Allegation:
    made: Allegation = AllegationFactory(
        complaint=ComplaintFactory(client=alder, channel_as_recorded="By dove"),
        category="UNKNOWN",
        category_as_recorded="Unbecoming",
    )
    return made


def place(client: Client, name: str) -> str:
    return reverse(f"api_client_{name}", args=[client.code])


def queue(by: User, client: Client) -> list[tuple[Any, ...]]:
    rows = caller(by).get(place(client, "unmapped_words")).json()["results"]
    return [(row["kind"], row["words"], row["count"]) for row in rows]


def test_a_word_is_mapped_and_leaves_the_queue(
    alder: Client, chief: User, waiting: Allegation
) -> None:
    assert queue(chief, alder) == [("category", "Unbecoming", 1), ("channel", "By dove", 1)]
    answer = caller(chief).post(place(alder, "word_maps"), MAPPED, format="json")
    assert (answer.status_code, answer.json()["version"], answer.json()["rows"]) == (201, 1, 1)
    assert queue(chief, alder) == [("channel", "By dove", 1)]
    waiting.refresh_from_db()
    assert (waiting.category, waiting.category_as_recorded) == ("DISCOURT", "Unbecoming")
    [version] = caller(chief).get(place(alder, "word_maps")).json()["results"]
    assert (version["code"], version["mapped_by"]) == ("DISCOURT", "chief")
    again = caller(chief).post(place(alder, "word_maps"), MAPPED, format="json")
    assert (again.status_code, again.json()["code"]) == (422, "words.nothing_waits")


def test_only_a_code_of_that_kind_is_taken(alder: Client, chief: User, waiting: Allegation) -> None:
    for changes in ({"code": "SUS"}, {"code": "UNKNOWN"}):
        sent = {**MAPPED, **changes}
        answer = caller(chief).post(place(alder, "word_maps"), sent, format="json")
        assert (answer.status_code, answer.json()["code"]) == (422, "complaints.code")


@pytest.mark.parametrize(
    ("who", "expected"), [("uma", 403), ("ben", 403), ("ivy", 403), ("cal", 404)]
)
def test_who_may_not_map_is_refused(
    who: str, expected: int, alder: Client, waiting: Allegation, request: pytest.FixtureRequest
) -> None:
    api = caller(request.getfixturevalue(who))
    assert api.post(place(alder, "word_maps"), MAPPED, format="json").status_code == expected
