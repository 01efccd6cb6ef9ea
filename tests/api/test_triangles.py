"""Triangles over the API: of a client, of the book, and why there is none."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.rating.triangle_queries import Asked, book_triangle
from tests.api.furnished import caller
from tests.factories.book import AS_OF, book


@pytest.fixture
def towns(alder: Client) -> list[Client]:
    return book(alder, count=6)


def get(by: User, name: str, *args: str, **asked: Any) -> Any:
    return caller(by).get(reverse(name, args=args), asked)


def test_the_book_is_the_triangle_the_page_shows(towns: list[Client], uma: User) -> None:
    told = get(uma, "api_book_triangle", as_of=AS_OF, line="LEL").json()
    found = book_triangle(by=uma, asked=Asked(as_of=AS_OF, line="LEL"))
    assert (told["clients"], told["claims"], told["unavailable"]) == (6, 90, "")
    assert told["ages"] == list(found.triangle.ages)
    assert told["values"][0] == pytest.approx(found.triangle.values[0].tolist())
    assert told["values"][-1][1] is None
    methods = {each["method"]: each for each in told["methods"]}
    assert methods["cape-cod"]["figures"]["loss_ratio"] > 0
    assert methods["mack"]["figures"]["standard_error_total"] >= 0


def test_a_client_has_its_own_capped_where_asked(towns: list[Client], uma: User) -> None:
    whole, capped = (
        get(uma, "api_client_triangle", "town-5", as_of=AS_OF, **more).json()
        for more in ({}, {"cap": "5000.00"})
    )
    assert capped["cap"] == "5000.00"
    assert capped["values"][0][0] < whole["values"][0][0]
    assert "choose a line" in whole["methods"][1]["because"]


def test_no_triangle_is_a_value(alder: Client, uma: User) -> None:
    for name, args in (("api_client_triangle", [alder.code]), ("api_book_triangle", [])):
        answer = get(uma, name, *args)
        assert answer.status_code == 200
        assert "without a dated claim" in answer.json()["unavailable"]
        assert answer.json()["values"] == []


@pytest.mark.parametrize(
    "wrong", [{"years": 1}, {"basis": "gross"}, {"line": "XX"}, {"cap": "0"}, {"extra": "1"}]
)
def test_what_makes_no_sense_is_refused(uma: User, wrong: dict[str, Any]) -> None:
    assert get(uma, "api_book_triangle", **wrong).status_code == 400


def test_the_day_is_the_last_valuation_on_record(towns: list[Client], uma: User) -> None:
    assert get(uma, "api_book_triangle").json()["as_of"] == str(date(2026, 2, 1))
