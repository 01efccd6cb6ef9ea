"""A renewal in the browser: review, refer, have approved by another, decide, bind, find it on file."""

import re
from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.underwriting.grants import NewGrant
from riskcore.underwriting.models import Issue, Review
from tests.factories.riskcore import ExposureFactory
from tests.factories.underwriting import WIDE, granted, policy, senior
from tests.frontend.pages import answers_of, text_of


def token(page: str) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    return {"csrfmiddlewaretoken": found[1]}


def signed_in(username: str) -> Browser:
    strict = Browser(enforce_csrf_checks=True)
    page = strict.get(reverse("sign_in")).content.decode()
    form = {"username": username, "password": "correct horse battery"}
    assert strict.post(reverse("sign_in"), form | token(page)).status_code == 302
    return strict


def send(browser: Browser, address: str, **written: str) -> str:
    """Fill in a form of the desk as it stands, changing what is named; returns the page it led to."""
    page = browser.get(address)
    form = answers_of(page, "wide-form") | token(page.content.decode()) | written
    answer = browser.post(address, form, follow=True)
    assert answer.status_code == 200, text_of(answer)
    return text_of(answer)


@pytest.fixture
def ready(alder: Client, uma: User, dee: User) -> Client:
    policy(alder)
    ExposureFactory(client=alder, month=date(2026, 8, 1), quantity=80)
    senior(alder)
    granted(alder, by=dee, asked=WIDE)
    granted(alder, by=dee, asked=NewGrant(username="sam", approves=("all",)))
    return alder


def test_from_the_list_of_clients_to_a_bound_renewal(ready: Client) -> None:
    uma, sam = signed_in("uma"), signed_in("sam")
    tab = reverse("client_underwriting", args=[ready.code])
    assert tab in uma.get(reverse("client", args=[ready.code])).content.decode()
    opened = send(
        uma, reverse("underwriting_open", args=[ready.code]), kind="renewal", as_of="2026-09-15"
    )
    assert "the review is with nobody yet" in opened
    [row] = Review.objects.all()

    def at(name: str, *more: str) -> str:
        return reverse(name, args=[ready.code, row.number, *more])

    assert "the review is with Uma" in send(uma, at("underwriting_move", "take_up"))
    terms = {f"{line}-trigger": "claims_made" for line in ("LEL", "POL", "EPL", "ELL")}
    page = uma.get(at("underwriting_terms"))
    form = answers_of(page, "wide-form") | token(page.content.decode()) | terms
    for line in ("POL", "EPL", "ELL"):
        form.pop(f"{line}-offered")
    form |= {"LEL-offered": "on", "LEL-each_wrongful_act": "2000000", "LEL-premium": "120000"}
    answer = uma.post(at("underwriting_terms"), form, follow=True)
    assert "1 issue stands in the way" in text_of(answer)
    [issue] = Issue.objects.filter(status="open")

    blocked = uma.get(at("underwriting_decide"))
    assert "1 issue must be approved before terms can be given" in text_of(blocked)
    refer = reverse("underwriting_settle", args=[ready.code, issue.pk, "refer"])
    assert "referred to Sam by Uma" in send(uma, refer, to="sam", note="The tower is full.")
    desk = text_of(sam.get(reverse("underwriting_desk")))
    assert "1 issue referred to you" in desk
    assert "The tower is full." in desk
    approve = reverse("underwriting_settle", args=[ready.code, issue.pk, "approve"])
    send(sam, approve, reason="The reinsurer follows.")

    decided = send(
        uma,
        at("underwriting_decide"),
        outcome="renew",
        rationale="The losses fell; the higher limit is paid for.",
        conditions="A signed pursuit policy.",
    )
    assert "The losses fell" in decided
    send(uma, at("underwriting_move", "release"))
    bound = send(uma, at("underwriting_move", "bind"))
    assert "Cover is bound." in bound
    for words in ("Renew", "A signed pursuit policy.", "premium up 20.0 %"):
        assert words in bound
    detail = text_of(uma.get(reverse("underwriting_issue", args=[ready.code, issue.pk])))
    assert "approved by Sam. The reinsurer follows." in detail
    row.refresh_from_db()
    assert row.status == "bound"
