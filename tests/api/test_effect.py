"""The effect of outreach as data: the book for insurers, the department's own."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.effect import effect_book

pytestmark = pytest.mark.django_db


@time_machine.travel(date(2026, 11, 25), tick=False)
def test_the_book_and_one_department_as_data(alder: Client, uma: User, rita: User) -> None:
    effect_book(alder)
    book = caller(uma).get(reverse("api_book_outreach_effect") + "?outcome=complaints").json()
    assert book["group"]["verdict"] == "fewer than expected"
    assert book["group"]["index"]["high"] < 1
    assert book["group"]["placebo_share"] == 0.0
    assert (book["starts_on"], book["ends_on"]) == ("2021-10-01", "2026-09-30")
    assert {one["observed"] for one in book["departments"]} == {None}
    own = caller(rita).get(reverse("api_client_outreach_effect", args=[alder.code])).json()
    assert own["outcomes"][0]["department"]["observed"] == 6
    assert own["outcomes"][0]["group"]["judged"] == 10
    assert own["outcomes"][4]["department"]["verdict"] == "not enough data"


def test_an_unknown_outcome_is_told_what_there_is(alder: Client, uma: User) -> None:
    answer = caller(uma).get(reverse("api_book_outreach_effect") + "?outcome=crime")
    assert answer.status_code == 422
    assert "complaints, sustained, force, injuries, claims" in answer.json()["detail"]
