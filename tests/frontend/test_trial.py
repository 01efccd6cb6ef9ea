"""Does the rating work? The page says what came out, whatever it is."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from tests.conftest import member
from tests.factories.book import book
from tests.factories.rating import active
from tests.frontend.pages import text_of


@pytest.fixture
def signed_in(uma: User, client: Browser) -> Browser:
    client.force_login(uma)
    return client


def test_each_comparator_gets_a_sentence_and_each_method_a_row(
    alder: Client, signed_in: Browser
) -> None:
    book(alder)
    page = text_of(signed_in.get(reverse("book_trial") + "?as_of=2025-12-31&years=2"))
    assert "Class rate with credibility ranks better than class rate" in page
    assert "ranks no better than no credibility, as far as this book can tell" in page
    assert "No rating plan for LEL is in force" in page
    assert "2025, decided on 31 Dec 2024" in page
    assert "From the lowest expected to the highest" in page


def test_the_plan_in_force_is_named_and_judged(
    alder: Client, uma: User, signed_in: Browser
) -> None:
    book(alder)
    una = member("una", Role.UNDERWRITER, uma.memberships.get().organisation)
    number = active(by=uma, second=una).number
    page = text_of(signed_in.get(reverse("book_trial") + "?as_of=2025-12-31&years=2"))
    assert f"Judged is the experience-rated premium of {number}" in page
    assert "The rating plan ranks better than manual premium" in page
    assert "ranked by the rating plan" in page


def test_a_book_too_small_to_try_says_so(alder: Client, signed_in: Browser) -> None:
    book(alder, count=2)
    page = text_of(signed_in.get(reverse("book_trial") + "?as_of=2025-12-31"))
    assert "The book cannot be tried" in page


def test_a_risk_manager_may_not_see_it(rita: User, client: Browser) -> None:
    client.force_login(rita)
    assert client.get(reverse("book_trial")).status_code == 403
