"""First pages, the theme, the sign of life."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.riskcore import ClientFactory


def test_a_person_with_many_clients_begins_at_the_list(
    alder: Client, dee: User, client: Browser
) -> None:
    ClientFactory(administrator=alder.administrator)
    client.force_login(dee)
    assert client.get(reverse("home"))["Location"] == reverse("portfolio")


def test_a_person_with_one_client_begins_there(alder: Client, rita: User, client: Browser) -> None:
    client.force_login(rita)
    assert client.get(reverse("home"))["Location"] == reverse("client", args=[alder.code])


def test_whoever_only_records_begins_at_the_outreach_desk(
    alder: Client, lee: User, client: Browser
) -> None:
    client.force_login(lee)
    assert client.get(reverse("home"))["Location"] == reverse("client_outreach", args=[alder.code])


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
