"""The book is built once for a plan, all of it or nothing, and only by the house."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from riskcore.access.models import User
from riskcore.access.scoping import system_user
from riskcore.audit.models import AuditEvent
from riskcore.errors import Conflict, InvalidInput, PermissionDenied
from riskcore.synthetic.actions import build_book
from riskcore.synthetic.registry import Plan
from tests.riskcore.synthetic.conftest import PLAN


def quiet(what: str, done: int, total: int) -> None:
    """Progress nobody reads."""


def test_the_same_plan_again_is_left_alone_and_says_so(
    counts: dict[str, int], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    house = system_user()
    said: list[str] = []
    with django_assert_max_num_queries(4):
        again = build_book(by=house, plan=PLAN, report=lambda what, *_: said.append(what))
    assert again == counts
    assert said == ["The book of this plan is already there; it was left as it is."]


def test_another_plan_in_the_same_database_is_refused(counts: dict[str, int]) -> None:
    with pytest.raises(Conflict, match="holds one of 15 clients"):
        build_book(by=system_user(), plan=Plan(clients=26), report=quiet)


def test_the_act_is_recorded_with_plan_and_counts(counts: dict[str, int]) -> None:
    event = AuditEvent.objects.get(verb="synthetic.build_book")
    assert '"seed":20260930' in event.facts
    assert f'"claims":{counts["claims"]}' in event.facts


@pytest.mark.parametrize(
    "plan",
    [Plan(clients=0), Plan(clients=10**6), Plan(years=0), Plan(seed=-1), Plan(complaints=-1)],
)
def test_an_impossible_size_is_refused(house: User, plan: Plan) -> None:
    with pytest.raises(InvalidInput):
        build_book(by=house, plan=plan, report=quiet)


def test_only_the_house_builds_it_and_only_where_synthetic_data_are_allowed(
    dee: User, house: User, settings: Any
) -> None:
    with pytest.raises(PermissionDenied):
        build_book(by=dee, plan=Plan(clients=1), report=quiet)
    settings.COMMONWARD = {**settings.COMMONWARD, "SYNTHETIC": False}
    with pytest.raises(PermissionDenied):
        build_book(by=house, plan=Plan(clients=1), report=quiet)
