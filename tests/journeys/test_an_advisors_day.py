"""An advisor's day over HTTP: advise a client, have a report drawn by a worker, read and issue it."""

import re

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.canonical import sha256
from riskcore.clients.models import Client
from riskcore.jobs import runner
from riskcore.recommendations.models import Recommendation
from riskcore.reports.models import Report
from tests.factories.riskcore import ExposureFactory
from tests.riskcore.reports.engine import needs_engine

ADVICE = {
    "classification": "critical",
    "title": "Review every use of force within seven days",
    "condition": "Of 40 force reports read, 11 had no review on file.",
    "consequence": "",
    "action": "Name a reviewer per shift.",
    "due_on": "",
}


@pytest.fixture
def browser(alder: Client, ana: User) -> Browser:
    ExposureFactory(client=alder)
    return signed_in("ana")


def signed_in(username: str) -> Browser:
    strict = Browser(enforce_csrf_checks=True)
    sign_in = reverse("sign_in")
    form = {"username": username, "password": "correct horse battery"}
    page = strict.get(sign_in).content.decode()
    answer = strict.post(sign_in, form | token(page), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("portfolio")
    return strict


def token(page: str) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    return {"csrfmiddlewaretoken": found[1]}


def send(browser: Browser, address: str, form: dict[str, str], at: str = "") -> str:
    """Fill in the form of a page as a browser without a script does; returns where it led."""
    page = browser.get(address).content.decode()
    answer = browser.post(at or address, form | token(page), follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.redirect_chain[-1][0]).partition("#")[0]


@needs_engine
@pytest.mark.slow
def test_from_the_list_of_clients_to_an_issued_report(
    browser: Browser, alder: Client, uma: User
) -> None:
    listed = browser.get(reverse("portfolio")).content.decode()
    assert reverse("client", args=[alder.code]) in listed
    loss_control = send(browser, reverse("recommendation_write", args=[alder.code]), ADVICE)
    [advice] = Recommendation.objects.all()
    issue = reverse("recommendation_move", args=[alder.code, advice.number, "issue"])
    assert issue in browser.get(loss_control).content.decode()
    send(browser, issue, {"version": "1"})
    advice.refresh_from_db()
    assert advice.status == "issued"

    asked = {"as_of": "2026-09-30", "audience": "council"}
    report = send(browser, reverse("client_reports", args=[alder.code]), asked)
    assert "Waiting for a worker" in browser.get(report).content.decode()
    assert runner.drain() == 1

    page = browser.get(report).content.decode()
    [row] = Report.objects.all()
    assert row.sha256 in page
    pdf = browser.get(f"{report}pdf/")
    assert pdf.content.startswith(b"%PDF-")
    assert sha256(pdf.content) == row.sha256
    assert ADVICE["title"] in browser.get(f"{report}preview/").content.decode()

    send(browser, report, {}, at=f"{report}send/")
    send(signed_in("uma"), f"{report}issue/", {})
    row.refresh_from_db()
    assert row.status == "issued"
    assert "Issued: frozen" in browser.get(report).content.decode()
    send(browser, report, {}, at=f"{report}verify/")
    assert sha256(browser.get(f"{report}pdf/").content) == row.sha256
