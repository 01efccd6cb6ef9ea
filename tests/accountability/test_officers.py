"""Tokens: one person within one client, nobody outside it."""

from typing import Any

from accountability.officers import officer_token


def test_the_same_identifier_has_the_same_token_however_it_is_written() -> None:
    first = officer_token(client_code="alder-falls", identifier="b-4711")
    assert officer_token(client_code="alder-falls", identifier=" B-4711 ") == first
    assert len(first) == 24


def test_tokens_of_two_clients_or_of_two_keys_cannot_be_joined(settings: Any) -> None:
    first = officer_token(client_code="alder-falls", identifier="4711")
    assert officer_token(client_code="birch-county", identifier="4711") != first
    settings.COMMONWARD = {**settings.COMMONWARD, "TOKEN_KEY": "another key"}
    assert officer_token(client_code="alder-falls", identifier="4711") != first
