"""First pages, the theme, the sign of life."""

from unittest.mock import patch

import pytest
from django.test import Client as Browser
from django.urls import reverse

from frontend.tabs import TABS, Tab
from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from tests.factories.riskcore import ClientFactory, MembershipFactory


@pytest.mark.parametrize(
    ("who", "desk"),
    [
        ("uma", "portfolio"),
        ("ana", "portfolio"),
        ("dee", "portfolio"),
        ("ben", "portfolio"),
        ("rita", "client"),
    ],
)
def test_each_role_begins_at_its_desk(
    alder: Client, client: Browser, request: pytest.FixtureRequest, who: str, desk: str
) -> None:
    client.force_login(request.getfixturevalue(who))
    address = reverse(desk, args=[alder.code] if desk == "client" else [])
    assert client.get(reverse("home"))["Location"] == address


@pytest.mark.parametrize("who", ["lee", "chief"])
def test_a_department_begins_at_its_outreach_where_that_has_a_page(
    alder: Client, client: Browser, request: pytest.FixtureRequest, who: str
) -> None:
    client.force_login(request.getfixturevalue(who))
    tab = Tab(key="client_timeline", label="Outreach", permission="client.view", order=30)
    others = [entry for entry in TABS if entry.order != 30 and entry.key != tab.key]
    with patch.dict(TABS._entries, {entry.key: entry for entry in (*others, tab)}, clear=True):
        assert client.get(reverse("home"))["Location"] == reverse(tab.key, args=[alder.code])


def test_a_risk_manager_of_several_clients_begins_at_the_list(
    alder: Client, rita: User, client: Browser
) -> None:
    MembershipFactory(user=rita, organisation=ClientFactory().organisation, role=Role.RISK_MANAGER)
    client.force_login(rita)
    assert client.get(reverse("home"))["Location"] == reverse("portfolio")


@pytest.mark.parametrize(
    ("asked", "shown"), [("dark", 'data-theme="dark"'), ("neon", '<html lang="en">')]
)
def test_the_theme_is_kept_without_a_script(
    db: None, client: Browser, asked: str, shown: str
) -> None:
    client.post(reverse("theme"), {"theme": asked})
    assert shown in client.get(reverse("sign_in")).content.decode()


def test_a_sign_of_life_tells_strangers_nothing_more(db: None, client: Browser) -> None:
    answer = client.get(reverse("healthz"))
    assert (answer.status_code, answer.content) == (200, b"ready\n")
