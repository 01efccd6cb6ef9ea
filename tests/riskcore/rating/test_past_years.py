"""A back-test on a book of which the truth is known, with only what was known before each year."""

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from pytest_django import DjangoAssertNumQueries

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, PermissionDenied
from riskcore.rating.past_years import METHOD, METHODS, backtest, expected_rates, facts
from tests.factories.book import AS_OF, book, claim


@pytest.fixture
def towns(alder: Client) -> list[Client]:
    return book(alder)


def test_a_book_of_steady_differences_is_ranked_better_than_by_one_rate(
    towns: list[Client], uma: User
) -> None:
    found = backtest(by=uma, as_of=AS_OF, years=3)
    assert found.verdict is not None
    by_name = {score.method: score for score in found.verdict.scores}
    assert set(by_name) == set(METHODS)
    assert by_name["manual premium"].gini == pytest.approx(0, abs=1e-9)
    assert by_name[METHOD].low > 0.1
    assert "better than manual premium" in found.verdict.against[0].sentence
    assert [year.decided_on for year in found.years] == [
        date(2022, 12, 31),
        date(2023, 12, 31),
        date(2024, 12, 31),
    ]
    assert all(year.clients == 12 for year in found.years)


def test_nothing_of_the_year_itself_is_used(towns: list[Client], uma: User) -> None:
    before = backtest(by=uma, as_of=AS_OF, years=1)
    claim(towns[0], "shock", date(2025, 2, 1), (date(2025, 4, 1), "paid", 200_000))
    after = backtest(by=uma, as_of=AS_OF, years=1)
    assert before.verdict is not None
    assert after.verdict is not None
    assert after.years[0].losses == before.years[0].losses + 200_000
    assert after.verdict.scores[0].gini < before.verdict.scores[0].gini
    groups = [(group.rows, group.exposure) for group in before.verdict.scores[0].groups]
    assert [(group.rows, group.exposure) for group in after.verdict.scores[0].groups] == groups


def test_a_claim_counts_up_to_the_cap(towns: list[Client], uma: User) -> None:
    whole = backtest(by=uma, as_of=AS_OF, years=1)
    capped = backtest(by=uma, as_of=AS_OF, years=1, cap=Decimal(5_000))
    assert capped.years[0].losses < whole.years[0].losses


def test_queries_grow_with_years_and_not_with_clients(
    towns: list[Client], uma: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4 + 3):
        backtest(by=uma, as_of=AS_OF, years=1)
    with django_assert_num_queries(4 + 3 * 4):
        backtest(by=uma, as_of=AS_OF, years=4)


def test_years_without_experience_say_so(towns: list[Client], uma: User) -> None:
    found = backtest(by=uma, as_of=date(2017, 12, 31), years=3)
    assert "no losses before this year" in found.years[0].because
    assert not found.years[2].because
    told = facts(found)
    assert told["years"][0]["because"]
    assert told["method"] == METHOD


def test_a_small_book_cannot_be_tried_and_says_why(alder: Client, uma: User) -> None:
    book(alder, count=3)
    found = backtest(by=uma, as_of=AS_OF)
    assert found.verdict is None
    assert "ten clients" in found.because
    assert facts(found)["scores"] == []


def test_only_those_who_see_the_book_may_try_it(rita: User, lee: User) -> None:
    for who in (rita, lee):
        with pytest.raises(PermissionDenied):
            backtest(by=who, as_of=AS_OF)


@pytest.mark.parametrize("wrong", [{"line": "XX"}, {"years": 0}, {"years": 9}, {"cap": Decimal(0)}])
def test_what_makes_no_sense_is_refused(uma: User, wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        backtest(by=uma, as_of=AS_OF, **wrong)


def test_a_class_without_losses_is_expected_to_have_those_of_all() -> None:
    kinds = np.array([0, 0, 1], dtype=np.int64)
    exposures = np.full((3, 5), 10.0)
    losses = np.zeros((3, 5))
    losses[0] = [10, 0, 20, 0, 30]
    rates = expected_rates(kinds, exposures, losses, losses)
    assert rates["manual premium"].tolist() == pytest.approx([0.6, 0.6, 0.4])
    assert rates["no credibility"].tolist() == pytest.approx([1.2, 0, 0])
    assert rates["own loss ratio"].tolist() == pytest.approx([50 / 30, 0, 0])
