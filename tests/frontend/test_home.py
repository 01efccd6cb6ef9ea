"""First pages, the theme, the sign of life."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

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
        ("lee", "client_outreach"),
        ("chief", "client_outreach"),
    ],
)
def test_each_role_begins_at_its_desk(
    alder: Client, client: Browser, request: pytest.FixtureRequest, who: str, desk: str
) -> None:
    client.force_login(request.getfixturevalue(who))
    address = reverse(desk, args=[] if desk == "portfolio" else [alder.code])
    assert client.get(reverse("home"))["Location"] == address


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
