"""Signing in, out, and changing a password, as a browser does it."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client

GOOD = "correct horse battery"


def attempt(browser: Browser, password: str = GOOD, **more: str) -> int:
    form = {"username": "ana", "password": password, **more}
    return browser.post(reverse("sign_in"), form).status_code


def test_signing_in_leads_to_the_desk(alder: Client, birch: Client, dee: User, ana: User) -> None:
    browser = Browser()
    answer = browser.post(reverse("sign_in"), {"username": "ana", "password": GOOD}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("portfolio")


def test_a_wrong_password_is_told_in_one_sentence(ana: User) -> None:
    answer = Browser().post(reverse("sign_in"), {"username": "ana", "password": "wrong"})
    assert answer.status_code == 422
    assert "do not belong together" in answer.content.decode()
    assert "wrong" not in answer.content.decode().partition("<main")[2]


def test_the_sixth_attempt_is_not_heard_even_with_the_right_password(ana: User) -> None:
    browser = Browser()
    assert [attempt(browser, "wrong") for _ in range(5)] == [422] * 5
    answer = browser.post(reverse("sign_in"), {"username": "ana", "password": GOOD})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 900


def test_a_forged_forwarding_header_does_not_reset_the_count(ana: User) -> None:
    browser = Browser()
    for n in range(5):
        browser.post(
            reverse("sign_in"),
            {"username": "ana", "password": "wrong"},
            headers={"X-Forwarded-For": f"10.0.0.{n}"},
        )
    assert attempt(browser) == 429


@pytest.mark.parametrize(
    "next_page",
    ["https://evil.example/", "//evil.example", "javascript:1", "password", "no_such_page", "{}"],
)
def test_after_signing_in_nobody_is_sent_elsewhere(ana: User, next_page: str) -> None:
    form = {"username": "ana", "password": GOOD, "next": next_page}
    assert Browser().post(reverse("sign_in"), form)["Location"] == reverse("home")


def test_after_signing_in_one_returns_to_the_page_asked_for(ana: User) -> None:
    form = {"username": "ana", "password": GOOD, "next": "/clients/?state=TX"}
    assert Browser().post(reverse("sign_in"), form)["Location"] == "/clients/?state=TX"


def test_signing_out_ends_the_session_and_is_recorded(ana: User) -> None:
    browser = Browser()
    attempt(browser)
    assert browser.post(reverse("sign_out")).status_code == 302
    assert browser.get(reverse("portfolio")).status_code == 302
    assert list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True)) == [
        "sign_in.succeeded",
        "sign_out.done",
    ]


def test_changing_a_password_keeps_this_session_and_ends_the_others(ana: User) -> None:
    here, elsewhere = Browser(), Browser()
    attempt(here)
    attempt(elsewhere)
    new = "a lantern over quiet water"
    form = {"current": GOOD, "new": new, "again": new}
    assert here.post(reverse("password"), form).status_code == 302
    assert here.get(reverse("portfolio")).status_code == 200
    assert elsewhere.get(reverse("portfolio")).status_code == 302


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"current": "no", "new": "a lantern over quiet water"}, "the current one is not right"),
        ({"current": GOOD, "new": "short"}, "at least 12 characters"),
        ({"current": GOOD, "new": "a lantern over quiet water", "again": "x"}, "differ"),
    ],
    ids=["current wrong", "too short", "typed differently"],
)
def test_a_bad_change_says_why_beside_its_field(
    ana: User, form: dict[str, str], sentence: str
) -> None:
    browser = Browser()
    attempt(browser)
    answer = browser.post(reverse("password"), {"again": form["new"], **form})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'aria-invalid="true"' in page
