from datetime import date
from typing import Any

import pytest

from outreach.evidence import likeness
from outreach.evidence.models import Resemblance, SignedIn
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.outreach import photo, prove, record, scene

pytestmark = pytest.mark.django_db
CROWD = [f"Person {letter}" for letter in "ABCDEFGH"]


def sheet(*people: str) -> bytes:
    return "\r\n".join(["Name", *people, ""]).encode()


def test_the_same_people_at_two_events_of_a_day_are_noticed(lee: User, alder: Client) -> None:
    prove(lee, record(lee, alder), sheet(*CROWD))
    added = prove(lee, record(lee, alder, activity="Match"), sheet(*CROWD[:6], "Somebody"))
    [found] = added.evidence.resembles.all()
    assert (found.kind, found.distance, found.note) == ("people", 6, "6 of 7 people")


@pytest.mark.parametrize(
    "people",
    [CROWD[:4], [*CROWD[:5], *(f"Guest {n}" for n in range(12))]],
    ids=["too few", "a small share"],
)
def test_a_few_regulars_are_no_sign(lee: User, alder: Client, people: list[str]) -> None:
    prove(lee, record(lee, alder), sheet(*CROWD, *(f"Visitor {n}" for n in range(9))))
    assert prove(lee, record(lee, alder), sheet(*people)).resembles == 0


def test_another_day_is_no_sign(lee: User, alder: Client) -> None:
    prove(lee, record(lee, alder), sheet(*CROWD))
    later = record(lee, alder, starts_on=date(2026, 7, 10))
    assert prove(lee, later, sheet(*CROWD, "One more")).resembles == 0


def test_no_name_is_kept_and_tokens_of_two_clients_differ(
    lee: User, alder: Client, birch: Client
) -> None:
    prove(lee, record(lee, alder), sheet(*CROWD))
    tokens = set(SignedIn.objects.values_list("token", flat=True))
    assert len(tokens) == 8
    assert all(len(token) == 24 and "person" not in token for token in tokens)
    assert likeness._token(alder, "person a") in tokens
    assert likeness._token(birch, "person a") not in tokens


def test_only_a_place_far_from_the_others_is_far(lee: User, alder: Client) -> None:
    initiative = record(lee, alder)
    for number in range(3):
        content = photo(scene(number), place=(40.0, -88.0 + number / 100))
        near = prove(lee, initiative, content, kind="photo", file_name="a.jpg").evidence
        assert near.far_km is None
    away = photo(scene(9), place=(41.0, -87.99))
    assert prove(lee, initiative, away, kind="photo", file_name="b.jpg").evidence.far_km == 111
    without = prove(lee, initiative, photo(scene(10)), kind="photo", file_name="c.jpg").evidence
    assert without.far_km is None


def test_pictures_are_compared_in_a_fixed_number_of_queries(
    lee: User, alder: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        prove(lee, record(lee, alder), photo(quality=60 + number), kind="photo", file_name="a.jpg")
    new = prove(lee, record(lee, alder), photo(quality=40), kind="photo", file_name="n.jpg")
    assert new.resembles == 4
    Resemblance.objects.filter(evidence=new.evidence).delete()
    with django_assert_max_num_queries(4):
        kept = likeness.keep_pictures(new.evidence, [(new.evidence.fingerprint or 0) % 2**64] * 8)
    assert len(kept) == 4
