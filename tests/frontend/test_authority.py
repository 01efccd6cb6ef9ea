"""The page of grants: read in words by the insurer's side, given and ended by administrators."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client as Browser
from django.urls import reverse

from frontend.authority import approves, bounds
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.underwriting.grants import AuthorityGrant
from tests.factories.underwriting import WIDE, granted
from tests.frontend.pages import text_of


def signed_in(user: User) -> Browser:
    made = Browser()
    made.force_login(user)
    return made


def test_a_grant_is_given_read_and_ended(alder: Client, uma: User, dee: User) -> None:
    browser = signed_in(dee)
    form = {
        "carrier": alder.carrier.code,
        "holder": "person:uma",
        "max_limit": "1000000",
        "approves": ["claims.large"],
    }
    answer = browser.post(reverse("authority_grant"), form, follow=True)
    page = text_of(answer)
    assert "Limits up to $1,000,000" in page
    assert "What 1 rule refers" in page
    row = AuthorityGrant.objects.get()
    end = reverse("authority_end", args=[row.pk])
    assert browser.get(end).status_code == 200
    assert browser.post(end, {"reason": " "}).status_code == 422
    browser.post(end, {"reason": "Moved on."})
    assert "No authority has been granted" in text_of(browser.get(reverse("authority")))
    assert "Moved on." in text_of(browser.get(reverse("authority") + "?ended"))


def test_what_cannot_be_granted_says_why(alder: Client, uma: User, dee: User) -> None:
    form = {
        "carrier": alder.carrier.code,
        "holder": "person:uma",
        "max_credit": "300",
        "ends_on": "2020-01-01",
    }
    answer = signed_in(dee).post(reverse("authority_grant"), form)
    assert answer.status_code == 422
    assert "above 100" in text_of(answer)


@pytest.mark.parametrize("name", ["uma", "ana", "ben", "rita", "chief", "lee", "cal"])
def test_only_administrators_give_and_end(
    request: pytest.FixtureRequest, alder: Client, uma: User, dee: User, name: str
) -> None:
    row = granted(alder, by=dee, asked=WIDE)
    browser = signed_in(request.getfixturevalue(name))
    assert browser.get(reverse("authority_grant")).status_code == 403
    assert browser.get(reverse("authority_end", args=[row.pk])).status_code == 403


def test_it_is_not_for_clients_and_departments(alder: Client, rita: User) -> None:
    assert signed_in(rita).get(reverse("authority")).status_code == 403


def test_bounds_are_said_in_words() -> None:
    row = AuthorityGrant(
        max_limit=Decimal(1), min_retention=Decimal(2), max_officers=0, open_critical=True
    )
    assert bounds(row) == (
        "limits up to $1, retentions from $2, up to 0 officers, "
        "with critical recommendations overdue"
    )
    assert bounds(AuthorityGrant()) == "without bounds"
    assert approves(AuthorityGrant(approves=["all"], special=True)) == (
        "what any rule refers; beyond every bound, recorded apart"
    )
    assert approves(AuthorityGrant(starts_on=date(2026, 1, 1))) == "nothing that a rule refers"
