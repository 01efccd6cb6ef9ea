"""The desk over all clients: what waits for me, what is mine, what is nobody's."""

from decimal import Decimal

import pytest
from django.test import Client as Browser
from django.urls import reverse

from frontend.underwriting_desk import _sentence
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.underwriting import issues
from riskcore.underwriting.grants import NewGrant
from riskcore.underwriting.lines import ReviewDesk
from riskcore.underwriting.models import Issue
from tests.factories.riskcore import ClientFactory
from tests.factories.underwriting import WIDE, granted, offer, policy, review, senior
from tests.frontend.pages import text_of


def page_of(user: User) -> str:
    browser = Browser()
    browser.force_login(user)
    answer = browser.get(reverse("underwriting_desk"))
    assert answer.status_code == 200
    return text_of(answer)


def test_what_was_referred_waits_with_whom_it_was_referred_to(
    alder: Client, uma: User, dee: User
) -> None:
    sam = senior(alder)
    granted(alder, by=dee, asked=NewGrant(username="sam"))
    granted(alder, by=dee, asked=WIDE)
    policy(alder)
    row = review(alder, by=uma, status="in_review")
    offer(row, by=uma, limits=(("each_wrongful_act", Decimal(2_000_000)),))
    issue = Issue.objects.get(rule="authority.above", key="LEL.limit")
    issues.refer(by=uma, issue_id=issue.pk, version=issue.version, to="sam", note="Look.")
    assert "1 issue referred to you" in page_of(sam)
    assert "Referred by Uma: Look." in page_of(sam)
    assert "Nothing is referred to you; 1 review with you" in page_of(uma)


@pytest.mark.parametrize("name", ["rita", "lee", "chief"])
def test_it_is_not_for_clients_and_departments(
    request: pytest.FixtureRequest, alder: Client, name: str
) -> None:
    browser = Browser()
    browser.force_login(request.getfixturevalue(name))
    assert browser.get(reverse("underwriting_desk")).status_code == 403
    assert "Underwriting" not in text_of(browser.get(reverse("client", args=[alder.code])))


def test_another_carriers_reviews_are_not_there(alder: Client, uma: User, cal: User) -> None:
    policy(alder)
    review(alder, by=uma)
    assert alder.name in page_of(uma)
    assert alder.name not in page_of(cal)


def test_many_reviews_take_as_many_queries_as_one(
    alder: Client, uma: User, django_assert_max_num_queries: object
) -> None:
    policy(alder)
    review(alder, by=uma)
    page_of(uma)
    with django_assert_max_num_queries(30) as one:  # type: ignore[operator]
        page_of(uma)
    for _ in range(3):
        other = ClientFactory(carrier=alder.carrier)
        policy(other)
        review(other, by=uma)
    with django_assert_max_num_queries(len(one)):  # type: ignore[operator]
        page_of(uma)


def test_it_is_said_in_words() -> None:
    def said(overdue: int, contingencies: int) -> str:
        return _sentence(
            ReviewDesk(
                to_approve=(), mine=(), others=(), overdue=overdue, open_contingencies=contingencies
            )
        )

    assert said(0, 0) == "Nothing is referred to you; no review is with you."
    assert said(0, 1).endswith("1 contingency is open, none overdue.")
    assert said(2, 3).endswith("3 contingencies are open, 2 of them overdue.")
