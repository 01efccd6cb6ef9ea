"""Limits of contracts on their page: recorded, replaced, withdrawn."""

import pytest
from django.test import Client as Browser

from accountability.clocks.models import ContractLimit
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/clients/alder-falls/contract-limits/"
SENT = {
    "label": "Article 14",
    "starts": "received",
    "ends": "noticed",
    "length": "180",
    "unit": "DAYS",
    "bars": "on",
    "in_force_on": "2026-01-01",
    "source": "Article 14 of the agreement of 2025.",
}


def browser(person: User) -> Browser:
    made = Browser()
    made.force_login(person)
    return made


def test_a_limit_is_recorded_replaced_and_withdrawn(alder: Client, chief: User) -> None:
    assert "No limit of a contract is recorded" in text_of(browser(chief).get(ADDRESS))
    assert browser(chief).post(ADDRESS, SENT).status_code == 302
    page = text_of(browser(chief).get(ADDRESS))
    assert "1 limit of contracts stands" in page
    assert "180 calendar days" in page
    browser(chief).post(ADDRESS, {**SENT, "length": "90"})
    page = text_of(browser(chief).get(ADDRESS))
    assert page.index("90 calendar days") < page.index("Replaced or withdrawn")
    browser(chief).post(ADDRESS, {**SENT, "withdrawn": "on"})
    assert "No limit of a contract is recorded" in text_of(browser(chief).get(ADDRESS))
    assert ContractLimit.objects.count() == 3


def test_who_may_not_agree_is_told(alder: Client, ivy: User, uma: User) -> None:
    assert "Record a limit" not in text_of(browser(ivy).get(ADDRESS))
    refused = browser(ivy).post(ADDRESS, SENT)
    assert (refused.status_code, ContractLimit.objects.count()) == (422, 0)
    assert browser(uma).get(ADDRESS).status_code == 403
