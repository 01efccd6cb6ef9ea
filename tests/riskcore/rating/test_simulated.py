"""Simulated years rest on the record: a client's credible rate, the book's sizes, and say so."""

import json

import pytest
from pytest_django import DjangoAssertNumQueries

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.rating.simulated import facts, no_facts, simulated, simulated_or_why
from riskcore.rating.simulation import Cover
from tests.factories.book import AS_OF, book


@pytest.fixture
def towns(alder: Client) -> list[Client]:
    return book(alder)


def test_a_clients_years_follow_its_own_credible_rate(towns: list[Client], uma: User) -> None:
    few = simulated(by=uma, client_code="town-0", as_of=AS_OF, years=2_000)
    many = simulated(by=uma, client_code="town-11", as_of=AS_OF, years=2_000)
    assert few.credibility is not None
    assert few.credibility > 0.9  # every year the same count
    assert few.run.frequency.mean == pytest.approx(1, abs=0.1)
    assert many.run.frequency.mean == pytest.approx(4, abs=0.1)
    assert many.exposure == 50
    assert "claims a year" in many.assumptions[0]


def test_the_book_is_the_sum_of_its_clients(
    towns: list[Client], uma: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        found = simulated(by=uma, as_of=AS_OF, years=2_000)
    assert found.run.frequency.mean == pytest.approx(30, abs=0.5)
    assert (found.exposure, found.claims_counted, found.credibility) == (600, 150, None)
    assert found.run.ground.mean == pytest.approx(30 * 12_500, rel=0.05)


def test_facts_are_plain_json_and_no_bound_is_null(towns: list[Client], uma: User) -> None:
    cover = Cover(retention=5_000, aggregate=50_000)
    told = facts(simulated(by=uma, as_of=AS_OF, cover=cover, years=500))
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["cover"] == {"retention": 5_000, "limit": None, "aggregate": 50_000}
    assert told["carrier"]["percentiles"]["99"] <= 50_000
    assert len(told["assumptions"]) == 3


def test_too_little_is_said_and_not_guessed(alder: Client, uma: User) -> None:
    with pytest.raises(InvalidInput):
        simulated(by=uma, client_code=alder.code, as_of=AS_OF)
    book(alder, count=2)
    with pytest.raises(InvalidInput) as refused:
        simulated(by=uma, client_code=alder.code, as_of=AS_OF)
    assert "no full-time equivalent officers are recorded" in refused.value.message
    with pytest.raises(InvalidInput):
        simulated(by=uma, as_of=AS_OF, line="XX")


def test_where_too_little_is_recorded_the_keys_are_the_same(
    towns: list[Client], alder: Client, uma: User
) -> None:
    found, because = simulated_or_why(by=uma, client_code="town-1", as_of=AS_OF, years=100)
    assert found is not None
    assert because == ""
    missing, because = simulated_or_why(by=uma, client_code=alder.code, as_of=AS_OF, years=100)
    assert missing is None
    none = no_facts(client=alder.code, as_of=AS_OF, line="LEL", because=because)
    assert set(none) == set(facts(found))
    assert "officers are recorded" in none["unavailable"]
    with pytest.raises(InvalidInput):
        simulated_or_why(by=uma, as_of=AS_OF, line="XX")


def test_only_those_who_see_the_book_may_simulate(
    towns: list[Client], alder: Client, rita: User, cal: User
) -> None:
    with pytest.raises(PermissionDenied):
        simulated(by=rita, as_of=AS_OF)
    with pytest.raises(PermissionDenied):
        simulated(by=rita, client_code=alder.code, as_of=AS_OF)
    with pytest.raises(NotFound):
        simulated(by=cal, client_code="town-1", as_of=AS_OF)
