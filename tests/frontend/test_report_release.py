"""The pages of a report's steps."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.reports.models import Report


def address(name: str, row: Report) -> str:
    return reverse(name, args=[row.client.code, row.pk])


def test_its_author_sends_it_and_somebody_else_is_asked_before_it_is_issued(
    drafted: Report, ana: User, uma: User, client: Browser
) -> None:
    client.force_login(ana)
    page = client.get(address("client_report", drafted)).content.decode()
    assert "Send for review" in page
    sent = client.post(address("report_send", drafted), follow=True).content.decode()
    assert "somebody else releases it" in sent
    assert "Issue report" not in sent
    assert client.get(address("report_issue", drafted)).status_code == 403
    client.force_login(uma)
    asked = client.get(address("report_issue", drafted)).content.decode()
    assert "never change" in asked
    drafted.refresh_from_db()
    assert drafted.status == "in_review"
    answer = client.post(address("report_issue", drafted), follow=True)
    drafted.refresh_from_db()
    assert drafted.status == "issued"
    assert "by Uma" in answer.content.decode()
    assert client.get(address("report_issue", drafted)).status_code == 409


def test_a_return_needs_a_reason_which_the_author_reads(
    in_review: Report, ana: User, uma: User, client: Browser
) -> None:
    client.force_login(uma)
    assert (
        address("report_return", in_review)
        in client.get(address("client_report", in_review)).content.decode()
    )
    assert client.post(address("report_return", in_review), {"reason": " "}).status_code == 422
    client.post(address("report_return", in_review), {"reason": "Name the <shift>."})
    client.force_login(ana)
    page = client.get(address("client_report", in_review)).content.decode()
    assert "Name the &lt;shift&gt;." in page
    assert "Send for review" in page


@pytest.mark.parametrize("who", ["ben", "rita"])
def test_issuing_is_for_advisors_and_underwriters(
    in_review: Report, client: Browser, request: pytest.FixtureRequest, who: str
) -> None:
    client.force_login(request.getfixturevalue(who))
    for method in (client.get, client.post):
        assert method(address("report_issue", in_review)).status_code == 403


def test_the_client_acknowledges_in_its_own_words(
    issued: Report, rita: User, ana: User, client: Browser
) -> None:
    client.force_login(rita)
    page = client.get(address("client_report", issued)).content.decode()
    assert address("report_acknowledge", issued) in page
    assert "not an agreement" in client.get(address("report_acknowledge", issued)).content.decode()
    client.post(address("report_acknowledge", issued), {"note": "The chief has it."})
    client.force_login(ana)
    page = client.get(address("client_report", issued)).content.decode()
    assert "The chief has it." in page
    assert client.post(address("report_acknowledge", issued)).status_code == 403
