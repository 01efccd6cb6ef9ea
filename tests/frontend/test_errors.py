"""Refusals read as sentences, whoever raised them."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from frontend import home
from riskcore.access.models import User


def test_an_address_that_does_not_exist_is_a_page(db: None, client: Browser) -> None:
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


def test_a_mistake_of_ours_gives_its_number_and_no_detail(
    ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**asked: object) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(home, "visible", broken)
    browser = Browser(raise_request_exception=False)
    browser.force_login(ana)
    answer = browser.get(reverse("home"))
    assert answer.status_code == 500
    assert answer["X-Request-Id"] in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_within_a_page_a_refusal_lands_at_its_top(ana: User, client: Browser) -> None:
    client.force_login(ana)
    answer = client.get(reverse("client", args=["nowhere"]), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (404, "#problem")
    assert "<html" not in answer.content.decode()
