"""Headers of caution on every route, and whose address counts."""

import pytest
from django.test import Client as Browser
from django.test import RequestFactory, override_settings

from config.middleware import address_of
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.architecture.test_guarded_urls import routes

ADDRESSES = sorted("/" + pattern.replace("<slug:code>", "alder-falls") for pattern, _ in routes())


@pytest.mark.parametrize("address", [*ADDRESSES, "/nowhere", "/api/v1/nowhere"])
@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "stranger"])
def test_every_route_answers_with_the_headers_of_caution(
    alder: Client, ana: User, client: Browser, address: str, signed_in: bool
) -> None:
    if signed_in:
        client.force_login(ana)
    answer = client.get(address)
    assert answer.status_code < 500
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"
    assert "HX-Request" in answer["Vary"]
    assert len(answer["X-Request-Id"]) == 32


@pytest.mark.parametrize(
    ("asked", "kept"), [("trace-12345", True), ("x", False), ("bad id\twith spaces", False)]
)
def test_a_well_formed_request_id_is_echoed(
    db: None, client: Browser, asked: str, kept: bool
) -> None:
    answer = client.get("/healthz", headers={"X-Request-Id": asked})
    assert (answer["X-Request-Id"] == asked) is kept


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "1.1.1.1", "127.0.0.1"),
        (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
        (2, "1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "2.2.2.2", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_forwarded_addresses_count_only_as_far_as_our_proxies_wrote_them(
    proxies: int, forwarded: str, address: str
) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})
    with override_settings(COMMONWARD={"PROXIES": proxies}):
        assert address_of(request) == address
