"""Months of the national collection on their page: answered with a button, events decided upon."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from accountability.force.models import ForceFlag, ZeroReport
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.accountability import ForceReportFactory
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/clients/alder-falls/force-months/"


def browser(person: User) -> Browser:
    made = Browser()
    made.force_login(person)
    return made


def test_a_month_is_answered_with_a_button(alder: Client, chief: User, ivy: User) -> None:
    assert "12 of the last twelve months are not answered" in text_of(browser(chief).get(ADDRESS))
    month = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    sent = {"act": "zero", "month": month.isoformat()}
    assert browser(ivy).post(ADDRESS, sent).status_code == 422
    assert browser(chief).post(ADDRESS, sent).status_code == 302
    assert ZeroReport.objects.get().month == month
    assert "11 of the last twelve months are not answered" in text_of(browser(chief).get(ADDRESS))
    refused = browser(chief).post(ADDRESS, sent)
    assert refused.status_code == 422
    assert "nothing more is needed" in text_of(refused)


def test_an_event_is_decided_upon(alder: Client, chief: User) -> None:
    day = timezone.localdate() - timedelta(days=40)
    ForceReportFactory(client=alder, number="F1", occurred_on=day, national="firearm")
    assert "as its reports say" in text_of(browser(chief).get(ADDRESS))
    sent = {"act": "decide", "number": "F1", "flagged": "no", "reason": "At a dog."}
    assert browser(chief).post(ADDRESS, sent).status_code == 302
    assert ForceFlag.objects.get().flagged is False
    assert "as Chief decided: At a dog." in text_of(browser(chief).get(ADDRESS))
    unknown = browser(chief).post(ADDRESS, {**sent, "number": "F9"})
    assert (unknown.status_code, ForceFlag.objects.count()) == (422, 1)
    assert "no force report of that number" in text_of(unknown)


def test_an_unknown_act_does_nothing(alder: Client, chief: User, uma: User) -> None:
    assert browser(chief).post(ADDRESS, {"act": "burn"}).status_code == 200
    assert browser(uma).get(ADDRESS).status_code == 403
