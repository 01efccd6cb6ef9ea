"""Simulated years over the API: the cover that was chosen, the seed, and why there are none."""

from typing import Any

import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.book import AS_OF, book


@pytest.fixture
def towns(alder: Client) -> list[Client]:
    return book(alder, count=6)


def get(by: User, name: str, *args: str, **asked: Any) -> Any:
    return caller(by).get(reverse(name, args=args), {"as_of": AS_OF, "years": 2_000, **asked})


def test_a_cover_parts_the_losses(towns: list[Client], uma: User) -> None:
    told = get(uma, "api_client_simulation", "town-5", retention="5000", aggregate="20000").json()
    assert told["unavailable"] == ""
    assert told["cover"] == {"retention": 5000.0, "limit": None, "aggregate": 20000.0}
    assert 0 < told["credibility"] <= 1
    assert told["carrier"]["percentiles"]["99.5"] == 20000.0
    parts = told["insured"]["mean"] + told["carrier"]["mean"]
    assert told["over_aggregate"] > 0
    assert parts < told["ground"]["mean"]


def test_the_same_seed_gives_the_same_years(towns: list[Client], uma: User) -> None:
    first, again, other = (
        get(uma, "api_book_simulation", seed=seed).json()["ground"] for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_too_little_on_record_is_a_value(alder: Client, uma: User) -> None:
    for name, args in (("api_client_simulation", [alder.code]), ("api_book_simulation", [])):
        answer = get(uma, name, *args)
        assert answer.status_code == 200
        assert "Credibility was asked of 0 entities" in answer.json()["unavailable"]
        assert answer.json()["ground"] is None


@pytest.mark.parametrize("wrong", [{"years": 100_001}, {"line": "XX"}, {"retention": "-1"}])
def test_what_makes_no_sense_is_refused(uma: User, wrong: dict[str, Any]) -> None:
    assert get(uma, "api_book_simulation", **wrong).status_code == 400
