"""Two days of one client in the browser: figures, cover, and days that make no sense."""

from datetime import date

from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.losses import load
from tests.frontend.pages import text_of


def page_of(browser: Browser, client: Client, query: str = "") -> object:
    return browser.get(reverse("client_compare", args=[client.code]) + query)


def test_both_days_stand_side_by_side(alder: Client, ana: User, uma: User, client: Browser) -> None:
    claim = {"number": "1", "occurred_on": date(2024, 1, 1), "status": "open"}
    load(alder, ana, date(2025, 6, 30), {**claim, "indemnity_reserve": 1_000})
    load(alder, ana, date(2026, 6, 30), {**claim, "indemnity_reserve": 5_000})
    client.force_login(uma)
    words = text_of(page_of(client, alder))
    assert "30 Jun 2025" in words
    assert "30 Jun 2026" in words
    assert "Open reserves $1,000 $5,000 +4,000" in words
    assert "Nothing moved by more than chance would often give" in words
    assert "none on record" in words


def test_days_in_the_wrong_order_are_explained(alder: Client, uma: User, client: Browser) -> None:
    client.force_login(uma)
    answer = page_of(client, alder, "?earlier=2026-06-30&later=2025-06-30")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "comes before the later one" in text_of(answer)


def test_the_profile_of_a_past_day_says_so(
    alder: Client, ana: User, uma: User, client: Browser
) -> None:
    load(alder, ana, date(2026, 6, 30), {"number": "1", "occurred_on": date(2024, 1, 1)})
    client.force_login(uma)
    address = reverse("client", args=[alder.code])
    assert "not as of today" in text_of(client.get(address + "?as_of=2025-06-30"))
    assert "not as of today" not in text_of(client.get(address))
