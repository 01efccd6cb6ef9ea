"""One demonstration user a role, each seeing what the role shows."""

import pytest
from django.contrib.auth.hashers import check_password

from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from riskcore.errors import Conflict
from riskcore.synthetic.people import DEMO_PASSWORD, DEMO_USERS, build
from riskcore.synthetic.registry import BookContext
from tests.riskcore.synthetic.conftest import PLAN


def test_there_is_one_user_for_every_role() -> None:
    assert [demo.role for demo in DEMO_USERS if demo.shows] == [demo.role for demo in DEMO_USERS]
    assert {demo.role for demo in DEMO_USERS} == set(Role)


@pytest.mark.parametrize(
    ("username", "sees_all"),
    [
        ("underwriter", True),
        ("advisor", True),
        ("administrator", True),
        ("auditor", False),
        ("risk-manager", False),
        ("chief", False),
        ("lieutenant", False),
    ],
)
def test_each_sees_the_demonstration_city_and_only_some_the_book(
    counts: dict[str, int], username: str, sees_all: bool
) -> None:
    user = User.objects.get(username=username)
    codes = set(Client.objects.visible_to(user).values_list("code", flat=True))
    assert "quillhaven" in codes
    assert (len(codes) == PLAN.clients) == sees_all
    assert check_password(DEMO_PASSWORD, user.password)


def test_a_name_that_is_taken_is_never_taken_over(counts: dict[str, int], house: User) -> None:
    context = BookContext(plan=PLAN, by=house, members=(), report=lambda *_: None)
    with pytest.raises(Conflict, match="chief"):
        build(context)
