"""The pages of what came after outreach began: insurers read the book, the city its own department."""

from datetime import date

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from outreach.effect.words import banned_in
from outreach.languages import Language
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.effect import effect_book
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db


@time_machine.travel(date(2026, 11, 25), tick=False)
def test_the_book_and_the_department_read_the_same_effect_each_as_they_may(
    alder: Client, uma: User, rita: User, client: Browser
) -> None:
    effect_book(alder)
    client.force_login(uma)
    page = text_of(client.get(reverse("effect_book")))
    assert "Fewer than expected" in page
    assert "10 departments received 60 complaints" in page
    assert "Alder Falls Jan 2025 kept back" in page
    assert not banned_in(page, Language.ENGLISH)
    part = text_of(client.get(reverse("effect_book") + "?outcome=force&strategy=S4"))
    assert "Not enough data" in part
    assert text_of(client.get(reverse("effect_book") + "?outcome=crime"))
    withheld = text_of(client.get(reverse("client_effect", args=[alder.code])))
    assert "Fewer than 10 were received, so the figures are kept to the department." in withheld
    client.force_login(rita)
    own = text_of(client.get(reverse("client_effect", args=[alder.code])))
    assert "Alder Falls received 6 complaints" in own
    assert "this does not show that the programme was the cause" in own
    assert "How a complaint can be made nobody has said." in own
    assert not banned_in(own, Language.ENGLISH)
    assert client.get(reverse("effect_book")).status_code == 403


def test_an_empty_book_says_so(alder: Client, uma: User, client: Browser) -> None:
    client.force_login(uma)
    assert "Nothing of this is on record for the book." in text_of(
        client.get(reverse("effect_book"))
    )
