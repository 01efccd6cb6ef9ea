"""Cover and exposure: limits, retro dates, and months nothing is known of."""

from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.policies import CoveragePart, Limit, Policy
from tests.factories.losses import load
from tests.factories.policies import term
from tests.factories.riskcore import ExposureFactory
from tests.frontend.pages import text_of


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
def test_policies_and_exposures_are_shown_with_what_is_missing(
    alder: Client, uma: User, client: Browser, headers: dict[str, str]
) -> None:
    policy = Policy.objects.create(
        client=alder, carrier=alder.carrier, number="P-77", starts_on=date(2024, 10, 1),
        ends_on=date(2025, 10, 1), recorded_at=timezone.now(),
    )  # fmt: skip
    part = CoveragePart.objects.create(
        policy=policy, line="POL", trigger="claims_made", retention=25_000
    )
    Limit.objects.create(part=part, basis="each_wrongful_act", amount=1_000_000)
    for month in (*range(1, 4), *range(5, 13)):
        ExposureFactory(client=alder, month=date(2025, month, 1), quantity=120)
    client.force_login(uma)
    page = text_of(client.get(reverse("client_cover", args=[alder.code]), headers=headers))
    for words in (
        "P-77",
        "$1,000,000 each wrongful act",
        "full prior acts",
        "$25,000 deductible",
        "110.0",
        "no figure for Apr",
    ):
        assert words in page


def test_a_day_gone_by_is_shown_as_it_was_and_says_so(
    alder: Client, uma: User, client: Browser
) -> None:
    term(alder, date(2024, 1, 1), line="POL", number="OLD")
    term(alder, date(2025, 1, 1), line="POL", number="NEW")
    client.force_login(uma)
    address = reverse("client_cover", args=[alder.code])
    then = text_of(client.get(address + "?as_of=2024-06-30"))
    assert "This is the client as of 30 Jun 2024, not as of today." in then.replace("\xa0", " ")
    assert "OLD" in then
    assert "NEW" not in then
    now = text_of(client.get(address))
    assert "not as of today" not in now
    assert "NEW" in now
    unread = client.get(address + "?as_of=soon")
    assert "NEW" in text_of(unread)


def test_a_client_without_either_is_told_so(alder: Client, uma: User, client: Browser) -> None:
    client.force_login(uma)
    page = text_of(client.get(reverse("client_cover", args=[alder.code])))
    assert "No policy is recorded." in page
    assert "No exposure is recorded." in page


def test_many_missing_months_are_counted(alder: Client, uma: User, client: Browser) -> None:
    ExposureFactory(client=alder, month=date(2025, 12, 1))
    client.force_login(uma)
    page = text_of(client.get(reverse("client_cover", args=[alder.code])))
    assert "no figure for 11 of 12 months" in page


def test_an_open_retro_date_leads_to_its_acceptance_and_then_stands_accepted(
    alder: Client, uma: User, ana: User, client: Browser
) -> None:
    term(alder, date(2024, 10, 1), retro_date=date(2015, 10, 1))
    term(alder, date(2025, 10, 1), retro_date=date(2025, 10, 1))
    cover, accept = (
        reverse(name, args=[alder.code]) for name in ("client_cover", "cover_accept_retro")
    )
    client.force_login(ana)
    assert accept not in client.get(cover).content.decode()
    client.force_login(uma)
    assert accept in client.get(cover).content.decode()
    empty = client.post(accept, {"which": "0", "reason": "", "agreement": ""})
    assert empty.status_code == 422
    said = {"which": "0", "reason": "A tail was bought.", "agreement": "Council, resolution 41."}
    assert client.post(accept, said).status_code == 302
    page = text_of(client.get(cover))
    assert "Accepted by Uma" in page
    assert "A tail was bought." in page
    assert "No retro date of this client waits" in text_of(client.get(accept))
    assert client.post(accept, said).status_code == 422


def test_claims_are_counted_by_what_answers_them(
    alder: Client, uma: User, ana: User, client: Browser
) -> None:
    term(alder, date(2024, 10, 1), trigger="occurrence")
    rows = [{"number": "A-1", "occurred_on": date(2025, 1, 1), "status": "open"}]
    load(alder, ana, date(2026, 6, 30), *rows, {"number": "B-2", "status": "open"})
    client.force_login(uma)
    page = text_of(client.get(reverse("client_cover", args=[alder.code])))
    assert "Of 2 claims, 1 is answered by one policy, 1 cannot be told." in page
    assert "B-2" in page
    assert "the day of the act is not recorded" in page
    claim = text_of(client.get(reverse("claim", args=[alder.code, "A-1"])))
    assert "answers, since the act of 1 Jan 2025 lies in the term." in claim
