"""The renewals of everybody and of one client, and marking their steps."""

from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.renewals.models import RenewalAct
from riskcore.submissions.models import Submission
from tests.factories.losses import load
from tests.factories.submissions import STARTS, insured
from tests.frontend.pages import text_of

ON = "?as_of=2026-07-01"


@pytest.fixture
def renewing(alder: Client) -> Client:
    insured(alder)
    return alder


def test_renewals_stand_by_expiry_with_their_next_step(
    renewing: Client, uma: User, client: Browser
) -> None:
    client.force_login(uma)
    page = text_of(client.get(reverse("renewals") + ON))
    assert "1 renewal, 1 of them with a step that is late" in page
    assert "28 days late" in page
    other = text_of(client.get(reverse("renewals") + ON + "&step=quote"))
    assert "No renewal stands there." in other
    assert "Nothing expires" in text_of(client.get(reverse("renewals") + "?as_of=2020-01-01"))


def test_without_being_asked_the_day_is_today_save_on_a_synthetic_book(
    renewing: Client, uma: User, ana: User, client: Browser, settings: LazySettings
) -> None:
    load(renewing, ana, date(2025, 6, 30), {"number": "A", "status": "open"})
    client.force_login(uma)
    address = reverse("client_renewal", args=[renewing.code])
    assert "as of 30 Jun 2025" in text_of(client.get(address))
    settings.COMMONWARD = {**settings.COMMONWARD, "SYNTHETIC": False}
    today = timezone.localdate()
    assert f"as of {today.day} {today:%b} {today.year}" in text_of(client.get(address))


def test_a_step_is_settled_and_opened_again_from_the_page(
    renewing: Client, uma: User, client: Browser
) -> None:
    client.force_login(uma)
    address = reverse("renewal_mark", args=[renewing.code])
    asked = {"expires_on": STARTS.isoformat(), "step": "exposures", "verb": "done", "note": ""}
    assert client.post(address, asked).status_code == 302
    page = text_of(
        client.get(reverse("client_renewal", args=[renewing.code]) + "?as_of=2030-01-01")
    )
    assert "No policy of this client ends" in page
    assert "Done by Uma" in text_of(client.get(reverse("client_renewal", args=[renewing.code])))
    refused = client.post(address, {**asked, "verb": "reopened"})
    assert (refused.status_code, "Give a reason" in text_of(refused)) == (422, True)
    assert client.post(address, {"step": "exposures"}).status_code == 422
    assert RenewalAct.objects.count() == 1


def test_the_submission_is_opened_from_the_page_by_those_who_may(
    renewing: Client, uma: User, lee: User, client: Browser
) -> None:
    address = reverse("renewal_open", args=[renewing.code])
    client.force_login(lee)
    page = client.get(reverse("client_renewal", args=[renewing.code]) + ON)
    assert "No submission is open for this term yet." in text_of(page)
    assert client.post(address, {"as_of": STARTS.isoformat()}).status_code == 403
    client.force_login(uma)
    assert client.post(address, {"as_of": ""}).status_code == 422
    answer = client.post(address, {"as_of": STARTS.isoformat()})
    assert answer["Location"] == reverse(
        "submission", args=[renewing.code, Submission.objects.get().pk]
    )
    assert "Term from 1 Oct 2026" in text_of(
        client.get(reverse("client_renewal", args=[renewing.code]))
    )


def test_an_earlier_day_does_not_show_what_was_done_since(
    renewing: Client, uma: User, client: Browser
) -> None:
    client.force_login(uma)
    asked = {"expires_on": STARTS.isoformat(), "step": "exposures", "verb": "done"}
    client.post(reverse("renewal_mark", args=[renewing.code]), asked)
    before = timezone.localdate() - timedelta(days=1)
    page = client.get(reverse("client_renewal", args=[renewing.code]) + f"?as_of={before}")
    assert "Done by Uma" not in text_of(page)
