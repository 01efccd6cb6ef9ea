"""The book under another version beside the one in force."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.rating import plan_actions
from riskcore.rating.changes import model_change
from riskcore.rating.default_plans import second_plan
from riskcore.rating.models import RatingPlanVersion
from riskcore.rating.queries import rate_book
from riskcore.rating.summary import row_of
from tests.factories.rated_book import AS_OF, insured
from tests.factories.rating import FROM, a_plan, active, proposed
from tests.factories.riskcore import ClientFactory


@pytest.fixture
def second(book: list[Client], uma: User) -> RatingPlanVersion:
    plan = second_plan(line="LEL", carrier="carrier-a", effective_on=FROM)
    return proposed(by=uma, plan=plan)


def test_each_client_is_rated_by_both(second: RatingPlanVersion, uma: User) -> None:
    found = model_change(by=uma, number=second.number, as_of=AS_OF)
    now = {row.client: row for row in map(row_of, rate_book(by=uma, as_of=AS_OF).rows)}
    then = {
        row.client: row
        for row in map(row_of, rate_book(by=uma, as_of=AS_OF, plan=second.number).rows)
    }
    assert len(found.compared) == 4
    for mover in found.movers:
        assert mover.moved is not None
        assert mover.moved.before == now[mover.client].premium
        assert mover.moved.after == then[mover.client].premium
        assert mover.reason.startswith("Most of it is")
    shares = [abs(mover.moved.share or 0) for mover in found.movers if mover.moved]
    assert shares == sorted(shares, reverse=True)
    assert "The book of 4 clients moves from" in found.sentence
    assert found.differences


def test_queries_do_not_grow(
    second: RatingPlanVersion,
    uma: User,
    book: list[Client],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(6):
        insured(ClientFactory(carrier=book[0].carrier))
    with django_assert_max_num_queries(16):
        assert len(model_change(by=uma, number=second.number, as_of=AS_OF).movers) == 10


def test_who_cannot_be_rated_stands_last_with_the_reason(
    second: RatingPlanVersion, uma: User, book: list[Client]
) -> None:
    insured(ClientFactory(code="bare", carrier=book[0].carrier), officers=0)
    *_, last = model_change(by=uma, number=second.number, as_of=AS_OF).movers
    assert last.client == "bare"
    assert last.reason.startswith("Cannot be compared, because no exposure")


def test_a_plan_for_a_state_moves_only_that_state(book: list[Client], uma: User) -> None:
    insured(ClientFactory(code="yorkville", state="NY", carrier=book[0].carrier))
    row = proposed(by=uma, plan=a_plan(state="NY", minimum_premium=500_000))
    found = model_change(by=uma, number=row.number, as_of=AS_OF)
    assert [mover.client for mover in found.movers] == ["yorkville"]


def test_without_a_plan_in_force_there_is_nothing_to_stand_beside(
    second: RatingPlanVersion, uma: User
) -> None:
    with pytest.raises(NotFound, match="nothing to stand beside"):
        model_change(by=uma, number=second.number, as_of=date(2020, 1, 1))


def test_after_activation_and_roll_back_the_book_is_as_before(
    book: list[Client], uma: User, una: User, in_force: RatingPlanVersion
) -> None:
    before = [row.priced for row in rate_book(by=uma, as_of=AS_OF).rows]
    active(by=uma, second=una, plan=a_plan(minimum_premium=700_000))
    assert [row.priced for row in rate_book(by=uma, as_of=AS_OF).rows] != before
    in_force.refresh_from_db()
    again = proposed_again(in_force, uma)
    plan_actions.activate(by=una, number=again.number, version=again.version)
    assert [row.priced for row in rate_book(by=uma, as_of=AS_OF).rows] == before


def proposed_again(row: RatingPlanVersion, by: User) -> RatingPlanVersion:
    return plan_actions.propose(
        by=by, number=row.number, version=row.version, reason="Back to what was filed."
    )


def test_others_do_not_see_it(second: RatingPlanVersion, cal: User) -> None:
    with pytest.raises(NotFound):
        model_change(by=cal, number=second.number, as_of=AS_OF)
