"""Permissions asked one at a time and all at once agree; lists hold what is visible."""

from typing import Any

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.access.rules import RULES
from riskcore.clients.models import Client
from riskcore.clients.queries import Choice, can, find, held, held_somewhere, portfolio
from riskcore.errors import InvalidInput, NotFound
from tests.factories.riskcore import ClientFactory


@pytest.mark.parametrize(
    "who", ["ana", "uma", "ben", "cal", "dee", "rita", "lee", "chief", "house"]
)
def test_held_agrees_with_can_for_every_permission(
    request: pytest.FixtureRequest, alder: Client, birch: Client, who: str
) -> None:
    user: User = request.getfixturevalue(who)
    for client in (alder, birch):
        one_by_one = {
            rule.key for rule in RULES if can(by=user, permission=rule.key, client=client)
        }
        assert held(by=user, client=client) == one_by_one
        assert one_by_one <= held_somewhere(by=user)


def test_a_closed_account_and_an_ended_membership_hold_nothing(
    alder: Client, ana: User, uma: User
) -> None:
    ana.memberships.update(ended_at=timezone.now())
    uma.is_active = False
    for user in (ana, uma):
        assert held(by=user, client=alder) == held_somewhere(by=user) == frozenset()


def test_not_visible_is_not_found(alder: Client, cal: User) -> None:
    with pytest.raises(NotFound):
        find(by=cal, code=alder.code)


def test_a_page_of_the_portfolio_counts_what_matches_and_what_there_is(
    alder: Client, birch: Client, dee: User
) -> None:
    ClientFactory.create_batch(4, state="GA", administrator=alder.administrator)
    found = portfolio(by=dee, choice=Choice(state="GA"), page=2, size=3)
    assert (found.found, found.total, found.page, found.pages) == (4, 5, 2, 2)
    assert len(found.rows) == 1
    assert found.states == ["GA", "TX"]


def test_an_unknown_order_is_refused(dee: User) -> None:
    with pytest.raises(InvalidInput, match="name, kind, state, carrier"):
        portfolio(by=dee, choice=Choice(order="id"))


def test_all_permissions_at_once_cost_one_query(
    alder: Client, ana: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        held(by=ana, client=alder)
