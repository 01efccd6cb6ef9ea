"""A back-test on a book of which the truth is known, with only what was known before each year."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.rating.past_rates import BELIEVED, CLASS, CREDIBLE, MANUAL, METHODS, OWN, PLAN
from riskcore.rating.past_years import backtest, facts
from riskcore.rating.plan import CredibilitySettings, KSource
from tests.conftest import member
from tests.factories.book import AS_OF, book, claim
from tests.factories.rating import a_plan, active, written


@pytest.fixture
def towns(alder: Client) -> list[Client]:
    return book(alder)


def test_a_book_of_steady_differences_is_ranked_better_than_by_one_rate(
    towns: list[Client], uma: User
) -> None:
    found = backtest(by=uma, as_of=AS_OF, years=3)
    assert found.verdict is not None
    by_name = {score.method: score for score in found.verdict.scores}
    assert set(by_name) == set(found.methods) == {CREDIBLE, CLASS, OWN, BELIEVED}
    assert by_name[CLASS].gini == pytest.approx(0, abs=1e-9)
    assert by_name[CREDIBLE].low > 0.1
    assert "better than class rate" in found.verdict.against[0].sentence
    assert "No rating plan for LEL is in force" in found.unplanned
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
    with django_assert_num_queries(5 + 3):
        backtest(by=uma, as_of=AS_OF, years=1)
    with django_assert_num_queries(5 + 3 * 4):
        backtest(by=uma, as_of=AS_OF, years=4)


def test_years_without_experience_say_so(towns: list[Client], uma: User) -> None:
    found = backtest(by=uma, as_of=date(2017, 12, 31), years=3)
    assert "no losses before this year" in found.years[0].because
    assert not found.years[2].because
    told = facts(found)
    assert told["years"][0]["because"]
    assert told["method"] == CREDIBLE


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


@pytest.fixture
def una(uma: User) -> User:
    return member("una", Role.UNDERWRITER, uma.memberships.get().organisation)


def test_the_plan_in_force_is_what_is_judged(towns: list[Client], uma: User, una: User) -> None:
    version = active(by=uma, second=una)
    found = backtest(by=uma, as_of=AS_OF, years=3)
    assert (found.plans, found.method, found.unplanned) == ((version.number,), PLAN, "")
    assert found.verdict is not None
    by_name = {score.method: score for score in found.verdict.scores}
    assert list(by_name) == list(METHODS) == list(facts(found)["methods"])
    assert by_name[MANUAL].gini == pytest.approx(0, abs=1e-9)
    assert by_name[PLAN].low > 0.1
    against = {one.comparator: one.sentence for one in found.verdict.against}
    assert against[MANUAL].startswith("The rating plan ranks better than manual premium")
    assert set(against) == set(METHODS) - {PLAN}


def test_a_plan_that_believes_nobody_is_no_better_than_manual(
    towns: list[Client], uma: User
) -> None:
    fixed = CredibilitySettings(source=KSource.FIXED, k=Decimal(10**9))
    draft = written(by=uma, plan=a_plan(credibility=fixed))
    found = backtest(by=uma, as_of=AS_OF, years=2, plan=draft.number)
    assert found.verdict is not None
    [one] = [one for one in found.verdict.against if one.comparator == MANUAL]
    assert one.difference == pytest.approx(0, abs=1e-9)
    assert "The rating plan ranks no better than manual premium" in one.sentence


def test_the_plan_knows_then_only_what_was_known_then(
    towns: list[Client], uma: User, una: User
) -> None:
    active(by=uma, second=una)
    before = backtest(by=uma, as_of=AS_OF, years=1)
    late = (date(2025, 2, 1), "paid", 200_000)
    claim(towns[0], "late", date(2023, 3, 1), late)
    after = backtest(by=uma, as_of=AS_OF, years=1)
    assert before.verdict is not None
    assert after.verdict is not None
    for old, new in zip(before.verdict.scores, after.verdict.scores, strict=True):
        assert old.gini == pytest.approx(new.gini, abs=1e-9), old.method


def test_a_plan_of_another_line_or_none_of_that_name_is_refused(
    towns: list[Client], uma: User
) -> None:
    other = written(by=uma, plan=a_plan(line="EPL"))
    with pytest.raises(InvalidInput):
        backtest(by=uma, as_of=AS_OF, plan=other.number)
    with pytest.raises(NotFound):
        backtest(by=uma, as_of=AS_OF, plan="none")


def test_clients_without_a_plan_stand_aside(towns: list[Client], uma: User, una: User) -> None:
    Client.objects.filter(pk__in=[town.pk for town in towns[:6]]).update(state="NY")
    Client.objects.filter(pk__in=[town.pk for town in towns[6:]]).update(state="OR")
    active(by=uma, second=una, plan=a_plan(state="NY"))
    found = backtest(by=uma, as_of=AS_OF, years=1)
    assert found.years[0].clients == 6
    assert "ten clients" in found.because
