"""The insurer's words on a loss, on its page and beside the large losses; never on the client's side."""

from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.losses import load
from tests.frontend.pages import text_of


@pytest.fixture
def book(alder: Client, uma: User, client: Browser) -> str:
    """The address of Alder Falls' losses, Uma signed in: one large claim."""
    large = {"number": "A1", "occurred_on": date(2026, 1, 1), "indemnity_paid": 300_000}
    load(alder, uma, date(2026, 6, 30), large)
    client.force_login(uma)
    return reverse("client_losses", args=[alder.code])


def test_a_large_loss_is_told_by_the_insurer_and_never_to_the_client(
    book: str, client: Browser, alder: Client, uma: User, rita: User
) -> None:
    page = reverse("claim", args=[alder.code, "A1"])
    address = reverse("claim_narrative", args=[alder.code, "A1"])
    assert "none written" in text_of(client.get(book))
    assert "Nobody has written what happened" in text_of(client.get(page))
    asked = {"as_of": "2026-06-30", "facts": "A door was forced.", "next_event_on": "2026-11-03"}
    refused = client.post(address, {**asked, "liability": "Call 555-123-4567."})
    assert refused.status_code == 422
    assert "looks like a telephone number" in text_of(refused)
    assert client.post(address, asked).status_code == 302
    assert "A door was forced." in client.get(address).content.decode()
    client.post(address, {**asked, "facts": "The door of a neighbour was forced."})
    told = text_of(client.get(page))
    assert "The door of a neighbour was forced." in told
    assert "1 earlier version" in told
    assert "neighbour was forced. Next: 3 Nov 2026." in text_of(client.get(book)).replace(
        "\xa0", " "
    )
    client.force_login(rita)
    for seen in (page, book):
        text = text_of(client.get(seen))
        assert "neighbour" not in text
        assert "arrative" not in text
    assert client.get(address).status_code == 403
