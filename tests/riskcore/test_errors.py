"""Errors as values: a code, a sentence, facts and an HTTP status that fits."""

import pytest

from riskcore.errors import (
    Conflict,
    DomainError,
    InvalidInput,
    InvalidTransition,
    NotFound,
    PermissionDenied,
    RegistryError,
    TooMany,
)

STATUS = {
    DomainError: 400,
    PermissionDenied: 403,
    NotFound: 404,
    InvalidTransition: 409,
    Conflict: 409,
    InvalidInput: 422,
    TooMany: 429,
}


@pytest.mark.parametrize(("kind", "status"), STATUS.items())
def test_an_error_carries_code_sentence_facts_and_status(
    kind: type[DomainError], status: int
) -> None:
    error = kind("claims.unknown", "There is no such claim.", number="A1")
    assert isinstance(error, DomainError)
    assert (error.code, error.message, error.facts) == (
        "claims.unknown",
        "There is no such claim.",
        {"number": "A1"},
    )
    assert str(error) == "There is no such claim."
    assert error.status == status


def test_every_kind_of_refusal_is_in_this_table() -> None:
    ours = {kind for kind in DomainError.__subclasses__() if kind.__module__ == "riskcore.errors"}
    assert ours == set(STATUS) - {DomainError}


def test_a_mistake_of_ours_is_no_refusal() -> None:
    assert not issubclass(RegistryError, DomainError)
