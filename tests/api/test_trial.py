"""The back-test over the API: the verdict, which method is judged, and why there is none."""

from typing import Any

from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.book import AS_OF, book


def get(by: User, **asked: Any) -> Any:
    return caller(by).get(reverse("api_book_trial"), {"as_of": AS_OF, **asked})


def test_every_method_has_its_score_and_the_judged_one_its_sentences(
    alder: Client, uma: User
) -> None:
    book(alder)
    told = get(uma, years=2).json()
    assert told["unavailable"] == ""
    assert [score["method"] for score in told["scores"]] == list(told["methods"])
    assert told["method"] in told["methods"]
    names = {one["comparator"] for one in told["against"]}
    assert names == set(told["methods"]) - {told["method"]}
    assert all(one["low"] <= one["difference"] <= one["high"] for one in told["against"])


def test_a_small_book_is_a_value(alder: Client, uma: User) -> None:
    answer = get(uma)
    assert (answer.status_code, answer.json()["scores"]) == (200, [])
    assert answer.json()["unavailable"]


def test_what_makes_no_sense_is_refused(uma: User, rita: User) -> None:
    assert get(uma, years=9).status_code == 400
    assert get(uma, cap="0").status_code == 400
    assert get(rita).status_code == 403
