"""Plans are read by the insurer's side of their carrier, and by nobody else."""

from datetime import date

import pytest

from riskcore.access.models import Role, User
from riskcore.errors import NotFound
from riskcore.rating.models import PlanActivation
from riskcore.rating.plan_queries import find, in_force, listing, may, view
from tests.conftest import member
from tests.factories.rating import a_plan, active, proposed, written


@pytest.fixture
def una(uma: User) -> User:
    return member("una", Role.UNDERWRITER, uma.memberships.get().organisation)


def test_a_list_holds_what_one_may_see(uma: User, ben: User, cal: User, rita: User) -> None:
    row = written(by=uma)
    assert [line.number for line in listing(by=uma)] == [row.number]
    assert [line.sha256 for line in listing(by=ben)] == [row.body_id]
    assert listing(by=cal) == listing(by=rita) == ()


def test_a_list_is_narrowed(uma: User) -> None:
    written(by=uma)
    written(by=uma, plan=a_plan(line="EPL"))
    assert len(listing(by=uma, line="EPL", status="draft", carrier="carrier-a")) == 1
    assert listing(by=uma, status="active") == ()


def test_not_visible_means_not_found(uma: User, cal: User) -> None:
    row = written(by=uma)
    with pytest.raises(NotFound):
        find(by=cal, number=row.number)


def test_a_view_says_who_may_do_what_now(uma: User, una: User, ben: User) -> None:
    row = proposed(by=uma)
    assert view(by=uma, number=row.number).moves == ("send_back",)
    assert view(by=una, number=row.number).moves == ("send_back", "activate")
    assert view(by=ben, number=row.number).moves == ()


def test_a_view_tells_how_it_came_into_force(uma: User, una: User) -> None:
    row = active(by=uma, second=una)
    read = view(by=uma, number=row.number)
    [act] = read.activations
    assert (act.proposed_by, act.activated_by) == ("uma", "una")
    assert read.plan == a_plan()
    assert read.worksheets == 0


def test_the_administrator_sees_plans_through_the_clients(dee: User, uma: User) -> None:
    row = written(by=uma)
    assert find(by=dee, number=row.number) == row
    assert may(by=dee, permission="rating_plan.activate", carrier=row.carrier)


def test_what_was_in_force_can_be_asked_as_it_was_known(uma: User, una: User) -> None:
    row = active(by=uma, second=una)
    before = PlanActivation.objects.get().activated_at.replace(year=2020)
    asked = {"carrier_ids": [row.carrier_id], "line": "LEL", "on": date(2026, 1, 1)}
    assert in_force(**asked, known_at=before) == {}
    assert list(in_force(**asked)) == [(row.carrier_id, "")]
