"""Cover and exposure: limits, retro dates, and months nothing is known of."""

from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.policies import CoveragePart, Limit, Policy
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
